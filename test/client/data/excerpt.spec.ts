import fc from 'fast-check';
import { excerpt } from '../../../client/data/excerpt.js';

describe('words of a call with what stands around them', () => {
  it('are cut between words', () => {
    const text = 'Caller says that her ex partner Dazza is outside the house with a bat and will not go';
    expect(excerpt(text, { start: 32, words: 'Dazza' })).toEqual({
      before: '… says that her ex partner ',
      words: 'Dazza',
      after: ' is outside the house with …',
    });
  });

  it('are found where they are now, or not at all', () => {
    expect(excerpt('new text before Dazza', { start: 0, words: 'Dazza' })).toMatchObject({
      before: 'new text before ',
    });
    expect(excerpt('he is gone', { start: 0, words: 'Dazza' })).toBeUndefined();
    expect(excerpt(undefined, { start: 0, words: 'Dazza' })).toBeUndefined();
  });

  it('are never changed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.string({ maxLength: 80 }), (before, after) => {
        const found = excerpt(`${before}Dazza${after}`, { start: before.length, words: 'Dazza' });
        expect(found).toBeDefined();
        expect(`${before}Dazza${after}`).toContain(
          `${found!.before.replace(/^… /, '')}${found!.words}${found!.after.replace(/ …$/, '')}`,
        );
      }),
    );
  });
});
