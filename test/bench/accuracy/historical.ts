import { byPerson, chance, partOf, readSource, type Cells, type Part } from './sources.js';
import { AT } from './febrl.js';
import type { Query, Row, Trial } from './trial.js';

export const HISTORICAL = 'people/historical-dev.csv';

/** A row with the columns of `outrider match`. The place of birth takes the town’s part. */
const rowOf = (cells: Cells): Row => ({
  record_id: cells['record_id'] ?? '',
  given_names: cells['given_names'] ?? '',
  surname: cells['surname'] ?? '',
  date_of_birth: cells['date_of_birth'] ?? '',
  sex: cells['sex'] ?? '',
  town: cells['birth_place'] ?? '',
  postcode: cells['postcode'] ?? '',
});

const REMOVED = 0.2;

/**
 * Historical people, whose name variants, wrong dates and lost fields are real. One other row of each person is asked about.
 * @param kept what of a person is in the register: the first row, or every row but the one that is asked about
 */
export function historicalTrial(part: Part, kept: 'first' | 'others'): Trial {
  const register: Row[] = [];
  const queries: Query[] = [];
  for (const [person, rows] of byPerson(readSource(HISTORICAL), ({ person_id: id = '' }) => id)) {
    const asked = rows[1 + Math.floor(chance('asked', person) * (rows.length - 1))];
    if (asked === undefined) continue;
    const isKnown = chance('register', person) >= REMOVED;
    const known = kept === 'first' ? rows.slice(0, 1) : rows.filter((row) => row !== asked);
    if (isKnown) register.push(...known.map(rowOf));
    if (partOf('historical', person) !== part) continue;
    const { record_id: id = '', ...said } = rowOf(asked);
    const right = new Set(isKnown ? known.map((row) => row['record_id'] ?? '') : []);
    queries.push({ row: { query_id: id, ...said }, right, kind: detailOf(said) });
  }
  return { register, queries, at: AT };
}

/** What there is to find the person by. */
function detailOf({ date_of_birth: born, postcode, given_names: given, surname }: Row): string {
  const name = given !== '' && surname !== '' ? 'full name' : 'one name';
  if (born !== '') return `${name} and date`;
  return postcode === '' ? `${name} alone` : `${name} and postcode`;
}
