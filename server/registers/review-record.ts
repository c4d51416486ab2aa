import { accept, refuse, type Outcome, type RecordDue } from '../contract/index.js';
import { decide, type Actor } from '../domain/access/policy.js';
import { ERASES_AFTER_DAYS, type RetentionEvent } from '../domain/register/retention.js';
import {
  selfNamed,
  StorageUnavailable,
  type AccessRecord,
  type Append,
  type Clock,
  type EventLog,
  type NewEvent,
  type RegisterStore,
} from '../ports.js';
import { eraseRecord, type ErasePorts } from './erase-record.js';
import { notHeld } from './hold-record.js';
import type { RegistersModel } from './registers.model.js';
import { RECORDS_STREAM, type RetentionModel } from './retention.model.js';

export interface RetentionPorts extends ErasePorts {
  readonly log: EventLog;
  readonly store: RegisterStore;
  readonly model: RegistersModel;
  readonly retention: RetentionModel;
  readonly access: AccessRecord;
  readonly clock: Clock;
}

export interface ReviewRecord {
  readonly register: string;
  readonly recordId: string;
  readonly outcome: 'keep' | 'erase';
  readonly reviewBy?: string | undefined;
  readonly reason: string;
  readonly command: Append['command'];
}

/** The records whose date has come; that the list was read, and of which records, is recorded first (R7). */
export async function listRecordsDue(ports: RetentionPorts, actor: Actor): Promise<Outcome<RecordDue[]>> {
  const due = await ports.retention.due(ports.model.loaded(), ports.clock.now());
  const decision = decide(actor, 'register.review');
  if (!decision.allow) return refuse('NOT_ALLOWED');
  const { rule, reason } = decision;
  const records = due.map(({ register, recordId }) => `${register}/${recordId}`);
  const body = { v: 1 as const, action: 'register.review' as const, what: 'registers/reviews', rule, reason, records };
  await ports.access.store(actor, [{ type: 'consulted', body }]);
  return accept(due);
}

/**
 * Somebody has looked at a record: it is kept until another date, or its contents are erased in seven days, unless
 * somebody says otherwise before. Refuses NOT_FOUND, INVALID_INPUT (kept until when?), LEGAL_HOLD and IDEMPOTENCY_CONFLICT.
 */
export async function reviewRecord(
  ports: RetentionPorts,
  { register, recordId, outcome, reviewBy, reason, command }: ReviewRecord,
  { userId, name }: Actor,
): Promise<Outcome<RecordDue | undefined>> {
  const { log, store, model, retention, clock } = ports;
  const now = clock.now();
  if (!model.manifest(register) || !store.get(register, recordId, model.active(register))) return refuse('NOT_FOUND');
  if (outcome === 'keep' && (reviewBy === undefined || reviewBy <= now)) {
    const detail = 'say when it is looked at again';
    return refuse('INVALID_INPUT', `reviewBy: ${detail}.`, [{ path: 'reviewBy', detail }]);
  }
  const allowed = outcome === 'erase' ? notHeld(ports, register, recordId) : accept(undefined);
  if (!allowed.ok) return allowed;
  const erasesAt = new Date(Date.parse(now) + ERASES_AFTER_DAYS * 86_400_000).toISOString();
  const at = outcome === 'erase' || reviewBy === undefined ? erasesAt : reviewBy;
  const event: RetentionEvent = {
    type: 'record-reviewed',
    body: { v: 1, register, recordId, outcome, at, reason, name },
  };
  const appended = await log.append({
    stream: RECORDS_STREAM,
    expected: 'any',
    events: [event as unknown as NewEvent],
    at: now,
    by: userId,
    command,
  });
  if (appended.kind === 'command-reused') return refuse('IDEMPOTENCY_CONFLICT');
  if (appended.kind === 'unconfirmed') throw new StorageUnavailable('the review may or may not be stored');
  const due = await retention.due(model.loaded(), now);
  return accept(due.find((one) => one.register === register && one.recordId === recordId));
}

/** Takes out of the registers what was reviewed and whose time has come; what cannot be taken out now is tried again. */
export async function eraseRecords(ports: RetentionPorts): Promise<void> {
  for (const { register, recordId, reason, name, at } of ports.retention.erasable(ports.clock.now())) {
    const command = selfNamed(`record-erased:${register}:${recordId}:${at}`);
    const mayStill = (): Outcome<undefined> => notHeld(ports, register, recordId);
    const erased = await eraseRecord(ports, { register, recordId, reason, name, command }, 'outrider', mayStill);
    if (erased.ok || erased.code === 'LEGAL_HOLD') continue;
    if (erased.code !== 'NOT_FOUND') throw new Error(`a record could not be erased: ${erased.code}`);
    const nothingLeft: RetentionEvent = { type: 'record-erased', body: { v: 1, register, recordId } };
    await ports.log.append({
      stream: RECORDS_STREAM,
      expected: 'any',
      events: [nothingLeft as unknown as NewEvent],
      at: ports.clock.now(),
      by: 'outrider',
      command,
    });
  }
}
