import { io, type Socket } from 'socket.io-client';
import type { DrillReader, Service } from '../drill.js';
import type { Taken, Watcher } from '../history.js';
import type { Where } from '../outrider-service.js';

interface PeerCard {
  readonly incidentId: string;
  readonly version: number;
}

/** A reader of the peer: it shows what it is sent, and relies on socket.io to be sent what it missed. */
class PeerReader implements DrillReader {
  readonly taken: Taken[] = [];
  readonly outages: number[] = [];
  readonly resent = 0;
  /** it has no clock of its own */
  readonly noticed = [];
  /** connections that socket.io did not recover */
  resets = 0;
  readonly #socket: Socket;
  #lostAt: number | undefined;

  constructor(
    url: string,
    readonly watcher: Watcher,
  ) {
    const { username, sees } = watcher;
    const settings = { transports: ['websocket'], forceNew: true, reconnectionDelay: 250, reconnectionDelayMax: 3_000 };
    this.#socket = io(url, { ...settings, timeout: 5_000, auth: { username, sees } });
    this.#socket.on('disconnect', () => (this.#lostAt = performance.now()));
    this.#socket.on('connect', () => {
      if (this.#lostAt === undefined) return;
      this.outages.push(performance.now() - this.#lostAt);
      if (!this.#socket.recovered) this.resets += 1;
    });
    this.#socket.on('card', ({ incidentId, version }: PeerCard) =>
      this.taken.push({ watcher: this.watcher.id, incidentId, version, at: performance.now() }),
    );
  }

  async ready(): Promise<void> {
    if (!this.#socket.connected) await new Promise<void>((resolve) => this.#socket.once('connect', resolve));
  }

  leave(): void {
    this.#socket.disconnect();
  }

  comeBack(): void {
    this.#socket.connect();
  }

  close(): void {
    this.#socket.disconnect();
  }
}

/** The peer in a drill. It has no log to ask: what it acknowledged is what there is. */
export function peerService({ url, seed }: Pick<Where, 'url' | 'seed'>): Service {
  const acknowledged = new Map<string, number>();
  return {
    open: (watcher) => new PeerReader(url, watcher),
    report: async (n, signal) => {
      const incidentId = `drill-${seed}-${n}`;
      const by = n % 2 === 0 ? 'handler' : 'handler2';
      const { status } = await fetch(`${url}/${incidentId}?by=${by}`, { method: 'POST', signal });
      if (status !== 201) return undefined;
      acknowledged.set(incidentId, 1);
      return { incidentId, by, delayed: false };
    },
    latest: () => Promise.resolve(acknowledged),
  };
}
