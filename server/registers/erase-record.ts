import { accept, refuse, type Outcome } from '../contract/index.js';
import { RecordErased } from '../domain/register/events.js';
import { batchesHolding, isErasedFrom } from '../domain/register/evolve.js';
import {
  selfNamed,
  StorageUnavailable,
  type ActorId,
  type Append,
  type Clock,
  type EventLog,
  type Json,
  type RegisterStore,
} from '../ports.js';
import type { ErasureList, RecordErasure } from '../ports/record.js';
import { readHistory, registerStream } from './registers.model.js';

export interface ErasePorts {
  readonly log: EventLog;
  readonly store: Pick<RegisterStore, 'holding' | 'erase'>;
  readonly erasures: ErasureList;
  readonly clock: Clock;
}

export interface EraseRecord {
  readonly register: string;
  readonly recordId: string;
  readonly reason: string;
  /** who decided it, by name */
  readonly name: string;
  readonly command: Append['command'];
}

/** Whether something may be erased now; asked again whenever it is decided again. */
type May = () => Outcome<undefined>;

/**
 * Erases a record from every batch that was ever imported: from this node's disk and from what nodes share before it is
 * answered; the other nodes, and the matcher with what it keeps, follow the log. That there was such a record stays known.
 *
 * Refuses NOT_FOUND (nothing is held of it), what `may` refuses, and IDEMPOTENCY_CONFLICT.
 */
export async function eraseRecord(
  ports: ErasePorts,
  { register, recordId, reason, name, command }: EraseRecord,
  by: ActorId,
  may: May = () => accept(undefined),
): Promise<Outcome<undefined>> {
  const { log, store, erasures, clock } = ports;
  for (;;) {
    const seen = await log.seen(command);
    if (seen?.kind === 'command-reused') return refuse('IDEMPOTENCY_CONFLICT');
    const { history, version } = await readHistory(log, register);
    if (!seen) {
      const batches = batchesHolding(history, store.holding(register, recordId), recordId);
      if (batches.length === 0) return refuse('NOT_FOUND', 'Nothing is held under this id, or it is erased.');
      const allowed = may();
      if (!allowed.ok) return allowed;
      const at = clock.now();
      // The list first: a backup that is restored may be from before this moment.
      await erasures.add({ at, register, recordId, batches, reason, name });
      const body: RecordErased = { v: 1, recordId, batches: [...batches], reason, name };
      const event = { type: 'record-erased', body };
      const stream = registerStream(register);
      const appended = await log.append({ stream, expected: version, events: [event], at, by, command });
      if (appended.kind === 'unconfirmed') throw new StorageUnavailable('the erasure may or may not be stored');
      if (appended.kind === 'conflict') continue;
    }
    await finishErasures(ports, register);
    return accept(undefined);
  }
}

/** Takes out of the store what the log says was erased from a register; again and again, it changes nothing more. */
export async function finishErasures(
  { log, store }: Pick<ErasePorts, 'log' | 'store'>,
  register: string,
): Promise<void> {
  const { erased } = (await readHistory(log, register)).history;
  if (erased) await store.erase(register, erased);
}

/**
 * Erases again what was erased after the backup that a log was restored from, legal hold or not: it was decided then.
 * @returns false when the log knows of it
 */
export async function eraseRecordAgain(
  ports: Pick<ErasePorts, 'log' | 'store' | 'clock'>,
  { at, register, recordId, batches, reason, name }: RecordErasure,
): Promise<boolean> {
  const { history, version } = await readHistory(ports.log, register);
  const known = history.batches.map(({ batch }) => batch);
  const rest = batches.filter((batch) => known.includes(batch) && !isErasedFrom(history, recordId, batch));
  if (rest.length === 0) return false;
  const body: RecordErased = { v: 1, recordId, batches: rest, reason: `erased on ${at}: ${reason}`, name };
  await ports.log.append({
    stream: registerStream(register),
    expected: version,
    events: [{ type: 'record-erased', body: body as unknown as Json }],
    at: ports.clock.now(),
    by: 'outrider',
    command: selfNamed(`erase-record-again:${register}:${recordId}:${version}`),
  });
  await finishErasures(ports, register);
  return true;
}
