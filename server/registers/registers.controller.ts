import { Controller, Inject } from '@nestjs/common';
import {
  accept,
  OPERATIONS,
  type BatchReply,
  type Outcome,
  type RecordDue,
  type RegisterState,
} from '../contract/index.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import type { RegisterPorts } from './decide-register.js';
import { eraseRecord } from './erase-record.js';
import { holdRecord, notHeld } from './hold-record.js';
import { importRecords, type ImportPorts } from './import-records.js';
import { splitLines } from '../domain/lines.js';
import { readLines } from '../domain/register/read-lines.js';
import { listRegisters, type ListPorts } from './list-registers.js';
import { listRecordsDue, reviewRecord, type RetentionPorts } from './review-record.js';
import { REGISTER_PORTS } from './registers.tokens.js';
import { setAvailability } from './set-availability.js';
import { undoBatch } from './undo-batch.js';

@Controller()
export class RegistersController {
  constructor(
    readonly edge: Edge,
    @Inject(REGISTER_PORTS) private readonly ports: RegisterPorts & ImportPorts & ListPorts & RetentionPorts,
  ) {}

  @Handles(OPERATIONS.listRegisters, { action: 'register.list', limit: LIMITS.read })
  async list(_request: HttpRequest<typeof OPERATIONS.listRegisters>): Promise<Outcome<RegisterState[]>> {
    return accept(await listRegisters(this.ports));
  }

  @Handles(OPERATIONS.importRecords, { action: 'register.import', limit: LIMITS.bulk })
  import({
    params,
    query,
    headers,
    stream,
    actor,
  }: HttpRequest<typeof OPERATIONS.importRecords>): Promise<Outcome<BatchReply>> {
    const key = headers['idempotency-key'];
    const records = {
      register: params.id,
      mode: query.mode,
      rows: readLines(splitLines(stream)),
      ...(key ? { key } : {}),
    };
    return importRecords(this.ports, records, actor.userId);
  }

  @Handles(OPERATIONS.undoBatch, { action: 'register.undo', limit: LIMITS.bulk })
  undo({ params, actor }: HttpRequest<typeof OPERATIONS.undoBatch>): Promise<Outcome<RegisterState>> {
    return undoBatch(this.ports, { register: params.id, batch: params.batch }, actor.userId);
  }

  @Handles(OPERATIONS.listRecordsDue, { action: 'register.review', limit: LIMITS.read })
  due({ actor }: HttpRequest<typeof OPERATIONS.listRecordsDue>): Promise<Outcome<RecordDue[]>> {
    return listRecordsDue(this.ports, actor);
  }

  @Handles(OPERATIONS.reviewRecord, { action: 'register.review', limit: LIMITS.write })
  review({
    params: { id: register, record: recordId },
    body,
    command,
    actor,
  }: HttpRequest<typeof OPERATIONS.reviewRecord>): Promise<Outcome<RecordDue | undefined>> {
    return reviewRecord(this.ports, { register, recordId, ...body, command }, actor);
  }

  @Handles(OPERATIONS.holdRecord, { action: 'record.hold', limit: LIMITS.write })
  hold({
    params: { id: register, record: recordId },
    body,
    command,
    actor,
  }: HttpRequest<typeof OPERATIONS.holdRecord>): Promise<Outcome<undefined>> {
    return holdRecord(this.ports, { register, recordId, ...body, command }, actor);
  }

  @Handles(OPERATIONS.eraseRecord, { action: 'record.erase', limit: LIMITS.write, freshSignIn: true })
  erase({
    params: { id: register, record: recordId },
    body: { reason },
    command,
    actor: { name, userId },
  }: HttpRequest<typeof OPERATIONS.eraseRecord>): Promise<Outcome<undefined>> {
    const erase = { register, recordId, reason, name, command };
    return eraseRecord(this.ports, erase, userId, () => notHeld(this.ports, register, recordId));
  }

  @Handles(OPERATIONS.setAvailability, { action: 'register.availability', limit: LIMITS.bulk })
  availability({
    params,
    body,
    actor,
  }: HttpRequest<typeof OPERATIONS.setAvailability>): Promise<Outcome<RegisterState>> {
    return setAvailability(this.ports, { register: params.id, ...body }, actor.userId);
  }
}
