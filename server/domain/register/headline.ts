import type { RecordView } from '../../contract/index.js';
import { dayInWords } from '../london.js';
import type { Manifest } from './types.js';

/** What a headline is made from: a record as it is shown, so that no address or number can be in it (R14). */
export type Headlined = Pick<RecordView, 'summary' | 'risk' | 'people' | 'sensitivity' | 'details'>;

/** What a headline may have filled in; after `|` stands what is said where the record says nothing. */
const PLACE =
  /\{(summary|risk|role|title|people\.[a-z][a-z-]{0,39}|details\.[A-Za-z][A-Za-z0-9]{0,79})(?:\|([^{}|]*))?\}/g;

/** Whether the text can be a headline: every brace in it belongs to something that can be filled in. */
export const isHeadline = (text: string): boolean => !/[{}]/.test(text.replace(PLACE, ''));

/** Whether a headline uses words of the record that somebody wrote freely. */
export const usesRecordsWords = (text: string): boolean => /\{(summary|details\.)/.test(text);

/**
 * The headline of a flag: the manifest's wording with what the record says. `{summary}`, `{risk}`, `{title}`, `{role}` (of
 * the person that matched), `{people.ROLE}` (names of the people with that role), `{details.FIELD}`; what the record
 * does not say leaves no gap, or the words after `|`.
 * @param role the role, on the record, of the person that matched; undefined for a hit on an address or a number
 */
export function headline(
  manifest: Pick<Manifest, 'title'>,
  template: string,
  record: Headlined,
  role: string | undefined,
): string {
  return template
    .replace(PLACE, (_, place: string, otherwise: string | undefined) => {
      return fill(place, manifest, record, role) || (otherwise ?? '');
    })
    .replace(/\s+/g, ' ')
    .trim();
}

function fill(place: string, { title }: Pick<Manifest, 'title'>, record: Headlined, role: string | undefined): string {
  const [what = '', name = ''] = place.split('.');
  switch (what) {
    case 'summary':
      return record.summary;
    case 'risk':
      return record.risk ?? '';
    case 'title':
      return title;
    case 'role':
      return role ?? '';
    case 'details':
      return detail(String(record.details?.[name] ?? ''));
    default:
      return namesOf(record, name, role);
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const detail = (said: string): string => (DAY.test(said) ? dayInWords(said) : said);

/** Of a protected record nobody is named but whoever was asked about: the reader has that name already (R12). */
function namesOf({ people, sensitivity }: Headlined, role: string, matched: string | undefined): string {
  const inRole = people.filter((person) => person.role === role);
  if (inRole.length > 0 && sensitivity === 'protected' && role !== matched) return 'a protected person';
  return inRole.flatMap(({ name }) => name ?? []).join(' and ');
}
