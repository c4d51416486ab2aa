import fc from 'fast-check';
import { FewWords, lettersInCommon } from '../../../server/domain/fuzzy.js';

const marked = (text: string, other: string): string =>
  lettersInCommon(text, other)
    .map(([first, last]) => text.slice(first, last + 1))
    .join('');

describe('two spellings', () => {
  test.each([
    ['Wilkinson', 'Wilkinsen', 'Wilkinsn'],
    ['Clark', 'Clarke', 'Clark'],
  ])('%s and %s share %s', (text, other, letters) => {
    expect(marked(text, other)).toBe(letters);
  });

  test('the stretches are in order, inside the text, and apart', () => {
    const word = fc.string({ maxLength: 60 });
    fc.assert(
      fc.property(word, word, (text, other) => {
        let from = -1;
        for (const [first, last] of lettersInCommon(text, other)) {
          expect(first).toBeGreaterThan(from);
          expect(last).toBeGreaterThanOrEqual(first);
          expect(last).toBeLessThan(text.length);
          from = last;
        }
      }),
    );
  });

  test('of a few words, the closest comes first', () => {
    const names = ['darren', 'warren', 'whitlock'];
    expect(names[new FewWords(names).like('daren')[0]?.index ?? -1]).toBe('darren');
    expect(new FewWords([]).like('daren')).toEqual([]);
  });
});
