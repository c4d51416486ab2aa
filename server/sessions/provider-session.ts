import { accept, refuse, type Outcome, type SessionReply } from '../contract/index.js';
import type { Account } from '../domain/account/account.js';
import type { UserEvent } from '../domain/account/events.js';
import { selfNamed, type ProviderSignOut, type Vouched } from '../ports.js';
import { changeAccount } from './change-account.js';
import { startSession } from './open-session.js';
import type { SessionPorts } from './session-ports.js';

/**
 * Signs in somebody whom the provider vouches for; they get an account at the first time, and at every time the name and
 * the roles that the provider says. Refuses NOT_ALLOWED (no role here), USER_EXISTS (their user name is another's), and
 * SIGN_IN_FAILED (disabled here).
 */
export async function openProviderSession(ports: SessionPorts, vouched: Vouched): Promise<Outcome<SessionReply>> {
  if (vouched.roles.length === 0) {
    return refuse('NOT_ALLOWED', 'The provider knows you, but none of your groups has a role in Outrider.');
  }
  const known = ports.users.all().find((account) => isSame(account, vouched));
  return startSession(ports, known?.userId ?? vouched.username, (account) => {
    if (account && !isSame(account, vouched)) {
      return refuse('USER_EXISTS', 'Somebody else has your user name here: ask an administrator.');
    }
    if (account?.disabled) return refuse('SIGN_IN_FAILED');
    const { confirmedAt, session } = vouched;
    const proof = { confirmedAt, ...(session === undefined ? {} : { providerSession: session }) };
    return accept({ before: account ? newsOf(account, vouched) : [creationOf(vouched)], ...proof });
  });
}

/** The provider says that somebody has signed out there: what rests on it ends here. Told again, it ends nothing new (R8). */
export async function endProviderSessions(ports: SessionPorts, told: ProviderSignOut): Promise<Outcome<undefined>> {
  const concerned = ports.users.all().filter((account) => endedBy(account, told).length > 0);
  for (const { userId } of concerned) {
    const command = selfNamed(`sign-out:${told.issuer}:${told.id}:${userId}`);
    const changed = await changeAccount(ports, { userId, command, by: 'outrider' }, (account) =>
      accept(account ? endedBy(account, told) : []),
    );
    if (!changed.ok) return changed;
  }
  return accept(undefined);
}

const isSame = ({ provider }: Account, { issuer, subject }: Pick<Vouched, 'issuer' | 'subject'>): boolean =>
  provider?.issuer === issuer && provider.subject === subject;

const creationOf = ({ name, roles, issuer, subject }: Vouched): UserEvent => ({
  type: 'account-created',
  body: { v: 1, name, roles, provider: { issuer, subject } },
});

function newsOf(account: Account, { name, roles }: Vouched): UserEvent[] {
  const sameRoles = roles.toSorted().join() === account.roles.toSorted().join();
  return [
    ...(name === account.name ? [] : [{ type: 'renamed', body: { v: 1, name } } as const]),
    ...(sameRoles ? [] : [{ type: 'roles-changed', body: { v: 1, roles } } as const]),
  ];
}

function endedBy({ provider, sessions }: Account, { issuer, subject, session }: ProviderSignOut): UserEvent[] {
  if (provider?.issuer !== issuer || (subject !== undefined && provider.subject !== subject)) return [];
  return sessions
    .filter(({ providerSession }) => session === undefined || providerSession === session)
    .map(({ sessionId }) => ({ type: 'session-ended', body: { v: 1, sessionId, cause: 'ended-at-provider' } }));
}
