import { agesAt, dayOfInstant, dayOf, parseDate } from '../../../server/domain/match/normalise/date.js';
import { chance, partOf, readSource, type Cells, type Part } from './sources.js';
import type { Query, Row, Trial } from './trial.js';

/** The day that ages are as of in every trial here. */
export const AT = '2026-11-23T02:14:00Z';
export const FEBRL_SETS = ['febrl1', 'febrl2', 'febrl3'] as const;
/** Share of the people who are taken out of the register where the set is open. */
const REMOVED = 0.5;

export const febrlFile = (set: string): string => `people/${set}.csv`;

/** `rec-12-org` and `rec-12-dup-3` of one file are one person. */
export const personOfFebrl = (set: string, { rec_id: id = '' }: Cells): string => `${set}-${id.split('-')[1]}`;

/** A row with the columns of `outrider match`. */
export function febrlRow(set: string, cells: Cells): Row {
  const of = (name: string): string => cells[name] ?? '';
  return {
    record_id: `${set}/${of('rec_id')}`,
    given_names: of('given_name'),
    surname: of('surname'),
    date_of_birth: of('date_of_birth'),
    building: of('street_number'),
    street: of('address_1'),
    locality: of('address_2'),
    town: of('suburb'),
    postcode: of('postcode'),
  };
}

/** What of a person is said: a caller’s words, a name and an age, or an address. */
export type Style = 'call' | 'name and age' | 'address';

/**
 * The originals of the three sets as a register, the duplicates of one part’s people as queries. FEBRL’s slips are
 * synthetic, several to a record.
 * @param open half of the people are taken out of the register
 */
export function febrlTrial(style: Style, open: boolean, part: Part, sets: readonly string[] = FEBRL_SETS): Trial {
  const register: Row[] = [];
  const queries: Query[] = [];
  for (const set of sets) {
    const rows = readSource(febrlFile(set));
    const isKept = (cells: Cells): boolean => !open || chance('register', style, personOfFebrl(set, cells)) >= REMOVED;
    const originals = rows.filter(({ rec_id: id = '' }) => id.endsWith('-org'));
    register.push(...originals.filter(isKept).map((cells) => febrlRow(set, cells)));
    for (const cells of rows) {
      const person = personOfFebrl(set, cells);
      if (cells['rec_id']?.endsWith('-org') || partOf('febrl', person) !== part) continue;
      const row = said(style, febrlRow(set, cells));
      const isAsked =
        style === 'address'
          ? row['street'] !== '' && row['building'] !== ''
          : row['surname'] !== '' || row['given_names'] !== '';
      if (!isAsked) continue;
      const id = `${set}/rec-${person.split('-')[1]}-org`;
      queries.push({ row, right: new Set(isKept(cells) ? [id] : []) });
    }
  }
  return { register, queries, at: AT };
}

function said(style: Style, row: Row): Row {
  const {
    record_id: id = '',
    given_names = '',
    surname = '',
    date_of_birth: born,
    building = '',
    street = '',
    town = '',
  } = row;
  const person = { query_id: id, given_names, surname, approximate_age: ageOf(born, id) };
  if (style === 'name and age') return person;
  const address = { building, street, town };
  return style === 'address' ? { query_id: id, ...address } : { ...person, ...address };
}

/** A caller’s guess: the age, or a year beside it. */
function ageOf(born: string | undefined, id: string): string {
  const date = parseDate(born);
  if (dayOf(date) === 0) return '';
  const [age] = agesAt(date, dayOfInstant(AT));
  return String(Math.max(0, age + Math.floor(chance('age', id) * 3) - 1));
}
