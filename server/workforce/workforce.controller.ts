import { Controller } from '@nestjs/common';
import { OPERATIONS, type KnownMember, type Outcome, type OwnNotice, type Restriction } from '../contract/index.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import { AccessRecord, Clock, EventLog, Incidents } from '../ports.js';
import { changeRestriction } from './change-restriction.js';
import { listMembers, readOwnNotices } from './consult-workforce.js';
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
    private readonly changes: Incidents,
  ) {}

  @Handles(OPERATIONS.listMembers, { action: 'workforce.keep', limit: LIMITS.read })
  list({ actor }: HttpRequest<typeof OPERATIONS.listMembers>): Promise<Outcome<KnownMember[]>> {
    return listMembers(this, actor);
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
