import type { Role } from '../contract/index.js';
import type { UserEvent } from '../domain/account/events.js';
import { selfNamed, type NewEvent } from '../ports.js';
import type { SessionPorts } from './session-ports.js';
import { userStream } from './users.model.js';

export interface NewAccount {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

const numbered = (count: number, username: string, name: string, roles: readonly Role[]): NewAccount[] =>
  Array.from({ length: count }, (_, i) => ({ username: `${username}${i + 1}`, name: `${name} ${i + 1}`, roles }));

/** The accounts of the demonstration: one person per seat, named by what they do. */
export const DEMONSTRATION_ACCOUNTS: readonly NewAccount[] = [
  { username: 'handler', name: 'Call handler 1', roles: ['handler'] },
  { username: 'handler2', name: 'Call handler 2', roles: ['handler'] },
  { username: 'dispatcher', name: 'Dispatcher', roles: ['dispatcher'] },
  { username: 'analyst', name: 'RTI researcher 1', roles: ['researcher'] },
  { username: 'analyst2', name: 'RTI researcher 2', roles: ['researcher'] },
  { username: 'supervisor', name: 'Control-room supervisor 1', roles: ['supervisor'] },
  { username: 'supervisor2', name: 'Control-room supervisor 2', roles: ['supervisor'] },
  { username: 'sergeant', name: 'Sergeant', roles: ['sergeant'] },
  { username: 'inspector', name: 'Control-room inspector', roles: ['inspector'] },
  ...numbered(8, 'officer', 'Officer', ['officer']),
  { username: 'auditor', name: 'Auditor', roles: ['auditor'] },
  { username: 'admin', name: 'Administrator', roles: ['administrator'] },
  { username: 'standards', name: 'Professional standards', roles: ['professional-standards'] },
];

/**
 * Creates the accounts that are missing, and sets the password of those that are there if it is another one. All of
 * them share the password; its hash is computed once.
 */
export async function createAccounts(
  ports: SessionPorts,
  accounts: readonly NewAccount[],
  password: string,
): Promise<void> {
  const known = accounts.flatMap(({ username }) => ports.users.account(username)?.passwordHash ?? []);
  const [first] = known;
  const same = first !== undefined && (await ports.passwords.verify(password, first));
  const passwordHash = same ? first : await ports.passwords.hash(password);
  const pending = accounts.flatMap(({ username, name, roles }): Promise<unknown>[] => {
    const known = ports.users.account(username);
    if (known?.passwordHash === passwordHash) return [];
    const event: UserEvent = known
      ? { type: 'password-set', body: { v: 1, passwordHash } }
      : { type: 'account-created', body: { v: 1, name, roles, passwordHash } };
    return [
      ports.log.append({
        stream: userStream(username),
        expected: 'any',
        events: [event as NewEvent],
        at: ports.clock.now(),
        by: 'outrider',
        command: selfNamed(ports.ids.next()),
      }),
    ];
  });
  await Promise.all(pending);
}
