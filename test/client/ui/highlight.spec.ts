import fc from 'fast-check';
import { highlight } from '../../../client/ui/highlight.js';

describe('letters that two spellings share', () => {
  it('[R3] are marked, and the others are not', () => {
    const marked = highlight('Wilkinson', 'Wilkinsen').filter(({ found }) => found);
    expect(marked.map(({ text }) => text).join('')).toContain('Wilkins');
    expect(highlight('Wilkinson', 'Wilkinsen').some(({ text, found }) => !found && text.includes('o'))).toBe(true);
  });

  it('leaves the text as it is, whatever the two are', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 60 }), (text, other) => {
        expect(
          highlight(text, other)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
