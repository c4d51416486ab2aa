import fc from 'fast-check';
import type { IncidentTopic } from '../../../server/contract/index.js';
import {
  boardAgain,
  EMPTY_BOARD,
  incidentOf,
  incidentsOf,
  takeTopic,
  wholeOf,
  type Board,
} from '../../../client/data/board.js';
import { incident } from '../../support/incidents.js';

const snapshot = (version: number, ...ids: string[]): IncidentTopic => ({
  version,
  snapshot: true,
  incidents: ids.map((id) => incident(id, { cardVersion: version })),
  gone: [],
});
const change = (version: number, ids: string[], gone: string[] = []): IncidentTopic => ({
  ...snapshot(version, ...ids),
  snapshot: false,
  gone,
});
const versions = (board: Board) =>
  Object.fromEntries(incidentsOf(board).map(({ id, cardVersion }) => [id, cardVersion]));

describe('the board', () => {
  const held = takeTopic(EMPTY_BOARD, snapshot(5, 'a', 'b'));

  it('holds what the snapshot says, and lets go of what it leaves out', () => {
    expect(versions(held)).toEqual({ a: 5, b: 5 });
    expect(versions(takeTopic(held, snapshot(6, 'b')))).toEqual({ b: 6 });
  });

  it('[R8] the same message again changes nothing', () => {
    const changed = takeTopic(held, change(7, ['a'], ['b']));
    expect(versions(changed)).toEqual({ a: 7 });
    expect(takeTopic(changed, change(7, ['a'], ['b']))).toBe(changed);
    expect(takeTopic(changed, snapshot(5, 'a', 'b'))).toBe(changed);
  });

  it('[R16] leads from a call that became part of another to what goes on for it', () => {
    const merged = [{ incidentId: 'b', reference: 'B', openedAt: '2026-02-03T02:00:00Z' }];
    const joined = takeTopic(held, {
      ...change(7, [], ['b']),
      incidents: [incident('a', { merged })],
    });
    expect(wholeOf(joined, 'b')?.id).toBe('a');
    expect(wholeOf(joined, 'c')).toBeUndefined();
  });

  it('[R9] an older version never replaces a newer one, nor brings back what is gone', () => {
    const changed = takeTopic(held, change(9, ['a'], ['b']));
    expect(takeTopic(changed, change(8, ['a', 'b']))).toBe(changed);
    expect(versions(takeTopic(changed, snapshot(8, 'a', 'b', 'c')))).toEqual({ a: 9, c: 8 });
    expect(incidentOf(changed, 'b')).toBeUndefined();
  });

  it('[R9] a change as old as the snapshot is not taken for an incident that the snapshot does not have', () => {
    expect(takeTopic(held, change(5, ['c']))).toBe(held);
  });

  it('[R9] after a new connection the screen stays, and the first snapshot counts even if the log starts anew', () => {
    const again = boardAgain(takeTopic(held, change(90, ['a'])));
    expect(versions(again)).toEqual({ a: 90, b: 5 });
    expect(versions(takeTopic(again, snapshot(2, 'c')))).toEqual({ c: 2 });
  });
});

const message = fc.record({
  changed: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd')),
  gone: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd')),
  snapshot: fc.boolean(),
});

it('[R8] [R9] whatever the order and however often messages of one connection come, the board ends on the latest', () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (drawn, places) => {
      const server = new Map<string, number>();
      const sent = drawn.map(({ changed, gone, snapshot: whole }, index): IncidentTopic => {
        const version = index + 2;
        for (const id of gone) server.delete(id);
        for (const id of changed) server.set(id, version);
        const ids = whole ? [...server.keys()] : changed;
        const incidents = ids.map((id) => incident(id, { cardVersion: server.get(id)! }));
        return { version, snapshot: whole, incidents, gone: whole ? [] : gone.filter((id) => !changed.includes(id)) };
      });
      // Every message comes at least once; some twice; in any order after the first snapshot.
      const arriving = [...sent, ...sent.filter((_, index) => index % 3 === 0)]
        .map((topic) => ({ topic, place: places.next().value as number }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ topic }) => topic);
      const board = arriving.reduce(takeTopic, takeTopic(EMPTY_BOARD, snapshot(1)));
      expect(versions(board)).toEqual(Object.fromEntries(server));
    }),
    { numRuns: 1000 },
  );
});
