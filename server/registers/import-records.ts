import { createHash } from 'node:crypto';
import { accept, refuse, type BatchReply, type Outcome, type RejectedLine } from '../contract/index.js';
import { BatchActivated } from '../domain/register/events.js';
import type { ImportRow } from '../domain/register/read-lines.js';
import type { BatchMode, Manifest } from '../domain/register/types.js';
import {
  StorageUnavailable,
  type ActorId,
  type BatchWriter,
  type Clock,
  type EventLog,
  type Ids,
  type RegisterStore,
} from '../ports.js';
import { registerStream } from './registers.model.js';

/** More rejected lines than this are counted, not listed. */
export const MAX_LISTED = 1_000;

export interface ImportPorts {
  readonly log: EventLog;
  readonly store: RegisterStore;
  readonly manifests: { manifest(register: string): Manifest | undefined };
  readonly activations: { bring(register: string): Promise<void> };
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface ImportRecords {
  readonly register: string;
  readonly mode: BatchMode;
  readonly rows: AsyncIterable<ImportRow>;
  /** the caller's Idempotency-Key: the same one again gets the same answer (R8) */
  readonly key?: string;
}

/**
 * Imports records into a register. The good lines are one atomic batch: staged in the store, synced, and in effect with
 * one event in the log (R1); bad lines are answered with their number and a code. Memory is bounded: a row is let go
 * once it is staged.
 *
 * Refuses NOT_FOUND (no such register), INVALID_INPUT (not one good line; `errors` lists them) and IDEMPOTENCY_CONFLICT.
 * Throws what `rows` throws, an import cut short: then nothing of it has taken effect.
 */
export async function importRecords(
  ports: ImportPorts,
  command: ImportRecords,
  actor: ActorId,
): Promise<Outcome<BatchReply>> {
  if (ports.manifests.manifest(command.register) === undefined)
    return refuse('NOT_FOUND', 'There is no such register.');
  const batch = ports.ids.next();
  const writer = await ports.store.begin(command.register, batch);
  let staged: Staged;
  try {
    staged = await stage(writer, command.rows);
  } catch (cause) {
    await writer.discard();
    throw cause;
  }
  if (staged.accepted === 0) {
    await writer.discard();
    return (await usedBefore(ports, command, actor)) ?? noGoodLine(staged);
  }
  return commit(ports, command, actor, { batch, writer, staged });
}

interface Staged {
  readonly accepted: number;
  readonly rejected: readonly RejectedLine[];
  readonly rejectedCount: number;
}

/** About a millisecond's work. */
const ROWS_A_TURN = 50;

/** Lets whatever else is waiting in this thread go first: a call in progress, above all. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function stage(writer: BatchWriter, rows: AsyncIterable<ImportRow>): Promise<Staged> {
  const rejected: RejectedLine[] = [];
  let rejectedCount = 0;
  let accepted = 0;
  for await (const { line, read } of rows) {
    if ((accepted + rejectedCount) % ROWS_A_TURN === 0) await nextTurn();
    if (read.ok) {
      await writer.put(read.record);
      accepted += 1;
    } else {
      rejectedCount += 1;
      if (rejected.length < MAX_LISTED) rejected.push({ line, code: read.code, detail: read.detail });
    }
  }
  return { accepted, rejected, rejectedCount };
}

/** What tells a repeated import from another one under its key: what it was for, what was taken and what was not. */
const digestOf = ({ register, mode }: ImportRecords, { rejected, rejectedCount }: Staged, records: string): string =>
  createHash('sha256')
    .update(JSON.stringify([register, mode, records, rejectedCount, rejected.map(({ line, code }) => [line, code])]))
    .digest('hex');

/** An import without one good line never took effect: its key can only be in the log for another one. */
async function usedBefore(
  { log }: ImportPorts,
  { key }: ImportRecords,
  actor: ActorId,
): Promise<Outcome<never> | undefined> {
  if (key === undefined) return undefined;
  const seen = await log.seen({ id: commandId(actor, key), digest: '' });
  return seen === undefined ? undefined : refuse('IDEMPOTENCY_CONFLICT');
}

const commandId = (actor: ActorId, key: string): string => `${actor}:${key}`;

/** Seals the batch and appends its activation, which is the commit point; then the matcher follows. */
async function commit(
  ports: ImportPorts,
  command: ImportRecords,
  actor: ActorId,
  { batch, writer, staged }: { batch: string; writer: BatchWriter; staged: Staged },
): Promise<Outcome<BatchReply>> {
  const { register, mode, key } = command;
  const { accepted, rejected, rejectedCount } = staged;
  const sealed = await writer.seal();
  const body: BatchActivated = { v: 1, batch, mode, ...sealed, accepted, rejected: [...rejected], rejectedCount };
  const stream = registerStream(register);
  const appended = await ports.log
    .append({
      stream,
      expected: 'any',
      events: [{ type: 'batch-activated', body }],
      at: ports.clock.now(),
      by: actor,
      command: { id: commandId(actor, key ?? batch), digest: digestOf(command, staged, sealed.digest) },
    })
    .catch(async (cause: unknown) => {
      // Only this error promises that nothing took effect. After any other the batch stays: it may be in the log.
      if (cause instanceof StorageUnavailable) await writer.discard();
      throw cause;
    });
  switch (appended.kind) {
    case 'appended':
      await ports.activations.bring(register);
      return accept({ batch, accepted, rejected: [...rejected], rejectedCount });
    case 'repeated': {
      await writer.discard();
      await ports.activations.bring(register);
      return accept(await answeredBefore(ports.log, register, appended.version));
    }
    case 'command-reused':
      await writer.discard();
      return refuse('IDEMPOTENCY_CONFLICT');
    case 'kept':
    case 'unconfirmed':
      throw new StorageUnavailable('The import may or may not be stored; ask again with the same Idempotency-Key');
    case 'conflict':
      throw new Error('The log refused a version although none was expected');
  }
}

/** The answer that the import got when it was first sent. */
async function answeredBefore(log: EventLog, register: string, version: number): Promise<BatchReply> {
  for await (const event of log.read(registerStream(register), version)) {
    const { batch, accepted, rejected, rejectedCount } = BatchActivated.parse(event.body);
    return { batch, accepted, rejected, rejectedCount };
  }
  throw new Error(`The log has no version ${version} of ${registerStream(register)}, which it says is there`);
}

function noGoodLine({ rejected, rejectedCount }: Staged): Outcome<never> {
  const said = rejectedCount === 0 ? 'The import is empty' : `None of the ${rejectedCount} lines could be taken`;
  return refuse(
    'INVALID_INPUT',
    said,
    rejected.map(({ line, code, detail }) => ({ path: `line ${line}`, detail: `${code}: ${detail}` })),
  );
}
