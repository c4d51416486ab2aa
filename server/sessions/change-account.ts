import { accept, refuse, type Outcome } from '../contract/index.js';
import type { Account } from '../domain/account/account.js';
import type { UserEvent } from '../domain/account/events.js';
import { StorageUnavailable, type Append, type NewEvent } from '../ports.js';
import type { SessionPorts } from './session-ports.js';
import { userStream } from './users.model.js';

export interface AccountChange {
  readonly userId: string;
  readonly command: Append['command'];
  /** who changes it */
  readonly by: string;
}

export interface ChangedAccount {
  readonly account: Account;
  /** the command was in effect before: nothing was changed this time (R8) */
  readonly repeated: boolean;
}

/**
 * Has `decide` decide on an account as it is, none when there is none, and appends what comes of it; decides again when
 * something was appended in between. Refuses IDEMPOTENCY_CONFLICT, NOT_FOUND, and whatever `decide` refuses.
 */
export async function changeAccount(
  { log, users, clock }: Pick<SessionPorts, 'log' | 'users' | 'clock'>,
  { userId, command, by }: AccountChange,
  decide: (account: Account | undefined) => Outcome<readonly UserEvent[]>,
): Promise<Outcome<ChangedAccount>> {
  for (;;) {
    const seen = await log.seen(command);
    if (seen?.kind === 'command-reused') return refuse('IDEMPOTENCY_CONFLICT');
    if (seen) return changed(users.account(userId), true);
    const expected = users.version(userId);
    const decided = decide(users.account(userId));
    if (!decided.ok) return decided;
    const [first, ...rest] = decided.value;
    if (first === undefined) return changed(users.account(userId), false);
    const appended = await log.append({
      stream: userStream(userId),
      expected,
      events: [first as NewEvent, ...(rest as NewEvent[])],
      at: clock.now(),
      by,
      command,
    });
    if (appended.kind === 'unconfirmed') throw new StorageUnavailable('the change may or may not be stored');
    if (appended.kind === 'appended') return changed(users.account(userId), false);
    // Something was appended in between, perhaps this very command: decide again on what is there now.
  }
}

const changed = (account: Account | undefined, repeated: boolean): Outcome<ChangedAccount> =>
  account === undefined ? refuse('NOT_FOUND') : accept({ account, repeated });
