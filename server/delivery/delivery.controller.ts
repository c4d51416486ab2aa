import { Controller } from '@nestjs/common';
import { OPERATIONS, type Outcome } from '../contract/index.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import { Clock, EventLog } from '../ports.js';
import { AlertsModel } from './alerts.model.js';
import { seeAlert } from './see-alert.js';

@Controller()
export class DeliveryController {
  constructor(
    readonly edge: Edge,
    private readonly log: EventLog,
    private readonly clock: Clock,
    private readonly alerts: AlertsModel,
  ) {}

  @Handles(OPERATIONS.seeAlert, { action: 'alert.read', limit: LIMITS.write })
  seeAlert({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.seeAlert>): Promise<Outcome<undefined>> {
    const { log, alerts, clock } = this;
    return seeAlert({ log, alerts, clock }, { alertId: params.id, version: body.version, command }, actor);
  }
}
