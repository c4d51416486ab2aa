import fc from 'fast-check';
import type { Due } from '../../../server/domain/incident/due.js';
import { DueQueue } from '../../../server/timekeeper/due-queue.js';

const at = (second: number): string => new Date(second * 1000).toISOString();
const due = (second: number, id = `${second}`): Due => ({ at: at(second), kind: 'clock-passes', id });

describe('what is due, in order', () => {
  it('gives the earliest first, and nothing before its time', () => {
    const queue = new DueQueue();
    queue.put('a', [due(30), due(10)]);
    queue.put('b', [due(20)]);
    expect(queue.next()).toBe(at(10));
    expect(queue.take(at(9))).toBeUndefined();
    expect([queue.take(at(25)), queue.take(at(25)), queue.take(at(25))].map((owed) => owed?.owner)).toEqual([
      'a',
      'b',
      undefined,
    ]);
  });

  it('forgets what an owner does not owe any more', () => {
    const queue = new DueQueue();
    queue.put('a', [due(10), due(20)]);
    queue.put('a', [due(20)]);
    expect(queue.next()).toBe(at(20));
    queue.put('a', []);
    expect(queue.next()).toBeUndefined();
  });

  it('[R15] whatever owners say in whatever order, it gives what a sorted list would', () => {
    const says = fc.record({
      owner: fc.constantFrom('a', 'b', 'c'),
      seconds: fc.uniqueArray(fc.nat(50), { maxLength: 6 }),
      takeBy: fc.option(fc.nat(50), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(says, { maxLength: 30 }), (said) => {
        const queue = new DueQueue();
        const list = new Map<string, number[]>();
        for (const { owner, seconds, takeBy } of said) {
          queue.put(
            owner,
            seconds.map((second) => due(second)),
          );
          list.set(owner, seconds);
          if (takeBy === undefined) continue;
          const least = Math.min(...[...list.values()].flat());
          const taken = queue.take(at(takeBy));
          expect(taken?.at).toBe(least <= takeBy ? at(least) : undefined);
          if (taken)
            list.set(
              taken.owner,
              (list.get(taken.owner) ?? []).filter((second) => second !== least),
            );
        }
      }),
    );
  });
});
