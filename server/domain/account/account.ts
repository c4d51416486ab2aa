import type { Role } from '../../contract/index.js';
import type { ProviderIdentity, UserEvent } from './events.js';

export interface Session {
  readonly sessionId: string;
  readonly tokenHash: string;
  readonly expiresAt: string;
  readonly endsAt: string;
  /** when they last proved who they are; unknown when the provider did not say */
  readonly confirmedAt?: string;
  readonly providerSession?: string;
}

/** When something was changed, and by which user. */
export interface Changed {
  readonly at: string;
  readonly by: string;
}

/** A user as the events of their stream make them. */
export interface Account {
  readonly userId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** none: they sign in through the provider alone */
  readonly passwordHash?: string;
  /** until then the password opens the way to one of their own; it never opens anything else */
  readonly oneTimeUntil?: string;
  readonly disabled?: true;
  readonly provider?: ProviderIdentity;
  /** log position since which the roles are as they are */
  readonly rolesSince: number;
  /** sign-ins that failed since the last one that did not: how many, and when the latest was */
  readonly failed?: { readonly count: number; readonly lastAt: string };
  /** the last change of anything but its sessions */
  readonly changed: Changed;
  readonly sessions: readonly Session[];
}

/**
 * One event on; `position`, `at` and `by` are the event's in the log. Without its creation, which retention may have erased,
 * there is no account.
 */
export function evolveAccount(
  account: Account | undefined,
  userId: string,
  event: UserEvent,
  { position, at, by }: Changed & { readonly position: number },
): Account | undefined {
  const changed = { at, by };
  if (event.type === 'account-created') {
    const { v: _, name, roles, ...signIn } = event.body;
    return { userId, name, roles, ...signIn, rolesSince: position, changed, sessions: [] };
  }
  if (!account) return undefined;
  switch (event.type) {
    case 'password-set': {
      const { oneTimeUntil: _, ...others } = account;
      const { v: __, ...password } = event.body;
      // Whoever knew the old password is signed out.
      return { ...others, ...password, changed, sessions: [] };
    }
    case 'renamed':
      return { ...account, name: event.body.name, changed };
    case 'roles-changed':
      // What a device holds is from other roles: they sign in again, and start from what they may see now.
      return { ...account, roles: event.body.roles, rolesSince: position, changed, sessions: [] };
    case 'account-disabled':
      return { ...account, disabled: true, changed, sessions: [] };
    case 'account-enabled': {
      const { disabled: _, ...enabled } = account;
      return { ...enabled, changed };
    }
    case 'session-started': {
      const { v: _, sessionId, tokenHash, expiresAt, endsAt, ...proof } = event.body;
      // Sessions that ran out by themselves leave no event: they go when the next one comes.
      const live = account.sessions.filter((s) => s.expiresAt > at);
      const { failed: _failed, ...known } = account;
      return { ...known, sessions: [...live, { sessionId, tokenHash, expiresAt, endsAt, ...proof }] };
    }
    case 'session-confirmed':
      return changeSession(account, event.body.sessionId, { confirmedAt: at });
    case 'session-renewed': {
      const { sessionId, tokenHash, expiresAt } = event.body;
      return changeSession(account, sessionId, { tokenHash, expiresAt });
    }
    case 'sign-in-failed':
      return { ...account, failed: { count: (account.failed?.count ?? 0) + 1, lastAt: at } };
    case 'session-ended':
      return { ...account, sessions: account.sessions.filter((s) => s.sessionId !== event.body.sessionId) };
  }
}

const changeSession = (account: Account, sessionId: string, change: Partial<Session>): Account => ({
  ...account,
  sessions: account.sessions.map((s) => (s.sessionId === sessionId ? { ...s, ...change } : s)),
});

/** How long a token lasts unless it is renewed, and how long renewals can go on: one shift. */
const SESSION = { idleMinutes: 30, absoluteHours: 14 } as const;

/** The times of a session that starts or is renewed at `at` (ISO 8601); a renewal keeps its `endsAt`. */
export function sessionTimes(at: string, endsAt?: string): { readonly expiresAt: string; readonly endsAt: string } {
  const atMs = Date.parse(at);
  const end = endsAt ?? new Date(atMs + SESSION.absoluteHours * 3_600_000).toISOString();
  const idle = new Date(atMs + SESSION.idleMinutes * 60_000).toISOString();
  return { expiresAt: idle < end ? idle : end, endsAt: end };
}

/** How long a one-time password waits for whoever it was made for: hours. */
export const ONE_TIME_HOURS = 24;

/** How long somebody who proved who they are counts as being there for what needs it: minutes. */
export const FRESH_MINUTES = 5;

/** Whether somebody proved a moment ago who they are; never when that is unknown. */
export const isFresh = (confirmedAt: string | undefined, now: string): boolean =>
  confirmedAt !== undefined && Date.parse(now) - Date.parse(confirmedAt) <= FRESH_MINUTES * 60_000;
