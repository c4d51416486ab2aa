import type { Role } from '../../contract/index.js';
import type { UserEvent } from './events.js';

export interface Session {
  readonly sessionId: string;
  readonly tokenHash: string;
  readonly expiresAt: string;
  readonly endsAt: string;
}

/** A user as the events of their stream make them. */
export interface Account {
  readonly userId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly passwordHash: string;
  /** log position since which the roles are as they are */
  readonly rolesSince: number;
  readonly sessions: readonly Session[];
}

/**
 * One event on; `position` and `at` are the event's in the log. Without its creation, which retention may have erased,
 * there is no account.
 */
export function evolveAccount(
  account: Account | undefined,
  userId: string,
  event: UserEvent,
  { position, at }: { readonly position: number; readonly at: string },
): Account | undefined {
  if (event.type === 'account-created') {
    const { name, roles, passwordHash } = event.body;
    return { userId, name, roles, passwordHash, rolesSince: position, sessions: [] };
  }
  if (!account) return undefined;
  switch (event.type) {
    case 'password-set':
      // Whoever knew the old password is signed out.
      return { ...account, passwordHash: event.body.passwordHash, sessions: [] };
    case 'session-started': {
      const { sessionId, tokenHash, expiresAt, endsAt } = event.body;
      // Sessions that ran out by themselves leave no event: they go when the next one comes.
      const live = account.sessions.filter((s) => s.expiresAt > at);
      return { ...account, sessions: [...live, { sessionId, tokenHash, expiresAt, endsAt }] };
    }
    case 'session-renewed': {
      const { sessionId, tokenHash, expiresAt } = event.body;
      const sessions = account.sessions.map((s) => (s.sessionId === sessionId ? { ...s, tokenHash, expiresAt } : s));
      return { ...account, sessions };
    }
    case 'session-ended':
      return { ...account, sessions: account.sessions.filter((s) => s.sessionId !== event.body.sessionId) };
  }
}

/** How long a token lasts unless it is renewed, and how long renewals can go on: one shift. */
export const SESSION = { idleMinutes: 30, absoluteHours: 14 } as const;

/** The times of a session that starts or is renewed at `at` (ISO 8601); a renewal keeps its `endsAt`. */
export function sessionTimes(at: string, endsAt?: string): { readonly expiresAt: string; readonly endsAt: string } {
  const atMs = Date.parse(at);
  const end = endsAt ?? new Date(atMs + SESSION.absoluteHours * 3_600_000).toISOString();
  const idle = new Date(atMs + SESSION.idleMinutes * 60_000).toISOString();
  return { expiresAt: idle < end ? idle : end, endsAt: end };
}
