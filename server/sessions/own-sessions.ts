import { accept, refuse, type Confirmed, type Outcome, type SessionState } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import { selfNamed } from '../ports.js';
import { changeAccount } from './change-account.js';
import type { SessionPorts } from './session-ports.js';

/** Where somebody is signed in. */
export function listSessions({ users, clock }: SessionPorts, actor: Actor): SessionState[] {
  const live = users.account(actor.userId)?.sessions.filter(({ expiresAt }) => clock.now() < expiresAt) ?? [];
  return live.map(({ sessionId, confirmedAt, expiresAt, endsAt }) => ({
    id: sessionId,
    current: sessionId === actor.sessionId,
    ...(confirmedAt === undefined ? {} : { confirmedAt }),
    expiresAt,
    endsAt,
  }));
}

/** Ends one of somebody's own sessions: its requests and its connections. Refuses NOT_FOUND. */
export async function endSession(ports: SessionPorts, sessionId: string, actor: Actor): Promise<Outcome<undefined>> {
  const change = { userId: actor.userId, command: selfNamed(ports.ids.next()), by: actor.userId };
  const changed = await changeAccount(ports, change, (account) => {
    if (!account?.sessions.some((s) => s.sessionId === sessionId)) return refuse('NOT_FOUND');
    return accept([{ type: 'session-ended', body: { v: 1, sessionId, cause: 'signed-out' } }]);
  });
  return changed.ok ? accept(undefined) : changed;
}

/**
 * Somebody proves again who they are, for what needs a fresh sign-in. Refuses SIGN_IN_FAILED, and KEPT_BY_PROVIDER to
 * those who have no password here.
 */
export async function confirmSession(
  ports: SessionPorts,
  password: string,
  { userId, sessionId }: Actor,
): Promise<Outcome<Confirmed>> {
  const known = ports.users.account(userId)?.passwordHash;
  if (known === undefined) return refuse('KEPT_BY_PROVIDER', 'Sign in again through the provider.');
  if (!(await ports.passwords.verify(password, known))) return refuse('SIGN_IN_FAILED', 'The password is wrong.');
  const change = { userId, command: selfNamed(ports.ids.next()), by: userId };
  const changed = await changeAccount(ports, change, (account) => {
    if (!account?.sessions.some((s) => s.sessionId === sessionId)) return refuse('NOT_SIGNED_IN');
    return accept([{ type: 'session-confirmed', body: { v: 1, sessionId } }]);
  });
  if (!changed.ok) return changed;
  const confirmedAt = changed.value.account.sessions.find((s) => s.sessionId === sessionId)?.confirmedAt;
  return confirmedAt === undefined ? refuse('NOT_SIGNED_IN') : accept({ confirmedAt });
}
