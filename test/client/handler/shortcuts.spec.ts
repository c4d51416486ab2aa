import { SHORTCUTS } from '../../../client/handler/shortcuts.js';

const press = (
  key: string,
  held: Partial<Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>>,
  code = '',
) => ({ key, code, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held }) as KeyboardEvent;
const found = (event: KeyboardEvent) =>
  Object.entries(SHORTCUTS).flatMap(([name, shortcut]) => (shortcut.matches(event) ? [name] : []));

describe('the keys of the console', () => {
  it.each([
    [press('Enter', { ctrlKey: true }), ['file']],
    [press('n', { altKey: true }), ['newCall']],
    [press('N', { ctrlKey: true, shiftKey: true }), ['newCall']],
    [press('˜', { altKey: true }, 'KeyN'), ['newCall']],
    [press('p', { altKey: true }), ['addPerson']],
    [press('g', { altKey: true }), ['acceptGrade']],
    [press('j', { altKey: true }), ['flags']],
    [press('q', { altKey: true }), ['asked']],
    [press('s', { altKey: true }), ['skip']],
    [press('a', { altKey: true }), ['acknowledge']],
  ])('one press does one thing', (event, names) => expect(found(event)).toEqual(names));

  it('letters alone, and letters typed with AltGr, are text', () => {
    for (const letter of ['n', 'p', 'g', 'j', 'q', 's', 'a']) {
      expect(found(press(letter, {}))).toEqual([]);
      expect(found(press(letter, { altKey: true, ctrlKey: true }))).toEqual([]);
    }
    expect(found(press('Enter', {}))).toEqual([]);
  });
});
