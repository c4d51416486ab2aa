import type { Downgrade } from '../../../server/contract/index.js';
import {
  downgradesAgain,
  NO_DOWNGRADES,
  settledLately,
  takeDowngrades,
  waiting,
} from '../../../client/data/downgrades.js';

const row = (id: string, rest: Partial<Downgrade> = {}): Downgrade => ({
  id,
  incidentId: `incident of ${id}`,
  reference: id,
  state: 'waiting',
  from: 'immediate',
  to: 'priority',
  since: '2026-02-03T02:00:00Z',
  askedAt: '2026-02-03T02:00:00Z',
  expiresAt: '2026-02-03T02:10:00Z',
  askedBy: 'Ash',
  because: [],
  reason: 'r',
  victimRequested: true,
  noImmediateThreat: true,
  ...rest,
});
const ids = (rows: readonly Downgrade[]): string[] => rows.map(({ id }) => id);

describe('the requests that wait for a ruling', () => {
  const snapshot = {
    version: 5,
    snapshot: true,
    downgrades: [row('a'), row('b', { expiresAt: '2026-02-03T02:05:00Z' })],
    gone: [],
  };
  const held = takeDowngrades(NO_DOWNGRADES, snapshot);

  it('come in the order in which they expire', () => {
    expect(ids(waiting(held))).toEqual(['b', 'a']);
  });

  it('[R9] follow what changes, and nothing that is older than what is held', () => {
    const lapsed = row('b', { state: 'lapsed' });
    const after = takeDowngrades(held, { version: 7, snapshot: false, downgrades: [lapsed], gone: ['a'] });
    expect(ids(waiting(after))).toEqual([]);
    expect(ids(settledLately(after, Date.parse('2026-02-03T02:30:00Z')))).toEqual(['b']);
    expect(ids(settledLately(after, Date.parse('2026-02-03T03:30:00Z')))).toEqual([]);
    expect(takeDowngrades(after, snapshot)).toBe(after);
  });

  it('[R9] after a new connection wait for its snapshot, whatever its position', () => {
    const again = downgradesAgain(held);
    expect(takeDowngrades(again, { ...snapshot, version: 9, snapshot: false, downgrades: [] })).toBe(again);
    expect(ids(waiting(takeDowngrades(again, { ...snapshot, version: 2, downgrades: [row('c')] })))).toEqual(['c']);
  });
});
