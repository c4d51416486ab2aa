import type { Check, FiledReport } from '../../../../server/contract/index.js';
import { contingencyPrompts } from '../../../../server/domain/briefing/contingency.js';
import { MANIFESTS } from '../../../../server/domain/register/manifests.js';
import { AT } from '../../../support/briefing.js';

const report = (more: Partial<FiledReport> = {}): FiledReport => ({
  source: '999',
  openedAt: AT,
  firstRingAt: AT,
  people: [],
  ...more,
});
const all = (status: Check['status']): Check[] => MANIFESTS.map(({ id }) => ({ register: id, status, subjects: [] }));
const asked = (...args: Parameters<typeof contingencyPrompts>): string[] =>
  contingencyPrompts(...args).map(({ id }) => id.replace('contingency:', ''));

describe('questions that stand in for the desk', () => {
  test('what no register answers is asked, in the order in which it matters at the door', () => {
    expect(asked('machine-only', report(), all('not-checked'))).toEqual(['weapons', 'children', 'orders', 'before']);
    expect(asked('isolated', report(), all('unavailable'))).toHaveLength(4);
    expect(asked('machine-only', report(), all('hit'))).toEqual([]);
    expect(asked('machine-only', report(), all('no-trace'))).toEqual([]);
  });

  test('what the caller has said is not asked again, and a burglary is asked for weapons only', () => {
    const said = report({ weapons: 'a knife', people: [{ id: 'p', role: 'child' }] });
    expect(asked('machine-only', said, all('stale'))).toEqual(['orders', 'before']);
    expect(asked('machine-only', report({ category: 'burglary' }), all('stale'))).toEqual(['weapons']);
  });

  test('with a desk there are none', () => {
    for (const level of ['normal', 'busy', 'recovering'] as const) {
      expect(asked(level, report(), all('not-checked'))).toEqual([]);
    }
  });
});
