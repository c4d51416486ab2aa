import fc from 'fast-check';
import {
  editDistance,
  mostResemblance,
  resemblance,
  shapeOfWord,
} from '../../../../server/domain/match/dictionary/distance.js';

/** Words of few letters, so that they meet; and one letter that is no letter. */
const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', '7'), minLength: 1, maxLength: 12 });

/** Optimal string alignment as it is defined, without a limit. */
function plainDistance(a: string, b: string): number {
  const rows = [...Array(a.length + 1).keys()].map((i) => [...Array(b.length + 1).keys()].map((j) => i || j));
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      rows[i]?.splice(
        j,
        1,
        Math.min(
          at(i - 1, j) + 1,
          at(i, j - 1) + 1,
          at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
          exchanged ? at(i - 2, j - 2) + 1 : Infinity,
        ),
      );
    }
  }
  return at(a.length, b.length);
}

describe('how far two words are apart', () => {
  it('is what the definition says, up to the limit', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(plainDistance(a, b), limit + 1));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is never more of a resemblance than their shapes allow', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(resemblance(a, b)).toBeLessThanOrEqual(mostResemblance(shapeOfWord(a), shapeOfWord(b)) + 1e-9);
      }),
      { numRuns: 2_000 },
    );
  });
});
