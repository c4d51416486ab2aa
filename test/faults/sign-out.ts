import { quantile } from '../bench/quantile.js';
import { Api, Session } from '../support/api.js';
import type { Harm } from './drill.js';

const TIMES = 20;

/** Signs somebody out at one node who is connected to the other, again and again: how long until they are cut there. */
export const signOut =
  (at: string, connectedTo: string) =>
  async ({ sleep, measure }: Harm): Promise<void> => {
    const [here, there] = [new Api(at), new Api(connectedTo)];
    const cut: number[] = [];
    for (let n = 0; n < TIMES; n += 1) {
      const { token, reply } = await here.signIn('inspector');
      const socket = new Session(there, reply).connect();
      await new Promise<void>((resolve) => socket.once('tick', () => resolve()));
      const ended = new Promise<void>((resolve) => socket.once('disconnect', () => resolve()));
      const from = performance.now();
      await here.call('DELETE', '/api/session', { token });
      await ended;
      cut.push(performance.now() - from);
      await sleep(100);
    }
    there.hangUp();
    const ms = (q: number): number => Math.round(quantile(cut, q));
    measure({ what: 'signed out at one node, cut at the other, p50', value: ms(0.5), unit: 'ms' });
    measure({ what: 'signed out at one node, cut at the other, at most', value: ms(1), unit: 'ms', goal: '≤ 1,000' });
  };
