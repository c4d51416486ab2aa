import { Controller } from '@nestjs/common';
import {
  accept,
  OPERATIONS,
  type KnownMember,
  type ListedMember,
  type MembersReply,
  type Outcome,
  type OwnNotice,
  type Restriction,
  type WorkforceState,
} from '../contract/index.js';
import { readMembers } from '../domain/access/read-member.js';
import { splitLines } from '../domain/lines.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import { AccessRecord, Clock, EventLog, Ids, Incidents } from '../ports.js';
import { changeRestriction } from './change-restriction.js';
import { listMembers, readMember, readOwnNotices } from './consult-workforce.js';
import { importMembers, undoMembers } from './import-members.js';
import { keepMember, removeMember } from './keep-member.js';
import { OwnNoticesModel } from './notices.model.js';
import { WorkforceModel } from './workforce.model.js';

@Controller()
export class WorkforceController {
  constructor(
    readonly edge: Edge,
    readonly workforce: WorkforceModel,
    readonly notices: OwnNoticesModel,
    readonly access: AccessRecord,
    readonly log: EventLog,
    readonly clock: Clock,
    readonly ids: Ids,
    private readonly changes: Incidents,
  ) {}

  @Handles(OPERATIONS.listMembers, { action: 'workforce.read', limit: LIMITS.read })
  list({ actor }: HttpRequest<typeof OPERATIONS.listMembers>): Promise<Outcome<ListedMember[]>> {
    return listMembers(this, actor);
  }

  @Handles(OPERATIONS.readMember, { action: 'workforce.read', limit: LIMITS.read })
  read({ params, actor }: HttpRequest<typeof OPERATIONS.readMember>): Promise<Outcome<KnownMember>> {
    return readMember(this, params.id, actor);
  }

  @Handles(OPERATIONS.readWorkforceState, { action: 'workforce.keep', limit: LIMITS.read })
  async state(_request: HttpRequest<typeof OPERATIONS.readWorkforceState>): Promise<Outcome<WorkforceState>> {
    return accept(this.workforce.state(this.clock.now()));
  }

  @Handles(OPERATIONS.importMembers, { action: 'workforce.keep', limit: LIMITS.bulk })
  import({
    query: { mode },
    headers,
    stream,
    actor,
  }: HttpRequest<typeof OPERATIONS.importMembers>): Promise<Outcome<MembersReply>> {
    const rows = readMembers(splitLines(stream));
    return importMembers(this, { mode, rows, key: headers['idempotency-key'] }, actor);
  }

  @Handles(OPERATIONS.undoMembers, { action: 'workforce.keep', limit: LIMITS.bulk })
  undo({ params, actor }: HttpRequest<typeof OPERATIONS.undoMembers>): Promise<Outcome<WorkforceState>> {
    return undoMembers(this, params.import, actor);
  }

  @Handles(OPERATIONS.keepMember, { action: 'workforce.keep', limit: LIMITS.write })
  keep({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.keepMember>): Promise<Outcome<undefined>> {
    return keepMember(this, { id: params.id, member: body, command }, actor);
  }

  @Handles(OPERATIONS.removeMember, { action: 'workforce.keep', limit: LIMITS.write })
  remove({ params, command, actor }: HttpRequest<typeof OPERATIONS.removeMember>): Promise<Outcome<undefined>> {
    return removeMember(this, { id: params.id, command }, actor);
  }

  @Handles(OPERATIONS.readOwnNotices, { action: 'workforce.notices', limit: LIMITS.read })
  notice({ actor }: HttpRequest<typeof OPERATIONS.readOwnNotices>): Promise<Outcome<OwnNotice[]>> {
    return readOwnNotices(this, actor);
  }

  @Handles(OPERATIONS.changeRestriction, { action: 'incident.restriction', limit: LIMITS.write })
  restrict({
    params,
    body,
    command,
    actor,
  }: HttpRequest<typeof OPERATIONS.changeRestriction>): Promise<Outcome<Restriction>> {
    return changeRestriction(this.changes, { incidentId: params.id, ...body, command }, actor);
  }
}
