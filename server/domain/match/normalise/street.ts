import { editDistance } from '../dictionary/distance.js';
import { STREET_TYPE_BY_FORM, STREET_TYPES } from '../words/street-types.js';
import { remembering } from './remember.js';
import { words } from './text.js';

/** A street whose kind is not said or not known. */
export const NO_TYPE = 255;

/** Kinds long enough to be told from the end of a name with a slip in them, or joined to it (`pridhamstreet`). */
const SPELT_OUT = STREET_TYPES.map((type, index) => ({ type, index })).filter(({ type }) => type.length >= 4);

/** Abbreviations within a name, put in one form. */
const WITHIN: Readonly<Record<string, string>> = {
  st: 'saint',
  gt: 'great',
  nth: 'north',
  sth: 'south',
  n: 'north',
  s: 'south',
  e: 'east',
  w: 'west',
  upr: 'upper',
  lwr: 'lower',
};

/**
 * A street’s name in one word and its kind. The kind is stripped from the end even with a slip in it, abbreviated, or
 * joined to the name: those who ring in seldom agree on it. A name that is nothing but a kind (“The Avenue”) stays whole.
 */
export const parseStreet = remembering((text: string): { readonly name: string; readonly type: number } => {
  const all = words(text);
  const last = all.at(-1);
  if (last === undefined) return { name: '', type: NO_TYPE };
  const before = all.slice(0, -1);
  const type = STREET_TYPE_BY_FORM.get(last);
  if (type !== undefined && before.length > 0) {
    return before.join('') === 'the' ? { name: `the${STREET_TYPES[type]}`, type } : { name: spell(before), type };
  }
  if (before.length > 0 && before.join('') !== 'the' && isNearlyKind(last))
    return { name: spell(before), type: NO_TYPE };
  return joined(spell(all));
});

const spell = (parts: readonly string[]): string => parts.map((part) => WITHIN[part] ?? part).join('');

/** A kind with one slip in it: which kind is not certain. */
function isNearlyKind(word: string): boolean {
  if (word.length < 4) return false;
  return SPELT_OUT.some(({ type }) => SLIPPING.has(type) && editDistance(word, type, 1) <= 1);
}

/** The kind joined to the name, with a slip where it is long (`mceacherncxrescent`). */
function joined(word: string): { readonly name: string; readonly type: number } {
  for (const { type, index } of SPELT_OUT) {
    if (!JOINABLE.has(type) || word.length - type.length < SHORTEST_NAME) continue;
    if (word.endsWith(type)) return { name: word.slice(0, -type.length), type: index };
  }
  for (const { type } of SPELT_OUT) {
    if (!JOINABLE.has(type) || type.length < 5) continue;
    const length = [type.length + 1, type.length, type.length - 1].find(
      (ending) => word.length - ending >= SHORTEST_NAME && editDistance(word.slice(-ending), type, 1) <= 1,
    );
    if (length !== undefined) return { name: word.slice(0, -length), type: NO_TYPE };
  }
  return { name: word, type: NO_TYPE };
}

/** Letters that a name must keep when a joined kind is cut off. */
const SHORTEST_NAME = 4;
const JOINABLE = new Set(
  'street avenue crescent terrace gardens road close drive place circuit lane walk court'.split(' '),
);
const SLIPPING = new Set(
  'street avenue crescent terrace gardens road close drive place circuit lane court grove square'.split(' '),
);
