import { Controller, Inject } from '@nestjs/common';
import {
  accept,
  OPERATIONS,
  refuse,
  type Confirmed,
  type Outcome,
  type SessionReply,
  type SessionState,
} from '../contract/index.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import { noteFailedSignIn } from './note-failed-sign-in.js';
import { openSession, renewSession } from './open-session.js';
import { SignInWays } from '../ports.js';
import { confirmSession, endSession, listSessions } from './own-sessions.js';
import type { SessionPorts } from './session-ports.js';
import { SESSION_PORTS } from './sessions.tokens.js';

@Controller()
export class SessionsController {
  constructor(
    readonly edge: Edge,
    @Inject(SESSION_PORTS) private readonly ports: SessionPorts,
    private readonly ways: SignInWays,
  ) {}

  @Handles(OPERATIONS.signIn, { action: 'public', limit: LIMITS.signIn })
  async signIn({ body, remote }: HttpRequest<typeof OPERATIONS.signIn>): Promise<Outcome<SessionReply>> {
    if (!this.ways.password)
      return refuse('NOT_ALLOWED', 'Local accounts are switched off: sign in through the provider.');
    const username = body.username.toLowerCase();
    await this.edge.limit('guess', `${remote} ${username}`, LIMITS.guess);
    return this.#guess({ userId: username, from: remote }, () => openSession(this.ports, body));
  }

  @Handles(OPERATIONS.renewSession, { action: 'session.use', limit: LIMITS.write })
  renew({ token }: HttpRequest<typeof OPERATIONS.renewSession>): Promise<Outcome<SessionReply>> {
    return renewSession(this.ports, token ?? '');
  }

  @Handles(OPERATIONS.signOut, { action: 'session.use', limit: LIMITS.write })
  async signOut({ actor }: HttpRequest<typeof OPERATIONS.signOut>): Promise<Outcome<undefined>> {
    const ended = await endSession(this.ports, actor.sessionId, actor);
    // Ended by another request in between: it is over either way (R8).
    return ended.ok || ended.code === 'NOT_FOUND' ? accept(undefined) : ended;
  }

  @Handles(OPERATIONS.confirmSession, { action: 'session.use', limit: LIMITS.guess })
  confirm({ body, actor, remote }: HttpRequest<typeof OPERATIONS.confirmSession>): Promise<Outcome<Confirmed>> {
    const who = { userId: actor.userId, from: remote };
    return this.#guess(who, () => confirmSession(this.ports, body.password, actor));
  }

  @Handles(OPERATIONS.listSessions, { action: 'session.use', limit: LIMITS.read })
  list({ actor }: HttpRequest<typeof OPERATIONS.listSessions>): Promise<Outcome<SessionState[]>> {
    return Promise.resolve(accept(listSessions(this.ports, actor)));
  }

  @Handles(OPERATIONS.endSession, { action: 'session.use', limit: LIMITS.write })
  end({ params, actor }: HttpRequest<typeof OPERATIONS.endSession>): Promise<Outcome<undefined>> {
    return endSession(this.ports, params.id, actor);
  }

  /** Wrong passwords are recorded, and counted for whoever they are tried on, wherever they come from. */
  async #guess<T>(
    who: { readonly userId: string; readonly from: string },
    attempt: () => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const { userId } = who;
    await this.edge.limit('wrong guess', userId, LIMITS.wrongGuesses, 0);
    const outcome = await attempt();
    if (!outcome.ok && outcome.code === 'SIGN_IN_FAILED') {
      await noteFailedSignIn(this.ports, who);
      await this.edge.limit('wrong guess', userId, LIMITS.wrongGuesses);
    }
    return outcome;
  }
}
