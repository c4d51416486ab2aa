import { NONE } from '../index/rows.js';
import type { QueryPerson } from '../compare/person.js';
import type { PersonHit } from './find-person.js';

/** The question that separates the people found best: what we do not know of our party, and they differ in. */
export function separatingQuestion(ours: QueryPerson, hits: readonly PersonHit[]): string {
  const knowsDate = (ours.birth.date & 31) !== 0;
  const distinct = (of: (hit: PersonHit) => number): number =>
    new Set(hits.map(of).filter((value) => value !== 0)).size;
  if (!knowsDate && distinct(({ person }) => person.birth) > 1) return 'Date of birth?';
  const named = ours.names.some(({ given, moved }) => given.length > 0 && !moved);
  if (!named && distinct(givenName(0)) > 1) return 'First name?';
  if (ours.address === undefined) return 'Home address?';
  if (ours.names.every(({ given }) => given.length < 2) && distinct(givenName(1)) > 1) {
    return 'Middle name?';
  }
  if (ours.sex === 0 && distinct(({ person }) => person.sex) > 1) return 'Male or female?';
  return ours.phones.length === 0 ? 'Telephone number?' : 'Any other name, or place of birth?';
}

/** The number of a given name on record; 0 where there is none. */
const givenName =
  (which: number) =>
  ({ person }: PersonHit): number =>
    (person.names[0]?.given[which] ?? NONE) + 1;
