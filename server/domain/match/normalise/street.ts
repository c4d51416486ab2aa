import { editDistance } from '../dictionary/distance.js';
import { STREET_TYPE_BY_FORM, STREET_TYPES } from '../words/street-types.js';
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
export function parseStreet(text: string): { readonly name: string; readonly type: number } {
  const all = words(text);
  const last = all.at(-1);
  if (last === undefined) return { name: '', type: NO_TYPE };
  const before = all.slice(0, -1);
  const type = all.length > 1 ? kindOf(last) : NO_TYPE;
  if (type !== NO_TYPE && before.join('') !== 'the') return { name: spell(before), type };
  if (all.length === 1) return joined(last);
  return { name: spell(all), type: NO_TYPE };
}

const spell = (parts: readonly string[]): string => parts.map((part) => WITHIN[part] ?? part).join('');

function kindOf(word: string): number {
  const exact = STREET_TYPE_BY_FORM.get(word);
  if (exact !== undefined) return exact;
  if (word.length < 5) return NO_TYPE;
  const close = SPELT_OUT.find(({ type }) => type.length >= 5 && editDistance(word, type, 1) <= 1);
  return close?.index ?? NO_TYPE;
}

function joined(word: string): { readonly name: string; readonly type: number } {
  const found = SPELT_OUT.find(
    ({ type }) => JOINABLE.has(type) && word.endsWith(type) && word.length - type.length >= 4,
  );
  return found === undefined
    ? { name: word, type: NO_TYPE }
    : { name: word.slice(0, -found.type.length), type: found.index };
}

const JOINABLE = new Set([
  'street',
  'avenue',
  'crescent',
  'terrace',
  'road',
  'close',
  'drive',
  'place',
  'circuit',
  'lane',
]);
