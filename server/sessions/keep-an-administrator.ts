import { accept, refuse, type Outcome, type UserChange } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import type { Account } from '../domain/account/account.js';
import { StorageUnavailable, type Append } from '../ports.js';
import type { SessionPorts } from './session-ports.js';
import { ADMINISTRATORS_STREAM } from './users.model.js';

/** Whether a change of an account makes an administrator none. */
export const takesAdministrator = (account: Account | undefined, { roles, disabled }: UserChange): boolean =>
  account?.roles.includes('administrator') === true &&
  account.disabled !== true &&
  (disabled === true || roles?.includes('administrator') === false);

/**
 * Decides that somebody is to be an administrator no longer, before their account says so. All such decisions stand in one
 * stream, each made on the one before, by somebody who stays one: of two who take it from each other at once the second
 * is refused, and one is always left. Refuses NOT_ALLOWED: whoever asks is leaving themselves.
 */
export async function letAdministratorGo(
  { log, users, clock }: Pick<SessionPorts, 'log' | 'users' | 'clock'>,
  { userId, command }: { readonly userId: string; readonly command: Append['command'] },
  actor: Actor,
): Promise<Outcome<undefined>> {
  const named = { id: `${command.id}:leaving`, digest: command.digest };
  for (;;) {
    if (await log.seen(named)) return accept(undefined);
    const { stays, version } = users.administers(actor.userId);
    if (!stays) return refuse('NOT_ALLOWED', 'You are no administrator any more.');
    const appended = await log.append({
      stream: ADMINISTRATORS_STREAM,
      expected: version,
      events: [{ type: 'administrator-leaving', body: { v: 1, userId } }],
      at: clock.now(),
      by: actor.userId,
      command: named,
    });
    if (appended.kind === 'unconfirmed') throw new StorageUnavailable('the change may or may not be stored');
    if (appended.kind !== 'conflict') return accept(undefined);
    // Another decision came in between: this one is made again on it.
  }
}
