import type { KnownParty, Party, PartyRole, Report } from '../../server/contract/index.js';
import { asTyped, readTypedDate } from './dates.js';
import { FIELD_PATHS, isBlankPerson, NEW_CALL, type CallForm, type FieldPath, type TypedPerson } from './form.js';

type Tree = { [name: string]: unknown };

/**
 * The report that the form makes. What is blank or unfinished (half a date of birth) is left out; rows of people of whom
 * nothing is known are left out too, unless the incident already has them.
 *
 * @param carried what the incident holds: fields that this form does not show are taken over from it
 * @param thisYear to place birth years of two digits
 */
export function toReport(form: CallForm, thisYear: number, carried?: Report): Report {
  const report: Tree = { ...carried };
  for (const path of FIELD_PATHS) setPath(report, path, form.fields[path].trim());
  if (!hasCall(form)) delete report['call'];
  const people = form.people.filter((person) => person.id !== undefined || !isBlankPerson(person));
  // The fields are those of the contract and their values come from its choices; the server checks every one again.
  return { ...report, people: people.map((person) => toParty(person, thisYear)) } as Report;
}

/** A call belongs to what came by telephone, and to anything of which first words were typed. */
function hasCall(form: CallForm): boolean {
  const { source } = form.fields;
  return source === '999' || source === '101' || form.fields['call.firstWords'].trim() !== '';
}

function setPath(report: Tree, path: FieldPath, value: string): void {
  const [outer = path, inner] = path.split('.');
  if (inner === undefined) {
    if (value === '') delete report[outer];
    else report[outer] = value;
    return;
  }
  const group: Tree = { ...(report[outer] as Tree | undefined) };
  if (value === '') delete group[inner];
  else group[inner] = value;
  if (Object.keys(group).length === 0) delete report[outer];
  else report[outer] = group;
}

/** One person as the wire has it. */
function toParty(person: TypedPerson, thisYear: number): Party {
  const date = readTypedDate(person.dateOfBirth, thisYear);
  const aliases = person.alsoKnownAs
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const age = /^\d{1,3}$/.test(person.approximateAge.trim()) ? Number(person.approximateAge) : Number.NaN;
  const party: Tree = {
    id: person.id,
    role: person.role,
    givenNames: person.givenNames.trim(),
    surname: person.surname.trim(),
    alsoKnownAs: aliases.length === 0 ? undefined : aliases.slice(0, 10),
    dateOfBirth: date.kind === 'date' ? date.value : undefined,
    approximateAge: age <= 130 ? age : undefined,
    sex: person.sex,
    phone: person.phone.trim(),
    description: person.description.trim(),
  };
  const known = Object.entries(party).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(known) as Party;
}

/**
 * The form for a report that the incident holds. What is on the screen stays as it was typed where it says the same, half
 * a date of birth included, and so do rows of which nothing is known yet.
 */
export function toForm(report: Report, thisYear: number, onScreen: CallForm = { ...NEW_CALL, people: [] }): CallForm {
  const fields = Object.fromEntries(FIELD_PATHS.map((path) => [path, getPath(report, path)]));
  let rows = onScreen.rows;
  const people = report.people.map((party) => {
    const row = onScreen.people.find((person) => person.id !== undefined && person.id === party.id);
    if (row !== undefined && saysTheSame(toParty(row, thisYear), party)) return row;
    return toTyped(party, row?.key ?? `row-${(rows += 1)}`);
  });
  const blank = onScreen.people.filter((person) => person.id === undefined && isBlankPerson(person));
  return { fields: fields as CallForm['fields'], people: [...people, ...blank], rows };
}

function getPath(report: Report, path: FieldPath): string {
  const [outer = path, inner] = path.split('.');
  const value = (report as unknown as Tree)[outer];
  const text = inner === undefined ? value : (value as Tree | undefined)?.[inner];
  return typeof text === 'string' ? text : '';
}

function toTyped(party: Party, key: string): TypedPerson {
  return {
    key,
    ...(party.id === undefined ? {} : { id: party.id }),
    role: party.role,
    givenNames: party.givenNames ?? '',
    surname: party.surname ?? '',
    alsoKnownAs: party.alsoKnownAs?.join(', ') ?? '',
    dateOfBirth: party.dateOfBirth === undefined ? '' : asTyped(party.dateOfBirth),
    approximateAge: party.approximateAge === undefined ? '' : String(party.approximateAge),
    sex: party.sex ?? '',
    phone: party.phone ?? '',
    description: party.description ?? '',
  };
}

/**
 * Gives the people of a report the ids that Outrider gave them: each is the first answered person, not taken yet, that
 * says the same. Fields that Outrider tidied do not matter as long as role and place in the list agree.
 */
export function withIds(sent: Report, answered: readonly KnownParty[]): Report {
  const taken = new Set(sent.people.flatMap(({ id }) => (id === undefined ? [] : [id])));
  const people = sent.people.map((party, index) => {
    if (party.id !== undefined) return party;
    const free = answered.filter(({ id }) => !taken.has(id));
    const there = answered[index];
    const found =
      free.find((known) => saysTheSame(party, known)) ?? (there && free.includes(there) ? there : undefined);
    if (found === undefined || found.role !== party.role) return party;
    taken.add(found.id);
    return { ...party, id: found.id };
  });
  return { ...sent, people };
}

/** Two parties say the same in every field but the id. */
function saysTheSame(party: Party, known: Party): boolean {
  const fields = new Set([...Object.keys(party), ...Object.keys(known)]);
  fields.delete('id');
  const [ours, theirs] = [party as unknown as Tree, known as unknown as Tree];
  return [...fields].every((field) => JSON.stringify(ours[field]) === JSON.stringify(theirs[field]));
}

/** Writes the ids of a report's people into the rows that they were typed in; `keys` are those rows, in order. */
export function adoptIds(form: CallForm, keys: readonly string[], report: Report): CallForm {
  const idOf = new Map(keys.map((key, index) => [key, report.people[index]?.id]));
  const people = form.people.map((person) => {
    const id = person.id ?? idOf.get(person.key);
    return id === undefined ? person : { ...person, id };
  });
  return { ...form, people };
}

/** The rows whose people are in the report that this form makes, in the report's order. */
export const rowsSent = (form: CallForm): string[] =>
  form.people.filter((person) => person.id !== undefined || !isBlankPerson(person)).map((person) => person.key);

/** The report as a draft: people without an id go under their row's name, so that the answer can say who is meant. */
export function toDraft(form: CallForm, thisYear: number, incidentId?: string, carried?: Report) {
  const report = toReport(form, thisYear, carried);
  const keys = rowsSent(form);
  const people = report.people.map((party, index): Party => ({ ...party, id: party.id ?? keys[index] ?? 'unnamed' }));
  return { ...report, people, ...(incidentId === undefined ? {} : { incidentId }) };
}

export const ROLES = ['caller', 'victim', 'suspect', 'witness', 'child', 'other'] as const satisfies PartyRole[];
