import { Controller } from '@nestjs/common';
import {
  OPERATIONS,
  type AbandonedDraft,
  type BrokenGlass,
  type GlassReply,
  type Outcome,
  type SearchHit,
} from '../contract/index.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import { AccessRecord, Clock, EventLog, Ids, Incidents } from '../ports.js';
import { IncidentsModel } from '../incidents/incidents.model.js';
import { UsersModel } from '../sessions/users.model.js';
import { breakGlass } from './break-glass.js';
import { DraftsModel } from './drafts.model.js';
import { GlassModel } from './glass.model.js';
import { listAbandonedDrafts, listBrokenGlass, reviewDraft, reviewGlass } from './review.js';
import { search } from './search.js';

@Controller()
export class OversightController {
  constructor(
    readonly edge: Edge,
    readonly log: EventLog,
    readonly changes: Incidents,
    readonly ids: Ids,
    readonly clock: Clock,
    readonly access: AccessRecord,
    readonly incidents: IncidentsModel,
    readonly users: UsersModel,
    readonly glass: GlassModel,
    readonly drafts: DraftsModel,
  ) {}

  @Handles(OPERATIONS.search, { action: 'incident.search', limit: LIMITS.read })
  search({ query, actor }: HttpRequest<typeof OPERATIONS.search>): Promise<Outcome<SearchHit[]>> {
    return search(this, query.q, actor);
  }

  @Handles(OPERATIONS.breakGlass, { action: 'incident.break-glass', limit: LIMITS.write, freshSignIn: true })
  break({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.breakGlass>): Promise<Outcome<GlassReply>> {
    return breakGlass(this, { incident: params.id, ...body, command }, actor);
  }

  @Handles(OPERATIONS.listBrokenGlass, { action: 'glass.review', limit: LIMITS.read })
  broken({ actor }: HttpRequest<typeof OPERATIONS.listBrokenGlass>): Promise<Outcome<BrokenGlass[]>> {
    return listBrokenGlass(this, actor);
  }

  @Handles(OPERATIONS.reviewGlass, { action: 'glass.review', limit: LIMITS.write })
  reviewGlass({
    params,
    body,
    command,
    actor,
  }: HttpRequest<typeof OPERATIONS.reviewGlass>): Promise<Outcome<BrokenGlass>> {
    return reviewGlass(this, { id: params.id, ...body, command }, actor);
  }

  @Handles(OPERATIONS.listAbandonedDrafts, { action: 'draft.review', limit: LIMITS.read })
  abandoned({ actor }: HttpRequest<typeof OPERATIONS.listAbandonedDrafts>): Promise<Outcome<AbandonedDraft[]>> {
    return listAbandonedDrafts(this, actor);
  }

  @Handles(OPERATIONS.reviewDraft, { action: 'draft.review', limit: LIMITS.write })
  reviewDraft({
    params,
    body,
    command,
    actor,
  }: HttpRequest<typeof OPERATIONS.reviewDraft>): Promise<Outcome<AbandonedDraft>> {
    return reviewDraft(this, { id: params.id, ...body, command }, actor);
  }
}
