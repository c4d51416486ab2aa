import { Controller, Inject } from '@nestjs/common';
import {
  accept,
  OPERATIONS,
  refuse,
  type Outcome,
  type ProviderSignIn,
  type SessionReply,
  type SignInWays as Ways,
} from '../contract/index.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import { SignInWays } from '../ports.js';
import { noteFailedSignIn } from './note-failed-sign-in.js';
import { endProviderSessions, openProviderSession } from './provider-session.js';
import type { SessionPorts } from './session-ports.js';
import { SESSION_PORTS } from './sessions.tokens.js';

const ANYONE = { action: 'public', limit: LIMITS.signIn } as const;

/** Signing in through the force's provider, where there is one. */
@Controller()
export class ProviderController {
  constructor(
    readonly edge: Edge,
    @Inject(SESSION_PORTS) private readonly ports: SessionPorts,
    private readonly ways: SignInWays,
  ) {}

  @Handles(OPERATIONS.signInWays, ANYONE)
  list(): Promise<Outcome<Ways>> {
    const { password, provider, coverAfterMinutes, demonstration } = this.ways;
    const ways: Ways = { password, provider: provider !== undefined, coverAfterMinutes };
    return Promise.resolve(accept(demonstration ? { ...ways, demonstration } : ways));
  }

  @Handles(OPERATIONS.beginProviderSignIn, ANYONE)
  async begin(): Promise<Outcome<ProviderSignIn>> {
    return this.ways.provider?.begin() ?? refuse('NOT_FOUND');
  }

  @Handles(OPERATIONS.finishProviderSignIn, ANYONE)
  async finish({ body, remote }: HttpRequest<typeof OPERATIONS.finishProviderSignIn>): Promise<Outcome<SessionReply>> {
    const vouched = await this.ways.provider?.finish(body);
    if (!vouched) return refuse('NOT_FOUND');
    const opened = vouched.ok ? await openProviderSession(this.ports, vouched.value) : vouched;
    if (!opened.ok && opened.code === 'SIGN_IN_FAILED') {
      await noteFailedSignIn(this.ports, { userId: vouched.ok ? vouched.value.username : '', from: remote });
    }
    return opened;
  }

  @Handles(OPERATIONS.providerSignOut, ANYONE)
  async signOut({ body }: HttpRequest<typeof OPERATIONS.providerSignOut>): Promise<Outcome<undefined>> {
    const told = await this.ways.provider?.signedOut(body.logout_token);
    if (!told) return refuse('NOT_FOUND');
    return told.ok ? endProviderSessions(this.ports, told.value) : told;
  }
}
