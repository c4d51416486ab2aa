import { Controller } from '@nestjs/common';
import { accept, OPERATIONS, type AttendanceReply, type OfficerState, type Outcome } from '../contract/index.js';
import { IncidentsModel } from '../incidents/incidents.model.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import { Clock, EventLog, Incidents, Presence } from '../ports.js';
import { UsersModel } from '../sessions/users.model.js';
import { dispatchOfficers, moveOfficer, standDown, type DispatchPorts } from './change-attendance.js';
import { listOfficers } from './list-officers.js';

@Controller()
export class DispatchController {
  readonly #ports: DispatchPorts;

  constructor(
    readonly edge: Edge,
    log: EventLog,
    clock: Clock,
    private readonly users: UsersModel,
    private readonly incidents: IncidentsModel,
    changes: Incidents,
    private readonly presence: Presence,
  ) {
    this.#ports = { log, users, clock, incidents: changes, board: incidents };
  }

  @Handles(OPERATIONS.dispatch, { action: 'incident.dispatch', limit: LIMITS.write })
  dispatch({
    params,
    body,
    command,
    actor,
  }: HttpRequest<typeof OPERATIONS.dispatch>): Promise<Outcome<AttendanceReply>> {
    return dispatchOfficers(this.#ports, { incidentId: params.id, command, ...body }, actor);
  }

  @Handles(OPERATIONS.standDown, { action: 'incident.dispatch', limit: LIMITS.write })
  standDown({
    params,
    body,
    command,
    actor,
  }: HttpRequest<typeof OPERATIONS.standDown>): Promise<Outcome<AttendanceReply>> {
    return standDown(this.#ports, { incidentId: params.id, command, ...body }, actor);
  }

  @Handles(OPERATIONS.arrival, { action: 'incident.attend', limit: LIMITS.write })
  arrival({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.arrival>): Promise<Outcome<AttendanceReply>> {
    return moveOfficer(this.#ports, { incidentId: params.id, command, type: 'arrived', ...body }, actor);
  }

  @Handles(OPERATIONS.departure, { action: 'incident.attend', limit: LIMITS.write })
  departure({
    params,
    body,
    command,
    actor,
  }: HttpRequest<typeof OPERATIONS.departure>): Promise<Outcome<AttendanceReply>> {
    return moveOfficer(this.#ports, { incidentId: params.id, command, type: 'departed', ...body }, actor);
  }

  @Handles(OPERATIONS.listOfficers, { action: 'officer.list', limit: LIMITS.read })
  officers(): Promise<Outcome<OfficerState[]>> {
    return Promise.resolve(
      accept(listOfficers({ users: this.users, incidents: this.incidents, presence: this.presence })),
    );
  }
}
