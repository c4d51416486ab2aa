import { createHash } from 'node:crypto';
import type { Role } from '../contract/index.js';
import { evolveAccount, type Account, type Session } from '../domain/account/account.js';
import { readAdministratorsEvent, readUserEvent } from '../domain/account/events.js';
import type { Actor } from '../domain/access/policy.js';
import { SignedIn, type StoredEvent, type StreamId } from '../ports.js';

const PREFIX = 'user/';
/** Where it is decided, one after the other, who is an administrator no longer. */
export const ADMINISTRATORS_STREAM: StreamId = 'administrators/leaving';

/** The stream that a user's events are in. */
export const userStream = (userId: string): StreamId => `${PREFIX}${userId}`;

/** What is kept of a token: never the token itself. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Every account and live session, folded from the log in memory. */
export class UsersModel extends SignedIn {
  #accounts = new Map<string, Account>();
  #sessions = new Map<string, { readonly userId: string; readonly session: Session }>();
  /** whose session it is, by session id */
  #owners = new Map<string, string>();
  /** the version that each account's stream is at */
  #versions = new Map<string, number>();
  /** administrators whose end as such is decided, though their account may not say so yet */
  #leaving = new Set<string>();
  /** asked for with every event, and the same until an account changes */
  readonly #byRole = new Map<Role, readonly Account[]>();
  #leavingVersion = 0;
  #position = 0;
  #changedAt = 0;

  apply(event: StoredEvent): void {
    if (event.position <= this.#position) return;
    this.#position = event.position;
    if (event.stream === ADMINISTRATORS_STREAM) this.#leave(event);
    if (!event.stream.startsWith(PREFIX)) return;
    const userId = event.stream.slice(PREFIX.length);
    this.#versions.set(userId, event.version);
    // That somebody guessed at a password is no reason to look at every connection.
    if (event.type !== 'sign-in-failed') this.#changedAt = event.position;
    const read = readUserEvent(event.type, event.body);
    if (!read) return;
    if (read.type === 'account-enabled' || read.type === 'roles-changed') this.#leaving.delete(userId);
    const before = this.#accounts.get(userId);
    const after = evolveAccount(before, userId, read, event);
    if (!after) return;
    this.#accounts.set(userId, after);
    this.#byRole.clear();
    for (const { tokenHash, sessionId } of before?.sessions ?? []) {
      this.#sessions.delete(tokenHash);
      this.#owners.delete(sessionId);
    }
    for (const session of after.sessions) {
      this.#sessions.set(session.tokenHash, { userId, session });
      this.#owners.set(session.sessionId, userId);
    }
  }

  /** What was folded, as plain data: for a snapshot. */
  save() {
    return {
      accounts: this.#accounts,
      sessions: this.#sessions,
      owners: this.#owners,
      versions: this.#versions,
      leaving: this.#leaving,
      leavingVersion: this.#leavingVersion,
      position: this.#position,
      changedAt: this.#changedAt,
    };
  }

  restore(saved: ReturnType<UsersModel['save']>): void {
    this.#accounts = saved.accounts;
    this.#byRole.clear();
    this.#sessions = saved.sessions;
    this.#owners = saved.owners;
    this.#versions = saved.versions;
    this.#leaving = saved.leaving;
    this.#leavingVersion = saved.leavingVersion;
    this.#position = saved.position;
    this.#changedAt = saved.changedAt;
  }

  #leave({ type, body, version }: StoredEvent): void {
    this.#leavingVersion = version;
    const read = readAdministratorsEvent(type, body);
    if (read) this.#leaving.add(read.body.userId);
  }

  /** Whether somebody administers and goes on doing so, and the version of the stream that a decision about it is made on. */
  administers(userId: string): { readonly stays: boolean; readonly version: number } {
    const account = this.#accounts.get(userId);
    const may = account?.roles.includes('administrator') === true && account.disabled !== true;
    return { stays: may && !this.#leaving.has(userId), version: this.#leavingVersion };
  }

  account(userId: string): Account | undefined {
    return this.#accounts.get(userId);
  }

  /** The version of an account's stream, 0 when there is none: what a decision about it is made on. */
  version(userId: string): number {
    return this.#versions.get(userId) ?? 0;
  }

  /** Log position of the latest change of any account or session: connections are looked at again after it. */
  get changedAt(): number {
    return this.#changedAt;
  }

  /** Nobody has an account yet: this is the first start. */
  empty(): boolean {
    return this.#accounts.size === 0;
  }

  /** The live session of a token and whose it is; undefined once it has expired at `at`. */
  session(token: string, at: string): { readonly account: Account; readonly session: Session } | undefined {
    const found = this.#sessions.get(hashToken(token));
    const account = found && this.#accounts.get(found.userId);
    return found && account && at < found.session.expiresAt ? { account, session: found.session } : undefined;
  }

  override byToken(token: string, at: string): Actor | undefined {
    const found = this.session(token, at);
    return found && actorOf(found.account, found.session);
  }

  override bySession(sessionId: string, at: string): Actor | undefined {
    const account = this.#accounts.get(this.#owners.get(sessionId) ?? '');
    const session = account?.sessions.find((s) => s.sessionId === sessionId);
    return account && session && at < session.expiresAt ? actorOf(account, session) : undefined;
  }

  /** Since which log position a user has had their present roles. */
  rolesSince(userId: string): number {
    return this.#accounts.get(userId)?.rolesSince ?? 0;
  }

  all(): readonly Account[] {
    return [...this.#accounts.values()];
  }

  withRole(role: Role): readonly Account[] {
    const known = this.#byRole.get(role) ?? [...this.#accounts.values()].filter(({ roles }) => roles.includes(role));
    this.#byRole.set(role, known);
    return known;
  }
}

const actorOf = ({ userId, name, roles }: Account, { sessionId, confirmedAt }: Session): Actor => ({
  userId,
  name,
  roles,
  sessionId,
  ...(confirmedAt === undefined ? {} : { confirmedAt }),
});
