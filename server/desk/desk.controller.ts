import { Controller } from '@nestjs/common';
import {
  accept,
  Look,
  OPERATIONS,
  type DeskLoad,
  type DeskState,
  type JobReply,
  type Outcome,
  type RequestReply,
} from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import { deskFor } from '../domain/desk/view.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import { askDesk } from './ask-desk.js';
import { changeShift } from './change-shift.js';
import { claimNextJob } from './claim-job.js';
import { DeskPorts } from './desk-ports.js';
import { consultLoad } from './consult-load.js';
import { consultJob } from './job-reply.js';
import { acknowledgeLevel, forceLevel } from './force-level.js';
import { keepForm, lookAtJob } from './look-at-job.js';
import { returnJob } from './return-job.js';

@Controller()
export class DeskController {
  constructor(
    readonly edge: Edge,
    private readonly ports: DeskPorts,
  ) {}

  @Handles(OPERATIONS.readDesk, { action: 'desk.read', limit: LIMITS.read })
  read({ actor }: HttpRequest<typeof OPERATIONS.readDesk>): Promise<Outcome<DeskState>> {
    return Promise.resolve(accept(this.#deskFor(actor)));
  }

  @Handles(OPERATIONS.readLoad, { action: 'desk.watch', limit: LIMITS.read })
  load(_request: HttpRequest<typeof OPERATIONS.readLoad>): Promise<Outcome<DeskLoad>> {
    return Promise.resolve(accept(consultLoad(this.ports)));
  }

  @Handles(OPERATIONS.changeShift, { action: 'desk.work', limit: LIMITS.write })
  shift({ body, command, actor }: HttpRequest<typeof OPERATIONS.changeShift>): Promise<Outcome<DeskState>> {
    return this.#told(changeShift(this.ports, { ...body, command }, actor), actor);
  }

  @Handles(OPERATIONS.forceLevel, { action: 'desk.force', limit: LIMITS.write })
  force({ body, command, actor }: HttpRequest<typeof OPERATIONS.forceLevel>): Promise<Outcome<DeskState>> {
    return this.#told(forceLevel(this.ports, { ...body, command }, actor), actor);
  }

  @Handles(OPERATIONS.acknowledgeLevel, { action: 'desk.acknowledge', limit: LIMITS.write })
  acknowledge({ command, actor }: HttpRequest<typeof OPERATIONS.acknowledgeLevel>): Promise<Outcome<DeskState>> {
    return this.#told(acknowledgeLevel(this.ports, { command }, actor), actor);
  }

  @Handles(OPERATIONS.nextJob, { action: 'desk.work', limit: LIMITS.write })
  next({ command, actor }: HttpRequest<typeof OPERATIONS.nextJob>): Promise<Outcome<JobReply | undefined>> {
    return claimNextJob(this.ports, { command }, actor);
  }

  @Handles(OPERATIONS.readJob, { action: 'desk.work', limit: LIMITS.read })
  job({ params, actor }: HttpRequest<typeof OPERATIONS.readJob>): Promise<Outcome<JobReply>> {
    return consultJob(this.ports, params.id, actor);
  }

  @Handles(OPERATIONS.makeFirstLook, { action: 'desk.work', limit: LIMITS.write })
  firstLook({
    params,
    body,
    command,
    actor,
  }: HttpRequest<typeof OPERATIONS.makeFirstLook>): Promise<Outcome<JobReply>> {
    return lookAtJob(this.ports, { jobId: params.id, review: 'first-look', look: body, command }, actor);
  }

  @Handles(OPERATIONS.completeJob, { action: 'desk.work', limit: LIMITS.write })
  complete({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.completeJob>): Promise<Outcome<JobReply>> {
    const look = body ?? Look.parse({});
    return lookAtJob(this.ports, { jobId: params.id, review: 'full', look, command }, actor);
  }

  @Handles(OPERATIONS.returnJob, { action: 'desk.work', limit: LIMITS.write })
  return({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.returnJob>): Promise<Outcome<DeskState>> {
    return this.#told(returnJob(this.ports, { jobId: params.id, reason: body?.reason, command }, actor), actor);
  }

  @Handles(OPERATIONS.keepForm, { action: 'desk.work', limit: LIMITS.write })
  keep({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.keepForm>): Promise<Outcome<undefined>> {
    return keepForm(this.ports, { jobId: params.id, form: body, command }, actor);
  }

  @Handles(OPERATIONS.askDesk, { action: 'desk.ask', limit: LIMITS.write })
  ask({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.askDesk>): Promise<Outcome<RequestReply>> {
    return askDesk(this.ports, { incidentId: params.id, text: body.text, command }, actor);
  }

  /** Whoever changed something is answered with the desk as they see it after that. */
  async #told(changing: Promise<Outcome<unknown>>, actor: Actor): Promise<Outcome<DeskState>> {
    const changed = await changing;
    return changed.ok ? accept(this.#deskFor(actor)) : changed;
  }

  #deskFor(actor: Actor): DeskState {
    const { desk, incidents, clock } = this.ports;
    const mayRead = (incidentId: string): boolean => {
      const entry = incidents.entry(incidentId);
      return entry !== undefined && decide(actor, 'card.read', relationTo(entry.incident, actor)).allow;
    };
    return deskFor(desk.told(clock.now()), actor.roles, mayRead);
  }
}
