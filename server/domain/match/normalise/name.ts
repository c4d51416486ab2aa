import { NAMES_TOO, SUFFIXES, TITLES } from '../words/titles.js';
import { isKnownName } from '../words/given-names.js';
import { remembering } from './remember.js';
import { words } from './text.js';

/** One way in which a person is named. */
export interface ParsedName {
  /** first and middle names, at most four */
  readonly given: readonly string[];
  /** the whole surname in one word; empty when it is not known */
  readonly surname: string;
  /** the words of a compound surname (hyphenated, double, with a particle); empty for a single word */
  readonly parts: readonly string[];
}

interface Named {
  readonly givenNames?: string | undefined;
  readonly surname?: string | undefined;
  readonly alsoKnownAs?: readonly string[] | undefined;
}

const MOST_GIVEN = 4;
const MOST_NAMES = 8;
const SHORTEST_PART = 3;

/**
 * The names of a person, the main one first, then the aliases, each once. A name in one field (“John Smith” as a surname,
 * with no given names) is taken apart; an alias of one word is another given name, or another surname, beside the
 * rest of the main name.
 */
export function parseNames(person: Named): ParsedName[] {
  const main = mainName(person);
  const names = main === undefined ? [] : [main];
  if (person.alsoKnownAs === undefined) return names;
  for (const alias of person.alsoKnownAs.slice(0, 50)) names.push(...aliasNames(alias, main));
  const seen = new Set<string>();
  return names
    .filter((name) => {
      const text = `${name.given.join(' ')}|${name.surname}`;
      if (seen.has(text)) return false;
      seen.add(text);
      return true;
    })
    .slice(0, MOST_NAMES);
}

function mainName({ givenNames, surname }: Named): ParsedName | undefined {
  const family = nameWords(surname ?? '');
  const first = nameWords(givenNames ?? '');
  // “Mrs Bakewell”, “PC Reed”: nothing is known of the given name. Earl and Prince are names as well.
  const given = family.length > 0 && first.every((word) => isTitle(word) && !NAMES_TOO.has(word)) ? [] : first;
  if (given.length === 0 && family.length === 0) return undefined;
  if (given.length === 0 && family.length > 1 && !/^\s*\S*-\S*\s*$/.test(surname ?? '')) {
    return wholeName(family, lastWords(surname ?? ''));
  }
  if (family.length === 0 && given.length > 1) return wholeName(given, lastWords(givenNames ?? ''));
  return makeName(given, family);
}

function aliasNames(alias: string, main: ParsedName | undefined): ParsedName[] {
  const all = nameWords(alias);
  const [only] = all;
  if (only === undefined) return [];
  if (all.length > 1) return [wholeName(all, lastWords(alias))];
  const asGiven: ParsedName = { given: [only], surname: main?.surname ?? '', parts: main?.parts ?? [] };
  if (main === undefined || isKnownName(only)) return [asGiven];
  return [asGiven, { given: main.given, surname: only, parts: [] }];
}

/** How many words the last one of a text is made of: two in Sarah Fenwick-Harris. */
const lastWords = (text: string): number => Math.max(1, words(text.trim().split(/\s+/).at(-1) ?? '').length);

/** Given names, then the surname of so many words; particles before it belong to it (van der Berg). */
function wholeName(all: readonly string[], surnames: number): ParsedName {
  let first = Math.max(1, all.length - surnames);
  while (first > 1 && PARTICLES.has(all[first - 1] ?? '')) first -= 1;
  return makeName(all.slice(0, first), all.slice(first));
}

const PARTICLES = new Set('van der den de la le du di da dos el al bin ibn bint mac mc o st'.split(' '));

function makeName(given: readonly string[], family: readonly string[]): ParsedName {
  const parts = family.length > 1 ? family.filter((part) => part.length >= SHORTEST_PART && !PARTICLES.has(part)) : [];
  return { given: given.slice(0, MOST_GIVEN), surname: family.join(''), parts: parts.slice(0, 3) };
}

/** The words of a name without titles and suffixes, unless nothing would be left. */
const nameWords = remembering((text: string): readonly string[] => {
  const all = words(text).slice(0, 8);
  const kept = all.filter((word) => !isTitle(word) && !SUFFIXES.has(word));
  return kept.length > 0 ? kept : all;
});

/** A form of address, a rank, or an ordinal before one: the 5th Earl. */
const isTitle = (word: string): boolean => TITLES.has(word) || /^\d+(st|nd|rd|th)$/.test(word);
