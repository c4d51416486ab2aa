import { accept, refuse, type Outcome, type RecordDue } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import { ERASES_AFTER_DAYS, type RetentionEvent } from '../domain/register/retention.js';
import { selfNamed, type AccessRecord, type Append, type Clock, type EventLog, type RegisterStore } from '../ports.js';
import { appendNote } from '../ports/append-note.js';
import { recordRead } from '../ports/record-read.js';
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
  const records = due.map(({ register, recordId }) => `${register}/${recordId}`);
  const read = { action: 'register.review', what: 'registers/reviews', records } as const;
  const recorded = await recordRead(ports.access, actor, read);
  return recorded.ok ? accept(due) : recorded;
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
  const noted = await appendNote(log, { stream: RECORDS_STREAM, event, at: now, by: userId, command });
  if (!noted.ok) return noted;
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
    const event: RetentionEvent = { type: 'record-erased', body: { v: 1, register, recordId } };
    await appendNote(ports.log, { stream: RECORDS_STREAM, event, at: ports.clock.now(), by: 'outrider', command });
  }
}
