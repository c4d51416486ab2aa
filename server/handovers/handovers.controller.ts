import { Controller } from '@nestjs/common';
import { accept, OPERATIONS, type Handover, type Outcome, type ShiftState } from '../contract/index.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import { Follower } from '../platform/log/follower.js';
import { Clock, EventLog, Incidents, Presence, Timekeeper, Timetable } from '../ports.js';
import { IncidentsModel } from '../incidents/incidents.model.js';
import { RegistersModel } from '../registers/registers.model.js';
import { UsersModel } from '../sessions/users.model.js';
import { acceptHandover } from './accept-handover.js';
import { handOver, type HandoverPorts } from './hand-over.js';
import { HandoversModel } from './handovers.model.js';
import { noteOverdue } from './note-overdue.js';
import { shiftOf, waitingHandovers, type ShiftPorts } from './shift.model.js';

@Controller()
export class HandoversController {
  readonly #ports: HandoverPorts & ShiftPorts;

  constructor(
    readonly edge: Edge,
    private readonly clock: Clock,
    private readonly follower: Follower,
    log: EventLog,
    changes: Incidents,
    incidents: IncidentsModel,
    handovers: HandoversModel,
    registers: RegistersModel,
    users: UsersModel,
    presence: Presence,
    timekeeper: Timekeeper,
    timetable: Timetable,
  ) {
    this.#ports = { log, changes, incidents, handovers, registers, users, presence };
    timekeeper.on('is-overdue', (owed) => noteOverdue({ changes, timetable }, owed));
  }

  @Handles(OPERATIONS.readShift, { action: 'shift.read', limit: LIMITS.read })
  shift({ actor }: HttpRequest<typeof OPERATIONS.readShift>): Promise<Outcome<ShiftState>> {
    return Promise.resolve(accept(shiftOf(this.#ports, actor, this.follower.position, this.clock.now())));
  }

  @Handles(OPERATIONS.handOver, { action: 'handover.give', limit: LIMITS.write })
  give({ body, command, actor }: HttpRequest<typeof OPERATIONS.handOver>): Promise<Outcome<Handover>> {
    return handOver(this.#ports, { ...body, command }, actor);
  }

  @Handles(OPERATIONS.listHandovers, { action: 'shift.read', limit: LIMITS.read })
  list({ actor }: HttpRequest<typeof OPERATIONS.listHandovers>): Promise<Outcome<Handover[]>> {
    return Promise.resolve(accept(waitingHandovers(this.#ports, actor)));
  }

  @Handles(OPERATIONS.acceptHandover, { action: 'handover.give', limit: LIMITS.write })
  take({ params, body, actor }: HttpRequest<typeof OPERATIONS.acceptHandover>): Promise<Outcome<Handover>> {
    return acceptHandover(this.#ports, { handoverId: params.id, ...body }, actor);
  }
}
