import { Controller, Inject } from '@nestjs/common';
import { OPERATIONS, type Outcome, type SessionReply } from '../contract/index.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import { endSession, openSession, renewSession, type SessionPorts } from './open-session.js';
import { SESSION_PORTS } from './sessions.tokens.js';

@Controller()
export class SessionsController {
  constructor(
    readonly edge: Edge,
    @Inject(SESSION_PORTS) private readonly ports: SessionPorts,
  ) {}

  @Handles(OPERATIONS.signIn, { action: 'public', limit: LIMITS.signIn })
  async signIn({ body, remote }: HttpRequest<typeof OPERATIONS.signIn>): Promise<Outcome<SessionReply>> {
    await this.edge.limit('guess', `${remote} ${body.username.toLowerCase()}`, LIMITS.guess);
    return openSession(this.ports, body);
  }

  @Handles(OPERATIONS.renewSession, { action: 'session.use', limit: LIMITS.write })
  renew({ token }: HttpRequest<typeof OPERATIONS.renewSession>): Promise<Outcome<SessionReply>> {
    return renewSession(this.ports, token ?? '');
  }

  @Handles(OPERATIONS.signOut, { action: 'session.use', limit: LIMITS.write })
  signOut({ token }: HttpRequest<typeof OPERATIONS.signOut>): Promise<Outcome<undefined>> {
    return endSession(this.ports, token ?? '');
  }
}
