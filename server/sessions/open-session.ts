import { accept, refuse, type Outcome, type SessionReply, type SignIn } from '../contract/index.js';
import { sessionTimes, type Account } from '../domain/account/account.js';
import type { UserEvent } from '../domain/account/events.js';
import {
  selfNamed,
  StorageUnavailable,
  type Clock,
  type EventLog,
  type Ids,
  type NewEvent,
  type Passwords,
} from '../ports.js';
import { hashToken, userStream, type UsersModel } from './users.model.js';

export interface SessionPorts {
  readonly log: EventLog;
  readonly users: UsersModel;
  readonly passwords: Passwords;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Compared against when there is no such user, so that the answer takes as long and tells nothing. */
const NOBODYS_HASH = 'scrypt$32768$8$3$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/**
 * Signs in with user name and password. Refuses SIGN_IN_FAILED, without telling which of the two is wrong.
 */
export async function openSession(ports: SessionPorts, { username, password }: SignIn): Promise<Outcome<SessionReply>> {
  const account = ports.users.account(username.toLowerCase());
  const right = await ports.passwords.verify(password, account?.passwordHash ?? NOBODYS_HASH);
  if (!account || !right) return refuse('SIGN_IN_FAILED');
  const { expiresAt, endsAt } = sessionTimes(ports.clock.now());
  return accept(
    await issueToken(ports, account, expiresAt, (tokenHash) => ({
      type: 'session-started',
      body: { v: 1, sessionId: ports.ids.next(), tokenHash, expiresAt, endsAt },
    })),
  );
}

/** A new token for a live one, which ends; the session goes on, never beyond the end that it was given at sign-in. */
export async function renewSession(ports: SessionPorts, token: string): Promise<Outcome<SessionReply>> {
  const found = ports.users.session(token, ports.clock.now());
  if (!found) return refuse('NOT_SIGNED_IN');
  const { sessionId, endsAt } = found.session;
  const { expiresAt } = sessionTimes(ports.clock.now(), endsAt);
  return accept(
    await issueToken(ports, found.account, expiresAt, (tokenHash) => ({
      type: 'session-renewed',
      body: { v: 1, sessionId, tokenHash, expiresAt },
    })),
  );
}

/** Ends a session; a token that has ended already changes nothing (R8). */
export async function endSession(ports: SessionPorts, token: string): Promise<Outcome<undefined>> {
  const found = ports.users.session(token, ports.clock.now());
  if (found) {
    const { account, session } = found;
    const body = { v: 1, sessionId: session.sessionId, cause: 'signed-out' } as const;
    await append(ports, account.userId, { type: 'session-ended', body });
  }
  return accept(undefined);
}

async function issueToken(
  ports: SessionPorts,
  { userId, name, roles }: Account,
  expiresAt: string,
  event: (tokenHash: string) => UserEvent,
): Promise<SessionReply> {
  const token = ports.ids.secret(32);
  await append(ports, userId, event(hashToken(token)));
  return { token, expiresAt, user: { id: userId, name, roles: [...roles] } };
}

async function append(ports: SessionPorts, userId: string, event: UserEvent): Promise<void> {
  const appended = await ports.log.append({
    stream: userStream(userId),
    expected: 'any',
    events: [event as NewEvent],
    at: ports.clock.now(),
    by: userId,
    command: selfNamed(ports.ids.next()),
  });
  if (appended.kind !== 'appended') throw new StorageUnavailable('the session could not be stored');
}
