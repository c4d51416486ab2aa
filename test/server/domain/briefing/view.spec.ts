import { cardOf } from '../../../../server/domain/briefing/card.js';
import { viewFor } from '../../../../server/domain/briefing/view.js';
import { CRITICAL_MARKER } from '../../../../server/domain/register/built-in/critical-marker.js';
import { MANIFESTS } from '../../../../server/domain/register/manifests.js';
import type { Manifest } from '../../../../server/domain/register/types.js';
import { aLink, anAnswer, AT } from '../../../support/briefing.js';

const marker = CRITICAL_MARKER;
const others = MANIFESTS.filter(({ id }) => id !== marker.id);
const withVisibility = (handler: 'summary' | 'headline' | 'none'): Manifest[] => [
  { ...marker, visibility: { handler, supervisor: 'summary' } },
  ...others,
];

const card = (sensitivity: 'normal' | 'protected' = 'normal'): ReturnType<typeof cardOf> =>
  cardOf({
    incidentId: 'i1',
    reference: 'R',
    report: { source: '999', openedAt: AT, firstRingAt: AT, people: [] },
    basis: {
      answer: {
        subjects: [anAnswer({ links: [aLink({ record: { sensitivity, terms: 'secret terms' } })] })],
        searched: [{ register: marker.id, batch: 'b1', records: 1 }],
        model: 'test',
      },
      registers: [{ manifest: marker, standing: { kind: 'answers', asOf: AT, stale: false } }],
      calls: [],
      at: AT,
    },
    level: 'machine-only',
    before: undefined,
  });

describe('a card as a role sees it', () => {
  test('[R7] a role that sees summaries sees the card as it is', () => {
    expect(viewFor(card(), 'handler', withVisibility('summary'))).toEqual(card());
  });

  test('[R7] a role that sees headlines gets the flag and the evidence, and nothing of the record', () => {
    const view = viewFor(card(), 'handler', withVisibility('headline'));
    expect(view.flags).toHaveLength(1);
    expect(view.matches[0]?.record.people).toEqual([]);
    expect(JSON.stringify(view.matches)).not.toContain('secret terms');
    expect(view.matches[0]?.evidence.every((line) => line.theirs === undefined)).toBe(true);
  });

  test('[R2] a role that sees nothing of a register is told that it is withheld, never that there is no trace', () => {
    const view = viewFor(card(), 'handler', withVisibility('none'));
    expect(view.matches).toEqual([]);
    expect(view.flags).toEqual([]);
    expect(view.checks).toMatchObject([
      { status: 'not-checked', subjects: [{ reason: expect.stringMatching(/withheld/) as string }] },
    ]);
  });

  test('[R12] a protected record is cut to its headline, except for those who supervise', () => {
    const names = (role: 'handler' | 'supervisor'): number =>
      viewFor(card('protected'), role, withVisibility('summary')).matches[0]?.record.people.length ?? -1;
    expect([names('handler'), names('supervisor')]).toEqual([0, 1]);
  });

  test('[R7] a role that no manifest names sees nothing', () => {
    expect(viewFor(card(), 'auditor', withVisibility('summary')).matches).toEqual([]);
  });
});
