import { accept, refuse, type Outcome } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import type { RetentionEvent } from '../domain/register/retention.js';
import type { Append, Clock, EventLog, RegisterStore } from '../ports.js';
import { appendNote } from '../ports/append-note.js';
import { RECORDS_STREAM, type RetentionModel } from './retention.model.js';

export interface HoldPorts {
  readonly log: EventLog;
  readonly store: Pick<RegisterStore, 'holding'>;
  readonly retention: RetentionModel;
  readonly clock: Clock;
}

export interface HoldRecord {
  readonly register: string;
  readonly recordId: string;
  readonly held: boolean;
  readonly reason: string;
  readonly command: Append['command'];
}

/** Whether a record may be erased: LEGAL_HOLD while it is on one. */
export function notHeld(
  { retention }: { readonly retention: Pick<RetentionModel, 'hold'> },
  register: string,
  recordId: string,
): Outcome<undefined> {
  const hold = retention.hold(register, recordId);
  return hold ? refuse('LEGAL_HOLD', `It is on legal hold since ${hold.at}.`) : accept(undefined);
}

/**
 * Puts a record on legal hold, or lifts it: while it lasts nothing erases the record. Where it is so already nothing changes
 * (R8). Refuses NOT_FOUND (nothing is held under this id) and IDEMPOTENCY_CONFLICT.
 */
export async function holdRecord(
  { log, store, retention, clock }: HoldPorts,
  { register, recordId, held, reason, command }: HoldRecord,
  { userId, name }: Actor,
): Promise<Outcome<undefined>> {
  const isHeld = retention.hold(register, recordId) !== undefined;
  if (!isHeld && store.holding(register, recordId).length === 0) return refuse('NOT_FOUND');
  if (held === isHeld && (await log.seen(command)) === undefined) return accept(undefined);
  const body = { v: 1 as const, register, recordId, reason, name };
  const event: RetentionEvent = { type: held ? 'record-held' : 'record-hold-lifted', body };
  return appendNote(log, { stream: RECORDS_STREAM, event, at: clock.now(), by: userId, command });
}
