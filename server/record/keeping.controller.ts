import { Controller } from '@nestjs/common';
import { OPERATIONS, type Keepings, type KeptThing, type Outcome } from '../contract/index.js';
import { IncidentsModel } from '../incidents/incidents.model.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import { AccessRecord, EventLog, RegisterStore } from '../ports.js';
import { RegistersModel } from '../registers/registers.model.js';
import { RetentionModel } from '../registers/retention.model.js';
import { AuditModel } from './audit.model.js';
import { findKept, listKeepings } from './consult-keeping.js';
import { KeepingModel } from './keeping.model.js';

@Controller()
export class KeepingController {
  constructor(
    readonly edge: Edge,
    readonly log: EventLog,
    readonly store: RegisterStore,
    readonly access: AccessRecord,
    readonly incidents: IncidentsModel,
    readonly registers: RegistersModel,
    readonly retention: RetentionModel,
    readonly audit: AuditModel,
    readonly keeping: KeepingModel,
  ) {}

  @Handles(OPERATIONS.listKeepings, { action: 'keeping.read', limit: LIMITS.read })
  list({ actor }: HttpRequest<typeof OPERATIONS.listKeepings>): Promise<Outcome<Keepings>> {
    return listKeepings(this, actor);
  }

  @Handles(OPERATIONS.findKept, { action: 'keeping.read', limit: LIMITS.read })
  find({ query, actor }: HttpRequest<typeof OPERATIONS.findKept>): Promise<Outcome<KeptThing>> {
    return findKept(this, query.of, actor);
  }
}
