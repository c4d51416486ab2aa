import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import type { Location, RegisterRecord, Sex } from '../../contract/index.js';
import { WeightsError } from '../matcher/weights-file.js';
import type { Subject } from '../../domain/match/types.js';

/** One row of a register or of queries: column name → cell. */
export type Row = Readonly<Record<string, string>>;

/** A file that cannot be matched as it is: the message says why. */
export class UnusableTable extends Error {
  override readonly name = 'UnusableTable';
}

/** The columns that a register or a file of queries may have. */
export const COLUMNS = [
  'record_id',
  'query_id',
  'given_names',
  'surname',
  'also_known_as',
  'date_of_birth',
  'approximate_age',
  'sex',
  'phone',
  'flat',
  'building',
  'street',
  'locality',
  'town',
  'postcode',
  'uprn',
  'address',
] as const;

/**
 * Reads a CSV with a header, row by row.
 * @param needed column groups: of each, at least one must be there
 * @throws UnusableTable when a needed column is missing or the file is no CSV
 */
export async function* readTable(file: string, needed: readonly (readonly string[])[]): AsyncGenerator<Row> {
  const bytes = createReadStream(file);
  let header: readonly string[] | undefined;
  const rows = parse({
    columns: (names: string[]) => {
      header = names.map((name) => name.trim().toLowerCase());
      checkColumns(file, header, needed);
      return [...header];
    },
    bom: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
  });
  bytes.on('error', (cause) => rows.destroy(cause));
  bytes.pipe(rows);
  try {
    yield* rows as AsyncIterable<Row>;
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new UnusableTable(`${file}: ${cause.message}`);
  }
  if (header === undefined) throw new UnusableTable(`${file}: it is empty; its first line should name the columns`);
}

/** What of a matcher's file a person can mend, besides that it cannot be read. */
export const UNUSABLE = [UnusableTable, WeightsError];

function checkColumns(file: string, header: readonly string[], needed: readonly (readonly string[])[]): void {
  for (const group of needed) {
    if (!group.some((name) => header.includes(name))) {
      throw new UnusableTable(`${file}: a column ${group.join(' or ')} is missing`);
    }
  }
}

export const idOf = (row: Row): string => row['query_id'] || row['record_id'] || '';

/** A row of a register as a record: one person, when there is anything of one, and one address. */
export function recordOf(row: Row): RegisterRecord {
  const person = personFields(row);
  const isPerson = ['given_names', 'surname', 'also_known_as', 'date_of_birth'].some(
    (name) => cell(row, name) !== undefined,
  );
  const address = addressFields(row);
  const phones = phonesOf(row);
  return {
    recordId: row['record_id'] || row['query_id'] || '',
    ...(isPerson ? { people: [{ role: 'nominal', ...person, ...(phones.length === 0 ? {} : { phones }) }] } : {}),
    ...(!isPerson && phones.length > 0 ? { phones } : {}),
    ...(Object.keys(address).length === 0 ? {} : { addresses: [address] }),
    summary: 'a row of the register',
    recordedAt: '1970-01-01',
  };
}

/** A row of queries as a subject: a person, or else an address, or else a number. Undefined when the row is empty. */
export function subjectOf(row: Row): Subject | undefined {
  const { dateOfBirth, sex, ...names } = personFields(row);
  const address = addressFields(row);
  const phones = phonesOf(row);
  const age = Number.parseInt(cell(row, 'approximate_age') ?? '', 10);
  const approximateAge = age >= 0 && age <= 130 ? age : undefined;
  if (Object.keys(names).length > 0 || (dateOfBirth !== undefined && phones.length > 0)) {
    return {
      ref: { kind: 'person', id: idOf(row) },
      role: 'other',
      ...names,
      ...(dateOfBirth === undefined ? {} : { dateOfBirth }),
      ...(sex === undefined ? {} : { sex }),
      ...(approximateAge === undefined ? {} : { approximateAge }),
      phones,
      ...(Object.keys(address).length === 0 ? {} : { address }),
    };
  }
  if (Object.keys(address).length > 0) return { ref: { kind: 'location', id: idOf(row) }, location: address };
  const [phone] = phones;
  return phone === undefined ? undefined : { ref: { kind: 'phone', id: idOf(row) }, phone };
}

function personFields(row: Row) {
  const [givenNames, surname] = [cell(row, 'given_names'), cell(row, 'surname')];
  const alsoKnownAs = list(row, 'also_known_as');
  const dateOfBirth = isoDate(cell(row, 'date_of_birth'));
  const sex = sexOf(cell(row, 'sex'));
  return {
    ...(givenNames === undefined ? {} : { givenNames }),
    ...(surname === undefined ? {} : { surname }),
    ...(alsoKnownAs.length === 0 ? {} : { alsoKnownAs }),
    ...(dateOfBirth === undefined ? {} : { dateOfBirth }),
    ...(sex === undefined ? {} : { sex }),
  };
}

const ADDRESS_COLUMNS = ['flat', 'building', 'street', 'locality', 'town', 'postcode', 'uprn'] as const;

/** The parts of an address, and `address`: what of it stands in one line. */
function addressFields(row: Row): Location {
  const line = cell(row, 'address');
  return {
    ...Object.fromEntries(
      ADDRESS_COLUMNS.flatMap((name) => {
        const value = cell(row, name);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    ...(line === undefined ? {} : { text: line }),
  };
}

const phonesOf = (row: Row): string[] => list(row, 'phone');

const list = (row: Row, name: string): string[] =>
  (cell(row, name) ?? '')
    .split(/[;|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function cell(row: Row, name: string): string | undefined {
  const value = row[name]?.trim() ?? '';
  return value === '' ? undefined : value;
}

/** `17/05/1980`, `19800517` and ISO dates; anything else is left to the matcher, which takes what makes sense of it. */
function isoDate(text: string | undefined): string | undefined {
  const british = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text ?? '');
  if (british === null) return text;
  const [, day = '', month = '', year = ''] = british;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function sexOf(text: string | undefined): Sex | undefined {
  const first = text?.toLowerCase()[0];
  return first === 'f' ? 'female' : first === 'm' ? 'male' : first === 'o' ? 'other' : undefined;
}
