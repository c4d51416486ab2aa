import { DEMONSTRATION_ACCOUNTS } from '../../server/sessions/create-accounts.js';
import { quantile } from '../bench/quantile.js';
import { Api, Session } from '../support/api.js';
import type { Harm } from './drill.js';

/** Sign-ins are few a minute for each person, and a reader's own is one of them: so many people leave as it takes. */
export const MOST_SIGN_OUTS = 8 * DEMONSTRATION_ACCOUNTS.length;
const PAUSE_MS = 50;
/** Whoever is still connected after so long counts as never cut. */
const MOST_WAIT_MS = 10_000;

/** Signs people in at one node, before anything is measured: a password is slow to check on purpose. */
export async function signInAt(url: string, count: number): Promise<readonly Session[]> {
  const api = new Api(url);
  const sessions: Session[] = [];
  for (let n = 0; n < count; n += 1) {
    const { username } = DEMONSTRATION_ACCOUNTS[n % DEMONSTRATION_ACCOUNTS.length]!;
    sessions.push(await api.signIn(username));
  }
  return sessions;
}

/**
 * People who are signed in at one node are connected to another and sign out at the first, one after the other, while
 * reports come in: how late they are cut, and how many cards still come to them.
 */
export const signOut =
  (sessions: readonly Session[], connectedTo: string) =>
  async ({ sleep, measure }: Harm): Promise<void> => {
    const there = new Api(connectedTo);
    const leaving = sessions.map((session) => ({ session, socket: new Session(there, session.reply).connect() }));
    await Promise.all(leaving.map(({ socket }) => new Promise<void>((resolve) => socket.once('connect', resolve))));
    const late: number[] = [];
    let shown = 0;
    for (const { session, socket } of leaving) {
      const cut = new Promise<number>((resolve) => socket.once('disconnect', () => resolve(performance.now())));
      await session.outrider.call('DELETE', '/api/session', { token: session.token });
      const from = performance.now();
      socket.on('card', () => (shown += 1));
      const at = await Promise.race([cut, sleep(MOST_WAIT_MS)]);
      if (at !== undefined) late.push(Math.max(0, at - from));
      await sleep(PAUSE_MS);
    }
    there.hangUp();
    const what = (how: string): string => `signed out at one node, cut at the other, ${how}`;
    const ms = (q: number): number => Math.round(quantile(late, q));
    const never = sessions.length - late.length;
    measure({
      what: `of ${sessions.length} signed out at one node, never cut at the other`,
      value: never,
      unit: '',
      goal: '0',
    });
    measure({ what: 'cards that came to them after the answer', value: shown, unit: '' });
    if (late.length === 0) return;
    measure({ what: what('p50'), value: ms(0.5), unit: 'ms' });
    measure({ what: what('p99'), value: ms(0.99), unit: 'ms' });
    measure({ what: what('at most'), value: ms(1), unit: 'ms', goal: '≤ 1,000' });
  };
