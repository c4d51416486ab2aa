import { createHash } from 'node:crypto';
import {
  accept,
  refuse,
  type Member,
  type MembersReply,
  type Outcome,
  type RejectedLine,
  type WorkforceState,
} from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import type { ReadMember } from '../domain/access/read-member.js';
import { readImportEvent, type ImportEvent } from '../domain/access/workforce.js';
import { selfNamed, StorageUnavailable, type Clock, type EventLog, type Ids, type NewEvent } from '../ports.js';
import { appendNote } from '../ports/append-note.js';
import { IMPORTS_STREAM, type WorkforceModel } from './workforce.model.js';

export interface ImportPorts {
  readonly log: EventLog;
  readonly workforce: WorkforceModel;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface ImportMembers {
  readonly mode: 'merge' | 'replace';
  readonly rows: AsyncIterable<{ readonly line: number; readonly read: ReadMember }>;
  /** the caller's Idempotency-Key: the same one again gets the same answer (R8) */
  readonly key?: string | undefined;
}

/** More rejected lines than this are counted, not listed. */
const MAX_LISTED = 1_000;
/** Members in one event: none becomes large. */
const MEMBERS_AN_EVENT = 200;

/**
 * Puts many on the list of the workforce at once: all good lines, or none (R1). With `replace`, whoever is not among them is
 * taken off it. Bad lines are answered with their number and a code.
 *
 * Refuses INVALID_INPUT (not one good line; `errors` lists the others) and IDEMPOTENCY_CONFLICT.
 */
export async function importMembers(
  { log, workforce, clock, ids }: ImportPorts,
  { mode, rows, key }: ImportMembers,
  actor: Actor,
): Promise<Outcome<MembersReply>> {
  const { members, rejected, rejectedCount } = await gather(rows);
  if (members.size === 0) return noGoodLine(rejected, rejectedCount);
  const changed = [...members].filter(([id, member]) => !workforce.declares(id, member));
  const removed = mode === 'merge' ? [] : workforce.ids().filter((id) => !members.has(id));
  const told = { v: 1 as const, import: ids.next(), name: actor.name };
  const rest = { unchanged: members.size - changed.length, rejected, rejectedCount };
  const first: ImportEvent = {
    type: 'members-imported',
    body: { ...told, members: listed(changed.slice(0, MEMBERS_AN_EVENT)), removed, ...rest },
  };
  const more: ImportEvent[] = [];
  for (let at = MEMBERS_AN_EVENT; at < changed.length; at += MEMBERS_AN_EVENT) {
    const body = { ...told, members: listed(changed.slice(at, at + MEMBERS_AN_EVENT)), removed: [], ...rest };
    more.push({ type: 'members-imported', body });
  }
  const digest = createHash('sha256')
    .update(JSON.stringify([mode, [...members], rejectedCount]))
    .digest('hex');
  const appended = await log.append({
    stream: IMPORTS_STREAM,
    expected: 'any',
    events: [first, ...more] as unknown as [NewEvent, ...NewEvent[]],
    at: clock.now(),
    by: actor.userId,
    command: { id: `${actor.userId}:${key ?? told.import}`, digest },
  });
  switch (appended.kind) {
    case 'appended':
      return accept({ import: told.import, kept: changed.length, removed: removed.length, ...replyOf(rest) });
    case 'repeated':
      return answeredBefore(log, appended.version);
    case 'command-reused':
      return refuse('IDEMPOTENCY_CONFLICT');
    default:
      throw new StorageUnavailable('The import may or may not be stored; ask again with the same Idempotency-Key');
  }
}

/** Undoes the last import. Refuses NOT_FOUND: it is not the last, or is undone already. */
export async function undoMembers(
  { log, workforce, clock }: ImportPorts,
  imported: string,
  { userId }: Actor,
): Promise<Outcome<WorkforceState>> {
  if (workforce.state(clock.now()).lastImport?.import !== imported)
    return refuse('NOT_FOUND', 'The last import alone can be undone, and this is not it.');
  const event: ImportEvent = { type: 'import-undone', body: { v: 1, import: imported } };
  const command = selfNamed(`undo-members:${imported}`);
  await appendNote(log, { stream: IMPORTS_STREAM, event, at: clock.now(), by: userId, command });
  return accept(workforce.state(clock.now()));
}

interface Gathered {
  readonly members: ReadonlyMap<string, Member>;
  readonly rejected: readonly RejectedLine[];
  readonly rejectedCount: number;
}

async function gather(rows: ImportMembers['rows']): Promise<Gathered> {
  const members = new Map<string, Member>();
  const rejected: RejectedLine[] = [];
  let rejectedCount = 0;
  for await (const { line, read } of rows) {
    if (read.ok) members.set(read.id, read.member);
    else {
      rejectedCount += 1;
      if (rejected.length < MAX_LISTED) rejected.push({ line, code: read.code, detail: read.detail });
    }
  }
  return { members, rejected, rejectedCount };
}

type Rest = Pick<
  Extract<ImportEvent, { type: 'members-imported' }>['body'],
  'unchanged' | 'rejected' | 'rejectedCount'
>;

const replyOf = ({ rejected, ...rest }: Rest) => ({ ...rest, rejected: [...rejected] });
const listed = (members: readonly [string, Member][]) => members.map(([id, member]) => ({ id, member }));

/** @param version of an event of the import in its stream */
async function answeredBefore(log: EventLog, version: number): Promise<Outcome<MembersReply>> {
  const parts: Extract<ImportEvent, { type: 'members-imported' }>['body'][] = [];
  let asked: string | undefined;
  for await (const { type, body, version: at } of log.read(IMPORTS_STREAM)) {
    const event = readImportEvent(type, body);
    if (event?.type === 'members-imported') parts.push(event.body);
    if (at === version) asked = event?.body.import;
  }
  const [first, ...more] = parts.filter((one) => one.import === asked);
  if (first === undefined)
    throw new Error(`${IMPORTS_STREAM} has no import at ${version}, which the log says is there`);
  const { import: id, removed, unchanged, rejected, rejectedCount } = first;
  return accept({
    import: id,
    kept: [first, ...more].reduce((sum, { members }) => sum + members.length, 0),
    removed: removed.length,
    ...replyOf({ unchanged, rejected, rejectedCount }),
  });
}

function noGoodLine(rejected: readonly RejectedLine[], rejectedCount: number): Outcome<never> {
  const said = rejectedCount === 0 ? 'The import is empty' : `None of the ${rejectedCount} lines could be taken`;
  const errors = rejected.map(({ line, code, detail }) => ({ path: `line ${line}`, detail: `${code}: ${detail}` }));
  return refuse('INVALID_INPUT', said, errors);
}
