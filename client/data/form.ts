import type { PartyRole } from '../../server/contract/index.js';

/** Every field of the call form outside the list of people, named by its path in a report. All hold text as typed. */
export const FIELD_PATHS = [
  'source',
  'category',
  'grade',
  'call.state',
  'call.callerIs',
  'call.firstWords',
  'caller.name',
  'caller.phone',
  'location.text',
  'location.flat',
  'location.building',
  'location.street',
  'location.town',
  'location.postcode',
  'suspectWhereabouts',
  'weapons',
  'injuries',
  'drinkOrDrugs',
  'language',
  'narrative',
] as const;
export type FieldPath = (typeof FIELD_PATHS)[number];

/** The parts of a report as the form calls them; what is not among them is not on the form. */
const PART_NAMES: Readonly<Record<string, string>> = {
  category: 'category',
  grade: 'grade',
  call: 'call',
  caller: 'caller',
  location: 'address',
  people: 'people',
  suspectWhereabouts: 'where the suspect is',
  weapons: 'weapons',
  injuries: 'injuries',
  drinkOrDrugs: 'drink or drugs',
  language: 'language',
  narrative: 'narrative',
};

/** Parts of a report in words: `address, people`; those that the form does not show are left out. */
export const partsInWords = (parts: readonly string[]): string =>
  parts.flatMap((part) => PART_NAMES[part] ?? []).join(', ') || 'something that this form does not show';

/** The fields of a person as typed; `alsoKnownAs` separated by commas, `dateOfBirth` in any British way. */
export const PERSON_FIELDS = [
  'role',
  'givenNames',
  'surname',
  'alsoKnownAs',
  'dateOfBirth',
  'approximateAge',
  'sex',
  'phone',
  'description',
] as const;
export type PersonField = (typeof PERSON_FIELDS)[number];

export type TypedPerson = { readonly [Field in PersonField]: string } & {
  /** this row's name on this screen, before and after the person has an id */
  readonly key: string;
  /** the person's id in the incident, once Outrider has given one */
  readonly id?: string;
};

/** The call form as it stands on the screen. */
export interface CallForm {
  readonly fields: { readonly [Path in FieldPath]: string };
  readonly people: readonly TypedPerson[];
  /** how many rows this form ever had: the next row's key */
  readonly rows: number;
}

const BLANK_FIELDS = Object.fromEntries(FIELD_PATHS.map((path) => [path, ''])) as Record<FieldPath, string>;
const BLANK_PERSON = Object.fromEntries(PERSON_FIELDS.map((field) => [field, ''])) as Record<PersonField, string>;

/** A call that has just come in: 999, the line open, one victim of whom nothing is known. */
export const NEW_CALL: CallForm = withPerson(
  { fields: { ...BLANK_FIELDS, source: '999', 'call.state': 'open' }, people: [], rows: 0 },
  'victim',
);

export function withField(form: CallForm, path: FieldPath, value: string): CallForm {
  return form.fields[path] === value ? form : { ...form, fields: { ...form.fields, [path]: value } };
}

/** Adds a row for a person of whom only the role is known. */
export function withPerson(form: CallForm, role: PartyRole): CallForm {
  const rows = form.rows + 1;
  return { ...form, rows, people: [...form.people, { ...BLANK_PERSON, key: `row-${rows}`, role }] };
}

export function withoutPerson(form: CallForm, key: string): CallForm {
  return { ...form, people: form.people.filter((person) => person.key !== key) };
}

export function withPersonField(form: CallForm, key: string, field: PersonField, value: string): CallForm {
  const people = form.people.map((person) => (person.key === key ? { ...person, [field]: value } : person));
  return { ...form, people };
}

/** Nothing is known of this person but the role: the row is not sent. */
export const isBlankPerson = (person: TypedPerson): boolean =>
  PERSON_FIELDS.every((field) => field === 'role' || person[field].trim() === '');

/** Nothing has been typed yet. */
export function isBlank(form: CallForm): boolean {
  const untouched = FIELD_PATHS.every(
    (path) => form.fields[path].trim() === '' || form.fields[path] === NEW_CALL.fields[path],
  );
  return untouched && form.people.every((person) => person.id === undefined && isBlankPerson(person));
}

/** The free words of a call by their field, as the server names them; of a person that is not stored yet, by the row. */
export const wordsOf = ({ fields, people }: CallForm): ReadonlyMap<string, string> =>
  new Map([
    ['narrative', fields.narrative],
    ['call.firstWords', fields['call.firstWords']],
    ['suspectWhereabouts', fields.suspectWhereabouts],
    ...people.flatMap(({ id, key, description, givenNames }): [string, string][] => [
      [`people.${id ?? key}.description`, description],
      [`people.${id ?? key}.givenNames`, givenNames],
    ]),
  ]);
