import {
  accept,
  refuse,
  type NewUser,
  type Outcome,
  type UserChange,
  type UserReply,
  type UserState,
} from '../contract/index.js';
import { ONE_TIME_HOURS, type Account } from '../domain/account/account.js';
import type { UserEvent } from '../domain/account/events.js';
import type { Actor } from '../domain/access/policy.js';
import type { AccessRecord, Append } from '../ports.js';
import { recordRead } from '../ports/record-read.js';
import { letAdministratorGo, takesAdministrator } from './keep-an-administrator.js';
import { changeAccount, type AccountChange } from './change-account.js';
import type { SessionPorts } from './session-ports.js';

type Command = Append['command'];

/** About whom, under which command. */
export interface AboutUser {
  readonly userId: string;
  readonly command: Command;
}

/** Everyone who has an account, by name. That somebody looked is recorded before they are answered (R7). Refuses NOT_ALLOWED. */
export async function listUsers(
  { users, clock }: SessionPorts,
  access: AccessRecord,
  actor: Actor,
): Promise<Outcome<UserState[]>> {
  const recorded = await recordRead(access, actor, { action: 'user.administer', what: 'users' });
  if (!recorded.ok) return recorded;
  const states = users.all().map((account) => stateOf(account, clock.now()));
  return accept(states.toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB', { numeric: true })));
}

/**
 * A new account with a one-time password, which is said in this answer and never again. Refuses USER_EXISTS,
 * IDEMPOTENCY_CONFLICT.
 */
export async function createUser(
  ports: SessionPorts,
  { username, name, roles, command }: NewUser & { readonly command: Command },
  actor: Actor,
): Promise<Outcome<UserReply>> {
  const oneTime = await oneTimePassword(ports);
  const change = { userId: username, command, by: actor.userId };
  const changed = await changeAccount(ports, change, (account) => {
    if (account) return refuse('USER_EXISTS');
    return accept([{ type: 'account-created', body: { v: 1, name, roles, ...oneTime.kept } }]);
  });
  return said(ports, changed, oneTime.password);
}

/**
 * Another name, other roles, or no way in. Refuses NOT_FOUND; OWN_ACCOUNT: nobody gives themselves a role, or takes away
 * the last administrator; NOT_ALLOWED when another takes it from the actor at the same time; KEPT_BY_PROVIDER for the roles
 * of somebody whom the provider vouches for.
 */
export async function changeUser(
  ports: SessionPorts,
  { userId, command, change }: AboutUser & { readonly change: UserChange },
  actor: Actor,
): Promise<Outcome<UserState>> {
  const known = ports.users.account(userId);
  if (known?.provider && change.roles) return refuse('KEPT_BY_PROVIDER', 'Their roles come from the provider.');
  if (userId !== actor.userId && takesAdministrator(known, change)) {
    const left = await letAdministratorGo(ports, { userId, command }, actor);
    if (!left.ok) return left;
  }
  const changed = await administer(ports, { userId, command, by: actor.userId }, (account) =>
    accept(eventsOf(account, change)),
  );
  return changed.ok ? accept(stateOf(changed.value.account, ports.clock.now())) : changed;
}

/** A one-time password in the place of theirs. Refuses NOT_FOUND, OWN_ACCOUNT, KEPT_BY_PROVIDER. */
export async function resetPassword(
  ports: SessionPorts,
  { userId, command }: AboutUser,
  actor: Actor,
): Promise<Outcome<UserReply>> {
  const oneTime = await oneTimePassword(ports);
  const changed = await administer(ports, { userId, command, by: actor.userId }, (account) => {
    if (account.provider) return refuse('KEPT_BY_PROVIDER', 'They sign in through the provider.');
    return accept([{ type: 'password-set', body: { v: 1, ...oneTime.kept } }]);
  });
  return said(ports, changed, oneTime.password);
}

/** Signs somebody out everywhere, oneself too. Refuses NOT_FOUND. */
export async function endUserSessions(
  ports: SessionPorts,
  { userId, command }: AboutUser,
  actor: Actor,
): Promise<Outcome<undefined>> {
  const changed = await changeAccount(ports, { userId, command, by: actor.userId }, (account) => {
    if (!account) return refuse('NOT_FOUND');
    return accept(
      account.sessions.map(({ sessionId }): UserEvent => ({
        type: 'session-ended',
        body: { v: 1, sessionId, cause: 'revoked' },
      })),
    );
  });
  return changed.ok ? accept(undefined) : changed;
}

/** A change of somebody else's account. */
function administer(
  ports: SessionPorts,
  change: AccountChange,
  decideOn: (account: Account) => Outcome<readonly UserEvent[]>,
) {
  return changeAccount(ports, change, (account) => {
    if (!account) return refuse('NOT_FOUND');
    return change.userId === change.by ? refuse('OWN_ACCOUNT') : decideOn(account);
  });
}

/** What a change comes to: nothing for what is as it should be already. */
function eventsOf(account: Account, { name, roles, disabled }: UserChange): UserEvent[] {
  const events: UserEvent[] = [];
  if (name !== undefined && name !== account.name) events.push({ type: 'renamed', body: { v: 1, name } });
  if (roles !== undefined && roles.toSorted().join() !== account.roles.toSorted().join()) {
    events.push({ type: 'roles-changed', body: { v: 1, roles } });
  }
  if (disabled !== undefined && disabled !== (account.disabled ?? false)) {
    events.push({ type: disabled ? 'account-disabled' : 'account-enabled', body: { v: 1 } });
  }
  return events;
}

async function oneTimePassword({ ids, passwords, clock }: SessionPorts) {
  const password = ids.secret(12);
  const until = new Date(Date.parse(clock.now()) + ONE_TIME_HOURS * 3_600_000).toISOString();
  return { password, kept: { passwordHash: await passwords.hash(password), oneTimeUntil: until } };
}

function said(
  { clock }: SessionPorts,
  changed: Awaited<ReturnType<typeof changeAccount>>,
  password: string,
): Outcome<UserReply> {
  if (!changed.ok) return changed;
  const { account, repeated } = changed.value;
  return accept({ user: stateOf(account, clock.now()), ...(repeated ? {} : { password }) });
}

const stateOf = (account: Account, now: string): UserState => ({
  id: account.userId,
  name: account.name,
  roles: [...account.roles],
  disabled: account.disabled ?? false,
  signsInBy: account.provider ? 'provider' : 'password',
  oneTimePassword: account.oneTimeUntil !== undefined,
  sessions: account.sessions.filter(({ expiresAt }) => now < expiresAt).length,
  ...(account.failed ? { failedSignIns: account.failed } : {}),
  changed: account.changed,
});
