import type { RegisterRecord } from '../../../server/contract/index.js';
import type { LocationSubject, PersonSubject, PhoneSubject } from '../../../server/domain/match/types.js';
import { syntheticPeople, type SyntheticAddress, type SyntheticPerson } from '../synthetic-people.js';

/** How large the world is and how much is asked; every engine is given the same. */
export interface Scale {
  readonly people: number;
  readonly addresses: number;
  readonly queries: number;
  readonly seed: number;
}

/** The size that the goals are for. */
export const FULL_SIZE = 1_000_000;

/** A goal that holds at full size only. */
export const atFullSize = (goal: string, people: number): string =>
  people === FULL_SIZE ? goal : `${goal} at ${FULL_SIZE.toLocaleString('en-GB')}`;

/** The time of every call. */
export const AT = '2026-11-23T02:14:00Z';

export type Said = Partial<Omit<SyntheticPerson, 'id'>> & { readonly age?: number };

export const worldOf = ({ seed, people, queries, addresses }: Scale) =>
  syntheticPeople(seed, people, queries, addresses);

export function personRecord(person: SyntheticPerson): RegisterRecord {
  const { id, givenNames, surname, dateOfBirth, sex, phone, ...address } = person;
  return {
    recordId: id,
    people: [{ role: 'nominal', givenNames, surname, dateOfBirth, sex, phones: [phone] }],
    addresses: [address],
    summary: 'synthetic',
    recordedAt: '2024-01-01',
  };
}

export const addressRecord = ({ id, ...address }: SyntheticAddress): RegisterRecord => ({
  recordId: id,
  addresses: [address],
  summary: 'synthetic',
  recordedAt: '2024-01-01',
});

export function personSubject({ givenNames, surname, dateOfBirth, sex, phone, age, ...address }: Said): PersonSubject {
  return {
    ref: { kind: 'person', id: 'p1' },
    role: 'other',
    ...(givenNames === undefined ? {} : { givenNames }),
    ...(surname === undefined ? {} : { surname }),
    ...(dateOfBirth === undefined ? {} : { dateOfBirth }),
    ...(age === undefined ? {} : { approximateAge: age }),
    ...(sex === undefined ? {} : { sex }),
    phones: phone === undefined ? [] : [phone],
    ...(Object.keys(address).length === 0 ? {} : { address }),
  };
}

export const locationSubject = ({ building, street, town, postcode }: SyntheticAddress): LocationSubject => ({
  ref: { kind: 'location' },
  location: { building, street, town, postcode },
});

export const phoneSubject = (phone: string): PhoneSubject => ({ ref: { kind: 'phone' }, phone });

/** Everything that was said, in one line: what engines for text are asked. */
export const lineOf = ({ givenNames, surname, dateOfBirth, building, street, town, postcode, phone }: Said): string =>
  [givenNames, surname, dateOfBirth, building, street, town, postcode, phone].filter(Boolean).join(' ');
