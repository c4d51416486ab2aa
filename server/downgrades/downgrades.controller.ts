import { Controller } from '@nestjs/common';
import { accept, OPERATIONS, type Downgrade, type Outcome, type RulingRecord } from '../contract/index.js';
import { IncidentsModel } from '../incidents/incidents.model.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import { AccessRecord, EventLog, Ids, Incidents, Timetable } from '../ports.js';
import { RegistersModel } from '../registers/registers.model.js';
import { DowngradesModel } from './downgrades.model.js';
import { listDowngrades } from './list-downgrades.js';
import { requestDowngrade } from './request-downgrade.js';
import { ruleDowngrade } from './rule-downgrade.js';

@Controller()
export class DowngradesController {
  constructor(
    readonly edge: Edge,
    readonly log: EventLog,
    readonly changes: Incidents,
    private readonly incidents: IncidentsModel,
    readonly downgrades: DowngradesModel,
    readonly registers: RegistersModel,
    private readonly access: AccessRecord,
    readonly ids: Ids,
    readonly timetable: Timetable,
  ) {}

  @Handles(OPERATIONS.requestDowngrade, { action: 'downgrade.request', limit: LIMITS.write })
  request({
    params,
    body,
    command,
    actor,
  }: HttpRequest<typeof OPERATIONS.requestDowngrade>): Promise<Outcome<Downgrade>> {
    return requestDowngrade(this, { ...body, incidentId: params.id, command }, actor);
  }

  @Handles(OPERATIONS.listDowngrades, { action: 'downgrade.read', limit: LIMITS.read })
  list({ query, actor }: HttpRequest<typeof OPERATIONS.listDowngrades>): Promise<Outcome<Downgrade[]>> {
    const { incidents, downgrades, access, timetable } = this;
    return listDowngrades({ incidents, downgrades, access, timetable }, query.state, actor);
  }

  @Handles(OPERATIONS.ruleDowngrade, {
    action: 'downgrade.rule',
    limit: LIMITS.write,
    otherwise: 'NOT_A_SUPERVISOR',
  })
  rule({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.ruleDowngrade>): Promise<Outcome<Downgrade>> {
    return ruleDowngrade(this, { ...body, id: params.id, command }, actor);
  }

  @Handles(OPERATIONS.readRulings, { action: 'downgrade.review', limit: LIMITS.read })
  rulings(): Promise<Outcome<RulingRecord[]>> {
    return Promise.resolve(accept(this.downgrades.rulings()));
  }
}
