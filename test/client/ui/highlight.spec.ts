import fc from 'fast-check';
import { highlight } from '../../../client/ui/highlight.js';

describe('letters that two spellings share', () => {
  it('[R3] are marked, and the others are not', () => {
    expect(
      highlight('Wilkinson', [
        [0, 6],
        [8, 8],
      ]),
    ).toEqual([
      { text: 'Wilkins', found: true },
      { text: 'o', found: false },
      { text: 'n', found: true },
    ]);
  });

  it('leave the text as it is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.nat(59), fc.nat(59), (text, a, b) => {
        const last = text.length - 1;
        const letters = text === '' ? [] : [[Math.min(a, b, last), Math.min(Math.max(a, b), last)] as const];
        const pieces = highlight(text, letters);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      }),
    );
  });
});
