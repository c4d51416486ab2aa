import type { Session } from '../data/session.js';

const SHAPE = 'popup,width=520,height=720';

/**
 * Signs in through the provider in a window of its own. To be called at once by what somebody pressed.
 * @param stop nobody waits for it any more
 * @returns undefined when it is done, or nobody waits for it; or why not, in words
 */
export async function signInBeside(session: Session, stop: AbortSignal): Promise<string | undefined> {
  // Before anything is waited for: later a browser takes it for a window that nobody asked for.
  const beside = window.open('', '_blank', SHAPE);
  if (beside === null) return 'This browser did not open a window: allow pop-up windows for Outrider, and try again.';
  // What is shown in it has no way back into this page.
  beside.opener = null;
  const refused = await session.signInBeside((location) => beside.location.assign(location), stop);
  if (refused !== undefined) beside.close();
  return refused?.detail;
}
