import fc from 'fast-check';
import { arrange, countOf, late } from '../../../client/data/arrange.js';

interface Item {
  readonly key: string;
  readonly rank: number;
}
const keyOf = ({ key }: Item) => key;
const rankOf = ({ rank }: Item) => rank;
const items = fc.uniqueArray(fc.record({ key: fc.string({ maxLength: 3 }), rank: fc.nat(3) }), { selector: keyOf });

describe('a list that keeps still', () => {
  it('is in order of rank when nobody reads it', () => {
    fc.assert(
      fc.property(items, fc.array(fc.string({ maxLength: 3 })), (list, before) => {
        const ranks = arrange(list, keyOf, rankOf, before, false).map(rankOf);
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      }),
    );
  });

  it('[R13] nothing that is being read moves: new items come after what was there', () => {
    fc.assert(
      fc.property(items, items, (shown, added) => {
        const before = shown.map(keyOf);
        const fresh = added.filter(({ key }) => !before.includes(key));
        const arranged = arrange([...fresh, ...shown], keyOf, rankOf, before, true);
        expect(arranged.slice(0, before.length).map(keyOf)).toEqual(before);
        expect(arranged).toHaveLength(before.length + fresh.length);
      }),
    );
  });

  it('says how many came late, where they matter more than what stands before them', () => {
    const shown = [{ key: 'a', rank: 2 }];
    const arranged = arrange([{ key: 'b', rank: 0 }, ...shown, { key: 'c', rank: 3 }], keyOf, rankOf, ['a'], true);
    expect(late(arranged, rankOf).map(keyOf)).toEqual(['b']);
    expect(countOf(arranged, late(arranged, rankOf))).toBe('3; 1 new at the end');
    expect(countOf(shown, [])).toBe('1');
    expect(countOf([], [])).toBe('');
  });
});
