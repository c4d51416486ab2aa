import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS, type Outcome, type UserReply, type UserState } from '../contract/index.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import { AccessRecord } from '../ports.js';
import { changeUser, createUser, endUserSessions, listUsers, resetPassword } from './administer-users.js';
import type { SessionPorts } from './session-ports.js';
import { SESSION_PORTS } from './sessions.tokens.js';

const READ = { action: 'user.administer', limit: LIMITS.read } as const;
/** Signing somebody out is for emergencies: it asks for nothing first. */
const END = { action: 'user.administer', limit: LIMITS.bulk } as const;
const CHANGE = { ...END, freshSignIn: true } as const;

@Controller()
export class UsersController {
  constructor(
    readonly edge: Edge,
    @Inject(SESSION_PORTS) private readonly ports: SessionPorts,
    private readonly access: AccessRecord,
  ) {}

  @Handles(OPERATIONS.listUsers, READ)
  list({ actor }: HttpRequest<typeof OPERATIONS.listUsers>): Promise<Outcome<UserState[]>> {
    return listUsers(this.ports, this.access, actor);
  }

  @Handles(OPERATIONS.createUser, CHANGE)
  create({ body, command, actor }: HttpRequest<typeof OPERATIONS.createUser>): Promise<Outcome<UserReply>> {
    return createUser(this.ports, { ...body, command }, actor);
  }

  @Handles(OPERATIONS.changeUser, CHANGE)
  change({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.changeUser>): Promise<Outcome<UserState>> {
    return changeUser(this.ports, { userId: params.id, command, change: body }, actor);
  }

  @Handles(OPERATIONS.resetPassword, CHANGE)
  reset({ params, command, actor }: HttpRequest<typeof OPERATIONS.resetPassword>): Promise<Outcome<UserReply>> {
    return resetPassword(this.ports, { userId: params.id, command }, actor);
  }

  @Handles(OPERATIONS.endUserSessions, END)
  endSessions({ params, command, actor }: HttpRequest<typeof OPERATIONS.endUserSessions>): Promise<Outcome<undefined>> {
    return endUserSessions(this.ports, { userId: params.id, command }, actor);
  }
}
