import { Controller } from '@nestjs/common';
import { OPERATIONS, type IncidentDelivery, type Outcome } from '../contract/index.js';
import { IncidentsModel } from '../incidents/incidents.model.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import { Clock, EventLog, Incidents } from '../ports.js';
import { AlertsModel } from './alerts.model.js';
import { consultDelivery } from './consult-delivery.js';
import { DeliveryModel } from './delivery.model.js';
import { readOut } from './read-out.js';
import { seeAlert } from './see-alert.js';

@Controller()
export class DeliveryController {
  constructor(
    readonly edge: Edge,
    readonly log: EventLog,
    readonly clock: Clock,
    readonly alerts: AlertsModel,
    readonly delivery: DeliveryModel,
    readonly incidents: IncidentsModel,
    readonly changes: Incidents,
  ) {}

  @Handles(OPERATIONS.readOut, { action: 'card.read-out', limit: LIMITS.write })
  readOut({
    params,
    body,
    command,
    actor,
  }: HttpRequest<typeof OPERATIONS.readOut>): Promise<Outcome<IncidentDelivery>> {
    return readOut(this, { incidentId: params.id, command, ...body }, actor);
  }

  @Handles(OPERATIONS.readDelivery, { action: 'delivery.read', limit: LIMITS.read })
  readDelivery({
    params,
    query,
    actor,
  }: HttpRequest<typeof OPERATIONS.readDelivery>): Promise<Outcome<IncidentDelivery>> {
    return Promise.resolve(consultDelivery(this, params.id, query.at, actor));
  }

  @Handles(OPERATIONS.seeAlert, { action: 'alert.read', limit: LIMITS.write })
  seeAlert({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.seeAlert>): Promise<Outcome<undefined>> {
    return seeAlert(this, { alertId: params.id, version: body.version, command }, actor);
  }
}
