import { Controller } from '@nestjs/common';
import { accept, OPERATIONS, type DeskState, type Outcome } from '../contract/index.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import { Clock, EventLog } from '../ports.js';
import { DeskModel } from './desk.model.js';
import { forceLevel } from './force-level.js';

@Controller()
export class DeskController {
  constructor(
    readonly edge: Edge,
    private readonly log: EventLog,
    private readonly desk: DeskModel,
    private readonly clock: Clock,
  ) {}

  @Handles(OPERATIONS.readDesk, { action: 'desk.read', limit: LIMITS.read })
  read(): Promise<Outcome<DeskState>> {
    return Promise.resolve(accept(this.desk.at(this.clock.now())));
  }

  @Handles(OPERATIONS.forceLevel, { action: 'desk.force', limit: LIMITS.write })
  force({ body, command, actor }: HttpRequest<typeof OPERATIONS.forceLevel>): Promise<Outcome<DeskState>> {
    const { log, desk, clock } = this;
    return forceLevel({ log, desk, clock }, { ...body, command }, actor);
  }
}
