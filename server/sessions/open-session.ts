import { accept, refuse, type Outcome, type SessionReply, type SignIn } from '../contract/index.js';
import { sessionTimes, type Account } from '../domain/account/account.js';
import type { UserEvent } from '../domain/account/events.js';
import { weaknessOf } from '../domain/account/password.js';
import { selfNamed } from '../ports.js';
import { changeAccount } from './change-account.js';
import type { SessionPorts } from './session-ports.js';
import { hashToken } from './users.model.js';

/** Compared against when there is no such user, so that the answer takes as long and tells nothing. */
const NOBODYS_HASH = 'scrypt$32768$8$3$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/**
 * Signs in with user name and password; with `newPassword` the password is another one from then on. Refuses
 * SIGN_IN_FAILED, without telling what is wrong; PASSWORD_CHANGE_NEEDED for a one-time password; INVALID_INPUT for a new
 * one that is easy to guess.
 */
export async function openSession(
  ports: SessionPorts,
  { username, password, newPassword }: SignIn,
): Promise<Outcome<SessionReply>> {
  const userId = username.toLowerCase();
  const known = ports.users.account(userId)?.passwordHash;
  const right = await ports.passwords.verify(password, known ?? NOBODYS_HASH);
  if (!right || known === undefined) return refuse('SIGN_IN_FAILED');
  const weakness = newPassword === undefined ? undefined : weaknessOf(newPassword, userId);
  if (weakness !== undefined || newPassword === password) {
    const detail = weakness ?? 'it is the one that you have';
    return refuse('INVALID_INPUT', `newPassword: ${detail}.`, [{ path: 'newPassword', detail }]);
  }
  const chosen = newPassword === undefined ? undefined : await ports.passwords.hash(newPassword);
  return startSession(ports, userId, (account) => {
    // What was verified may have been changed or disabled since.
    if (account?.passwordHash !== known || account.disabled) return refuse('SIGN_IN_FAILED');
    if (account.oneTimeUntil !== undefined && ports.clock.now() > account.oneTimeUntil) return refuse('SIGN_IN_FAILED');
    if (account.oneTimeUntil !== undefined && chosen === undefined) return refuse('PASSWORD_CHANGE_NEEDED');
    const before: UserEvent[] =
      chosen === undefined ? [] : [{ type: 'password-set', body: { v: 1, passwordHash: chosen } }];
    return accept({ before, confirmedAt: ports.clock.now() });
  });
}

/** What comes before a session, and what is known of the proof that it rests on. */
export interface Admission {
  readonly before: readonly UserEvent[];
  readonly confirmedAt?: string;
  readonly providerSession?: string;
}

/** Starts a session of an account that `admit` lets in, in one append with what comes before it. */
export async function startSession(
  ports: SessionPorts,
  userId: string,
  admit: (account: Account | undefined) => Outcome<Admission>,
): Promise<Outcome<SessionReply>> {
  const token = ports.ids.secret(32);
  const times = sessionTimes(ports.clock.now());
  const started = { v: 1, sessionId: ports.ids.next(), tokenHash: hashToken(token), ...times } as const;
  const change = { userId, command: selfNamed(ports.ids.next()), by: userId };
  const changed = await changeAccount(ports, change, (account) => {
    const admitted = admit(account);
    if (!admitted.ok) return admitted;
    const { before, ...proof } = admitted.value;
    return accept([...before, { type: 'session-started', body: { ...started, ...proof } }]);
  });
  return changed.ok ? accept(replyOf(token, times.expiresAt, changed.value.account)) : changed;
}

/** A new token for a live one, which ends; the session goes on, never beyond the end that it was given at sign-in. */
export async function renewSession(ports: SessionPorts, token: string): Promise<Outcome<SessionReply>> {
  const found = ports.users.session(token, ports.clock.now());
  if (!found) return refuse('NOT_SIGNED_IN');
  const { userId } = found.account;
  const { sessionId, endsAt } = found.session;
  const { expiresAt } = sessionTimes(ports.clock.now(), endsAt);
  const next = ports.ids.secret(32);
  const change = { userId, command: selfNamed(ports.ids.next()), by: userId };
  const changed = await changeAccount(ports, change, (account) => {
    if (!account?.sessions.some((s) => s.sessionId === sessionId)) return refuse('NOT_SIGNED_IN');
    return accept([{ type: 'session-renewed', body: { v: 1, sessionId, tokenHash: hashToken(next), expiresAt } }]);
  });
  return changed.ok ? accept(replyOf(next, expiresAt, changed.value.account)) : changed;
}

const replyOf = (token: string, expiresAt: string, { userId, name, roles }: Account): SessionReply => ({
  token,
  expiresAt,
  user: { id: userId, name, roles: [...roles] },
});
