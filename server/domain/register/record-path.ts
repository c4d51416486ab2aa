/**
 * Paths into a register record, as a column map names them: `summary`, `people.0.surname`, `addresses.0.postcode`,
 * `people.0.phones`, `details.certificate`. Counting starts at 0.
 */

const RECORD_FIELDS = [
  'recordId',
  'summary',
  'risk',
  'severity',
  'recordedAt',
  'validFrom',
  'validUntil',
  'reviewBy',
  'sensitivity',
  'withdrawn',
  'terms',
  'phones',
];
const PERSON_FIELDS = ['role', 'givenNames', 'surname', 'alsoKnownAs', 'dateOfBirth', 'sex', 'phones'];
const ADDRESS_FIELDS = ['flat', 'building', 'street', 'locality', 'town', 'postcode', 'uprn', 'text', 'from', 'until'];
const LISTS = new Set(['alsoKnownAs', 'phones']);
const DATES = new Set(['recordedAt', 'validFrom', 'validUntil', 'reviewBy', 'dateOfBirth', 'from', 'until']);

const alternatives = (names: readonly string[]): string => names.join('|');
const PATH = new RegExp(
  `^(${alternatives(RECORD_FIELDS)}` +
    `|people\\.\\d\\.(${alternatives(PERSON_FIELDS)})` +
    `|addresses\\.\\d\\.(${alternatives(ADDRESS_FIELDS)})` +
    `|details\\.[A-Za-z][A-Za-z0-9]{0,79})$`,
);

/** Whether the text names one field of a record. */
export function isRecordPath(path: string): boolean {
  return PATH.test(path);
}

/** What a cell means to the field that it is for. */
export type FieldKind = 'text' | 'list' | 'date' | 'flag';

/** @param path one that `isRecordPath` accepts */
export function fieldKind(path: string): FieldKind {
  if (path.startsWith('details.')) return 'text';
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (LISTS.has(name)) return 'list';
  if (DATES.has(name)) return 'date';
  return name === 'withdrawn' ? 'flag' : 'text';
}
