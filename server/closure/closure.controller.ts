import { Controller } from '@nestjs/common';
import { OPERATIONS, type Closing, type LogLine, type Outcome } from '../contract/index.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import { Clock, Incidents } from '../ports.js';
import { closeIncident } from './close-incident.js';
import { recordSuspect } from './record-suspect.js';
import { reviewIncident } from './review-incident.js';
import { signOff } from './sign-off.js';
import { updateLog } from './update-log.js';
import type { ClosurePorts } from './while-open.js';

@Controller()
export class ClosureController {
  readonly #ports: ClosurePorts;

  constructor(
    readonly edge: Edge,
    changes: Incidents,
    clock: Clock,
  ) {
    this.#ports = { changes, clock };
  }

  @Handles(OPERATIONS.updateLog, { action: 'incident.note', limit: LIMITS.write })
  update({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.updateLog>): Promise<Outcome<LogLine>> {
    return updateLog(this.#ports, { incidentId: params.id, command, ...body }, actor);
  }

  @Handles(OPERATIONS.recordSuspect, { action: 'incident.suspect', limit: LIMITS.write })
  suspect({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.recordSuspect>): Promise<Outcome<Closing>> {
    return recordSuspect(this.#ports, { incidentId: params.id, command, ...body }, actor);
  }

  @Handles(OPERATIONS.signOff, { action: 'incident.sign', limit: LIMITS.write })
  sign({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.signOff>): Promise<Outcome<Closing>> {
    return signOff(this.#ports, { incidentId: params.id, command, ...body }, actor);
  }

  @Handles(OPERATIONS.closeIncident, { action: 'incident.close', limit: LIMITS.write })
  close({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.closeIncident>): Promise<Outcome<Closing>> {
    return closeIncident(this.#ports, { incidentId: params.id, command, ...body }, actor);
  }

  @Handles(OPERATIONS.reviewIncident, { action: 'incident.review', limit: LIMITS.write })
  review({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.reviewIncident>): Promise<Outcome<Closing>> {
    return reviewIncident(this.#ports, { incidentId: params.id, command, ...body }, actor);
  }
}
