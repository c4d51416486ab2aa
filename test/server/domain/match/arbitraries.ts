/** Records and queries that a property test makes up: few words, so that they meet. */
import fc from 'fast-check';
import type { PersonSubject } from '../../../../server/domain/match/types.js';
import { record, somebody, type Sketch } from './support.js';

const GIVEN = ['Susan', 'Sue', 'Mohammed', 'Muhammad', 'Declan', 'Wayne', 'Zoë', 'Ann Marie', 'Sussane'];
const SURNAMES = ['Smith', 'Smyth', 'Clarke', 'Pemberton', 'O’Brien', 'Khan', 'Smith-Jones', ''];
const DATES = ['1980-05-03', '1980-03-05', '1980', '1961-11-02', '1980-01-01', undefined];
const PHONES = ['07700900123', '07700900456'];
const STREETS = ['High Street', 'High St', 'Highfield Street', 'York', 'Otley Road', 'Park Avenue'];

const optional = <T>(values: readonly T[]) => fc.constantFrom(...values, undefined);
const without = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

export const address = fc
  .record({
    flat: optional(['Flat 1', '2A']),
    building: optional(['12', '12A', '30-32', 'Rose Cottage']),
    street: optional(STREETS),
    town: optional(['Leeds', 'York']),
    postcode: optional(['LS1 4AP', 'LS1 4AQ', 'YO1 7HH']),
  })
  .map(without);

const person = fc
  .record({
    role: fc.constantFrom('victim', 'suspect'),
    givenNames: optional(GIVEN),
    surname: optional(SURNAMES),
    dateOfBirth: optional(DATES),
    sex: optional(['female', 'male'] as const),
    phones: fc.constantFrom([], [PHONES[0] ?? '']),
  })
  .map(without);

export const recordsUpTo = (maxLength: number) =>
  fc
    .array(fc.record({ people: fc.array(person, { maxLength: 2 }), addresses: fc.array(address, { maxLength: 2 }) }), {
      maxLength,
    })
    .map((sketches) =>
      sketches.map((sketch, i) => record(without({ recordId: `r${i}`, ...sketch }) as unknown as Sketch)),
    );

export const records = recordsUpTo(12);

export const query = fc
  .record({
    role: fc.constantFrom('victim', 'caller', 'suspect'),
    givenNames: optional(GIVEN),
    surname: optional(SURNAMES),
    dateOfBirth: optional(DATES),
    approximateAge: optional([46, 65]),
    sex: optional(['female', 'male'] as const),
    phones: fc.constantFrom([], [PHONES[0] ?? ''], [PHONES[1] ?? '']),
    location: fc.option(address, { nil: undefined }),
  })
  .map((fields) => somebody(without(fields) as Partial<PersonSubject>));
