import fc from 'fast-check';
import { Numbers } from '../../../../../server/domain/match/index/numbers.js';
import { Postings } from '../../../../../server/domain/match/index/postings.js';
import { atOnce } from '../../../../../server/domain/match/index/steps.js';

const entry = fc.tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.nat(1000));
const near = fc.tuple(fc.constantFrom(0, 1, 65536, 65537, 2 ** 32 - 1), fc.nat(1000));
const entries = fc.array(fc.oneof(entry, near), { maxLength: 600 });

const sorted = (values: Iterable<number>): number[] => [...values].toSorted((a, b) => a - b);

function collect(postings: Postings, key: number, most?: number): number[] | undefined {
  const found = new Numbers();
  return postings.collect(key, found, most) ? sorted(found.packed()) : undefined;
}

describe('postings', () => {
  it('hold exactly what was put in: loose, packed, and packed again with more', () => {
    fc.assert(
      fc.property(entries, entries, (first, more) => {
        const postings = new Postings();
        const check = (all: readonly (readonly [number, number])[]): void => {
          for (const [key] of all) {
            const expected = sorted(all.filter(([other]) => other === key).map(([, value]) => value));
            expect(collect(postings, key)).toEqual(expected);
            expect(collect(postings, key, expected.length)).toEqual(expected);
            expect(collect(postings, key, expected.length - 1)).toBeUndefined();
          }
        };
        for (const [key, value] of first) postings.add(key, value);
        check(first);
        atOnce(postings.sealing());
        check(first);
        for (const [key, value] of more) postings.add(key, value);
        check([...first, ...more]);
        atOnce(postings.sealing());
        check([...first, ...more]);
      }),
    );
  });

  it('can be asked and added to while they are being packed', () => {
    fc.assert(
      fc.property(entries, entries, (first, more) => {
        const postings = new Postings();
        for (const [key, value] of first) postings.add(key, value);
        const rest = [...more];
        for (const _step of postings.sealing()) {
          const next = rest.shift();
          if (next === undefined) continue;
          postings.add(...next);
          expect(collect(postings, next[0])).toContain(next[1]);
        }
        for (const one of rest) postings.add(...one);
        const all = [...first, ...more];
        for (const [key] of all)
          expect(collect(postings, key)).toEqual(
            sorted(all.filter(([other]) => other === key).map(([, value]) => value)),
          );
      }),
    );
  });
});
