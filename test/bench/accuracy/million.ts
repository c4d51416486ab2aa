import { AT } from './febrl.js';
import { syntheticPeople, type SyntheticPerson, type SyntheticQuery } from '../synthetic-people.js';
import type { Query, Row, Trial } from './trial.js';

/** What was said, for the rows of the table: the strongest that a query has. */
export type Said = 'name, date and address' | 'name, age and address' | 'name and date' | 'name and age';

/** A generated country: a quarter of those asked about are not in it, half of these at a registered address. */
export function countryTrial(seed: number, people: number, queries: number): Trial {
  const world = syntheticPeople(seed, people, queries);
  return {
    register: world.people.map((person) => ({ record_id: person.id, ...rowOf(person) })),
    queries: world.queries.map((query, at) => queryOf(query, `${seed}-${at}`)),
    at: AT,
  };
}

const rowOf = ({
  givenNames,
  surname,
  dateOfBirth,
  sex,
  phone,
  building,
  street,
  town,
  postcode,
}: Partial<SyntheticPerson>): Row => ({
  given_names: givenNames ?? '',
  surname: surname ?? '',
  date_of_birth: dateOfBirth ?? '',
  sex: sex ?? '',
  phone: phone ?? '',
  building: building ?? '',
  street: street ?? '',
  town: town ?? '',
  postcode: postcode ?? '',
});

function queryOf({ said, truth }: SyntheticQuery, id: string): Query {
  const row = { query_id: id, ...rowOf(said), approximate_age: said.age === undefined ? '' : String(said.age) };
  return { row, right: new Set(truth === undefined ? [] : [truth]), kind: saidOf(row) };
}

function saidOf(row: Row): Said {
  const date = row['date_of_birth'] !== '';
  if (row['street'] !== '') return date ? 'name, date and address' : 'name, age and address';
  return date ? 'name and date' : 'name and age';
}

/** With street, phone or date of birth: more than a name and an age. */
export const hasMore = ({ row }: Query): boolean =>
  [row['street'], row['phone'], row['date_of_birth']].some((value) => value !== undefined && value !== '');

/** Seeds that nothing was chosen by; the development of weights and rules has others. */
export const UNSEEN = [31_415, 92_653, 58_979] as const;
