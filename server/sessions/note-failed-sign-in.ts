import { selfNamed } from '../ports.js';
import type { SessionPorts } from './session-ports.js';
import { userStream } from './users.model.js';

/** Where failed sign-ins stand that name nobody who is known: never what was typed, which may be a password. */
const NOBODYS_SIGN_INS = 'sign-ins/nobody';

/**
 * Records that a sign-in failed, before it is answered: of whom, when there is such a user, and from where. It is appended
 * for a name that nobody has as well, so that the time to the answer does not tell which names there are.
 *
 * @param from the network address that it came from
 */
export async function noteFailedSignIn(
  { log, users, clock, ids }: Pick<SessionPorts, 'log' | 'users' | 'clock' | 'ids'>,
  { userId, from }: { readonly userId: string; readonly from: string },
): Promise<void> {
  const isKnown = users.account(userId) !== undefined;
  await log.append({
    stream: isKnown ? userStream(userId) : NOBODYS_SIGN_INS,
    expected: 'any',
    events: [{ type: 'sign-in-failed', body: { v: 1, from } }],
    at: clock.now(),
    by: isKnown ? userId : 'nobody',
    command: selfNamed(ids.next()),
  });
}
