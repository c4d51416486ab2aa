import type { Member, OwnHow, RegisterRecord, RejectedLine } from '../../contract/index.js';
import type { Link, SubjectAnswer } from '../match/types.js';

/** What happens to the list of the workforce: events of the stream `workforce/<id>`. */
export type WorkforceEvent =
  | { readonly type: 'member-kept'; readonly body: { readonly v: 1; readonly member: Member } }
  | { readonly type: 'member-removed'; readonly body: { readonly v: 1 } };

/** Between two imports of the list: after this it is old, and people are missing from it. */
export const LIST_OLD_AFTER_DAYS = 31;

/**
 * What happens to many members at once: events of the stream `standards/workforce`. An import is one append of as many events
 * as it needs; who is as they were is not among them.
 */
export type ImportEvent =
  | {
      readonly type: 'members-imported';
      readonly body: {
        readonly v: 1;
        readonly import: string;
        /** who imported it */
        readonly name: string;
        readonly members: readonly { readonly id: string; readonly member: Member }[];
        readonly removed: readonly string[];
        /** of the whole import, for whoever sends it again */
        readonly unchanged: number;
        readonly rejected: readonly RejectedLine[];
        readonly rejectedCount: number;
      };
    }
  | { readonly type: 'import-undone'; readonly body: { readonly v: 1; readonly import: string } };

/**
 * A stored event of an import in today's shape; undefined when retention erased its body.
 * @throws Error when it was written by a newer Outrider
 */
export function readImportEvent(type: string, body: unknown): ImportEvent | undefined {
  if (typeof body === 'object' && body !== null && 'erased' in body) return undefined;
  const { v } = body as { v: number };
  if (!['members-imported', 'import-undone'].includes(type) || v !== 1)
    throw new Error(`unknown event of an import "${type}" version ${v}`);
  return { type, body } as ImportEvent;
}

/** That somebody typed what is their own: an event of the stream `standards/notices`, for professional standards. */
export interface OwnLookedFor {
  readonly type: 'own-looked-for';
  readonly body: {
    readonly v: 1;
    readonly members: readonly string[];
    readonly how: readonly OwnHow[];
    readonly incidentId?: string;
  };
}

/**
 * A stored event of the workforce in today's shape; undefined when retention erased its body.
 * @throws Error when it was written by a newer Outrider
 */
export function readWorkforceEvent(type: string, body: unknown): WorkforceEvent | OwnLookedFor | undefined {
  if (typeof body === 'object' && body !== null && 'erased' in body) return undefined;
  const { v } = body as { v: number };
  if (!['member-kept', 'member-removed', 'own-looked-for'].includes(type) || v !== 1)
    throw new Error(`unknown workforce event "${type}" version ${v}`);
  return { type, body } as WorkforceEvent | OwnLookedFor;
}

/** A member as a record, so that parties are matched against it exactly as against a register. */
export function memberRecord(id: string, at: string, member: Member): RegisterRecord {
  const { givenNames, surname, alsoKnownAs, dateOfBirth, phones, addresses, relatives = [] } = member;
  const person = { givenNames, surname, alsoKnownAs, dateOfBirth, phones };
  return {
    recordId: id,
    summary: 'workforce',
    recordedAt: at,
    people: [
      { role: 'person', ...given(person) },
      ...relatives.map(({ relation: _relation, ...relative }) => ({ role: 'relative', ...given(relative) })),
    ],
    ...(addresses === undefined ? {} : { addresses }),
    phones: [phones, ...relatives.map((relative) => relative.phones)].flatMap((numbers) => numbers ?? []),
  };
}

type Given = Pick<Member, 'givenNames' | 'surname'>;

function given<T extends Given>(person: T): Given & { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(person).filter(([, value]) => value !== undefined)) as never;
}

/**
 * Which members a subject leads to, and how: a person who is at least probably theirs, the very number, the very address.
 * Of a name that more than three could have, nobody is meant.
 */
export function membersFound({
  links,
  subject,
  candidates,
}: SubjectAnswer): { readonly id: string; readonly how: OwnHow }[] {
  if (subject.kind === 'person' && candidates > 3) return [];
  return links.filter(({ tier }) => tier !== 'possible').map((link) => ({ id: link.recordId, how: howOf(link) }));
}

function howOf({ subject, recordRole }: Link): OwnHow {
  if (subject.kind === 'location') return 'address';
  if (subject.kind === 'phone') return 'phone';
  return recordRole === 'relative' ? 'relative' : 'person';
}
