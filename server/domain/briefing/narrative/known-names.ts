import type { PartyRole } from '../../../contract/index.js';
import type { Link } from '../../match/types.js';
import { fold, words } from '../../match/normalise/text.js';
import { parseNames } from '../../match/normalise/name.js';
import { isKnownName, nicknamesOf, spellingsOf } from '../../match/words/given-names.js';
import { LEADS_ON } from '../associates.js';

/** A word, or several in a row, that may stand for somebody. */
export interface NameForm {
  readonly person: Recorded;
  /** what the words are, in words: `short for Darren` */
  readonly why: string;
  readonly kind: 'given' | 'alias' | 'surname';
}

/** Somebody on a record that was hit: who may be named in the call. */
export interface Recorded {
  readonly link: Link;
  readonly role: string;
  readonly name: string;
  readonly surname: string;
}

/** What people are called, by the first of the words. */
export interface KnownNames {
  readonly people: readonly Recorded[];
  readonly byWord: ReadonlyMap<string, readonly NameForm[]>;
  /** aliases of several words */
  readonly phrases: readonly { readonly words: readonly string[]; readonly form: NameForm }[];
}

/** People that are looked for, those on the surest records first. */
const MOST_PEOPLE = 12;

/**
 * Who of the records may be named in the words of a call: whoever may endanger, and never from him to her: who is protected,
 * a victim or a child is not looked for (R14). Somebody who is found already as a party is not looked for again.
 *
 * @param links of sure hits, not rejected
 */
export function knownNames(links: readonly Link[], parties: readonly Named[]): KnownNames {
  const found = new Set(links.map(({ register, recordId, personIndex }) => `${register} ${recordId} ${personIndex}`));
  const people = new Map<string, { recorded: Recorded; aliases: readonly string[]; given: readonly string[] }>();
  for (const link of links) {
    for (const [index, person] of (link.record.people ?? []).entries()) {
      const { role, givenNames = '', surname = '', dateOfBirth = '', alsoKnownAs = [] } = person;
      const name = [givenNames, surname].filter(Boolean).join(' ');
      const identity = `${fold(name)} ${dateOfBirth}`;
      const isFound = found.has(`${link.register} ${link.recordId} ${index}`);
      if (!LEADS_ON.includes(role) || isFound || name === '' || people.has(identity)) continue;
      if (people.size >= MOST_PEOPLE) break;
      const recorded = { link, role, name, surname: words(surname).join('') };
      people.set(identity, { recorded, aliases: alsoKnownAs, given: words(givenNames) });
    }
  }
  const byWord = new Map<string, NameForm[]>();
  const phrases: { words: readonly string[]; form: NameForm }[] = [];
  const add = (word: string, form: NameForm): void => {
    if (word.length > 1) byWord.set(word, [...(byWord.get(word) ?? []), form]);
  };
  const addGiven = (given: string, person: Recorded, written: string): void => {
    add(given, { person, why: `the name ${written}`, kind: 'given' });
    for (const short of nicknamesOf(given)) add(short, { person, why: `short for ${written}`, kind: 'given' });
    for (const other of spellingsOf(given))
      add(other, { person, why: `another spelling of ${written}`, kind: 'given' });
  };
  const sharedSurnames = new Set(parties.flatMap((party) => parseNames(party).map(({ surname }) => surname)));
  for (const { recorded, aliases, given } of people.values()) {
    const [first] = given;
    if (first) addGiven(first, recorded, writtenAs(recorded.name, 0));
    for (const alias of aliases) {
      const parts = words(alias);
      const [only = ''] = parts;
      const form: NameForm = { person: recorded, why: `the alias ${alias}`, kind: 'alias' };
      if (parts.length === 1) add(only, form);
      else phrases.push({ words: parts, form });
      if (parts.length > 1 && isKnownName(only)) addGiven(only, recorded, writtenAs(alias, 0));
    }
    // A surname that somebody in the incident has as well says nothing of which of them is meant.
    if (recorded.surname && !sharedSurnames.has(recorded.surname)) {
      add(recorded.surname, { person: recorded, why: `the surname of ${recorded.name}`, kind: 'surname' });
    }
  }
  return { people: [...people.values()].map(({ recorded }) => recorded), byWord, phrases };
}

/** A party's name as it was reported. */
export interface Named {
  readonly role: PartyRole;
  readonly givenNames?: string | undefined;
  readonly surname?: string | undefined;
  readonly alsoKnownAs?: readonly string[] | undefined;
}

const writtenAs = (name: string, at: number): string => name.split(/\s+/)[at] ?? name;
