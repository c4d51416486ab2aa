import { groupBy } from '../group-by.js';
import type { LineFault } from '../register/read-record.js';
import { readMemberValue, type ReadMember } from './read-member.js';

/** The columns of a CSV of the workforce. Lists are separated by semicolons. */
export const MEMBER_COLUMNS = [
  'id',
  'relation',
  'given_names',
  'surname',
  'also_known_as',
  'date_of_birth',
  'phones',
  'address',
  'supervisors',
] as const;
type Column = (typeof MEMBER_COLUMNS)[number];

/** A row by the names of its columns. */
export type MemberRow = Readonly<Partial<Record<Column, string>>>;

/**
 * Rows as members: one with a `relation` says who somebody's relative is, the others who is on the list. A member's line is
 * that of their own row; a relative of nobody on the list is refused.
 */
export function membersOf(
  rows: readonly { readonly line: number; readonly row: MemberRow }[],
): { readonly line: number; readonly read: ReadMember }[] {
  const own = rows.filter(({ row }) => !row.relation);
  const relatives = groupBy(
    rows.filter(({ row }) => row.relation),
    ({ row }) => row.id ?? '',
  );
  const members = own.map(({ line, row }) => {
    const theirs = (relatives.get(row.id ?? '') ?? []).map((one) => ({
      ...person(one.row),
      relation: one.row.relation,
    }));
    const addresses = listOf(row.address).map((text) => ({ text }));
    const value = {
      id: row.id,
      ...person(row),
      ...(addresses.length > 0 ? { addresses } : {}),
      ...(row.supervisors ? { supervisors: listOf(row.supervisors) } : {}),
      ...(theirs.length > 0 ? { relatives: theirs } : {}),
    };
    return { line, read: readMemberValue(value) };
  });
  const known = new Set(own.map(({ row }) => row.id));
  const ofNobody = [...relatives.values()].flat().filter(({ row }) => !known.has(row.id));
  const code: LineFault = 'BAD_VALUE';
  const detail = 'id: nobody of this id is in the file, whose relative this could be';
  return [...members, ...ofNobody.map(({ line }) => ({ line, read: { ok: false as const, code, detail } }))].toSorted(
    (a, b) => a.line - b.line,
  );
}

const person = ({ given_names, surname, also_known_as, date_of_birth, phones }: MemberRow) => ({
  ...(given_names ? { givenNames: given_names } : {}),
  ...(surname ? { surname } : {}),
  ...(also_known_as ? { alsoKnownAs: listOf(also_known_as) } : {}),
  ...(date_of_birth ? { dateOfBirth: date_of_birth } : {}),
  ...(phones ? { phones: listOf(phones) } : {}),
});

const listOf = (text = ''): string[] =>
  text
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');
