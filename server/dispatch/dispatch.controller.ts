import { Controller } from '@nestjs/common';
import { accept, OPERATIONS, type AttendanceReply, type OfficerState, type Outcome } from '../contract/index.js';
import { IncidentsModel } from '../incidents/incidents.model.js';
import { ProvisionalIncidents } from '../incidents/provisional.model.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import { Clock, Incidents, Presence, ProvisionalCards } from '../ports.js';
import { UsersModel } from '../sessions/users.model.js';
import { dispatchOfficers, moveOfficer, standDown, type DispatchPorts } from './change-attendance.js';
import { foretellDispatch } from './dispatch-while-away.js';
import { listOfficers } from './list-officers.js';

@Controller()
export class DispatchController {
  readonly #ports: DispatchPorts;

  constructor(
    readonly edge: Edge,
    private readonly clock: Clock,
    private readonly users: UsersModel,
    private readonly incidents: IncidentsModel,
    changes: Incidents,
    private readonly presence: Presence,
    private readonly provisional: ProvisionalIncidents,
    private readonly cards: ProvisionalCards,
  ) {
    this.#ports = { users, changes, incidents };
  }

  @Handles(OPERATIONS.dispatch, { action: 'incident.dispatch', limit: LIMITS.write, foretell: 'foretellDispatch' })
  dispatch({
    params,
    body,
    command,
    actor,
  }: HttpRequest<typeof OPERATIONS.dispatch>): Promise<Outcome<AttendanceReply>> {
    return dispatchOfficers(this.#ports, { incidentId: params.id, command, ...body }, actor);
  }

  /** Whoever is sent has the card at once, if they are connected here (R10). */
  async foretellDispatch({ params, body, actor }: HttpRequest<typeof OPERATIONS.dispatch>) {
    const sent = foretellDispatch(
      { users: this.users, clock: this.clock, provisional: this.provisional },
      { incidentId: params.id, ...body },
      actor,
    );
    if (!sent.ok) return sent;
    const { id: incidentId, attendance } = sent.value;
    await this.cards.show(sent.value);
    return accept({ reply: { incidentId, attendance: [...attendance] } satisfies AttendanceReply });
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
  officers({ actor }: HttpRequest<typeof OPERATIONS.listOfficers>): Promise<Outcome<OfficerState[]>> {
    return Promise.resolve(
      accept(listOfficers({ users: this.users, incidents: this.incidents, presence: this.presence }, actor)),
    );
  }
}
