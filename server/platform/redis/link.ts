import { setTimeout as pause } from 'node:timers/promises';
import { logger } from '../metrics/logger.js';
import { connectTo, type RedisClient } from './client.js';
import { RedisAway } from './errors.js';
import { placeInWords, type Address, type RedisPlace } from './place.js';
import { findPrimary } from './sentinels.js';

/** `away`: no connection; it comes back by itself, to wherever the primary is by then. */
export type LinkState = 'ready' | 'away';

export interface LinkOptions {
  /** done on every new connection before it counts as ready; when it rejects, there is none yet */
  readonly greet?: (client: RedisClient) => Promise<void>;
}

const HEARTBEAT_MS = 1_000;
/**
 * A connection that has not answered for so many heartbeats is half-open: it is given up. Heartbeats are counted, not time:
 * a node that was busy for long, reading a snapshot at its start, hears what came meanwhile only after its timers.
 */
const SILENT_BEATS = 3;
const FIRST_RETRY_MS = 25;
const LONGEST_RETRY_MS = 1_000;

/**
 * One connection to the primary. When it breaks, falls silent, or the primary moves, commands on it reject, and another
 * one is made: at once, then less and less often.
 */
export class RedisLink {
  #client: RedisClient | undefined;
  #lost: (cause: unknown) => void = () => undefined;
  #keeping: Promise<void> | undefined;
  readonly #closing = new AbortController();
  readonly #listeners = new Set<(state: LinkState) => void>();

  private constructor(
    readonly place: RedisPlace,
    private readonly options: LinkOptions,
  ) {}

  /**
   * Connects for the first time.
   * @throws whatever keeps it from connecting, or greeting, now
   */
  static async open(place: RedisPlace, options: LinkOptions = {}): Promise<RedisLink> {
    const link = new RedisLink(place, options);
    const gone = await link.#connect();
    link.#keeping = link.#keep(gone);
    return link;
  }

  /**
   * Another connection to the same primary, to keep one purpose from delaying another. A command that blocks must not do
   * so for more than two seconds: a link on which nothing is heard for three is given up.
   */
  another(options: LinkOptions = {}): Promise<RedisLink> {
    return RedisLink.open(this.place, options);
  }

  get state(): LinkState {
    return this.#client === undefined ? 'away' : 'ready';
  }

  /** The connection as it is now; not to be kept. @throws RedisAway */
  get client(): RedisClient {
    if (this.#client === undefined) throw new RedisAway(`${placeInWords(this.place)} cannot be reached`);
    return this.#client;
  }

  /** Calls back at each change of the state; returns how to stop that. */
  onState(listener: (state: LinkState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when there is a connection, at once when there is one, or when `stop` fires before. */
  async ready(stop: AbortSignal): Promise<void> {
    if (this.state === 'ready' || stop.aborted) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        off();
        stop.removeEventListener('abort', done);
        resolve();
      };
      const off = this.onState((state) => void (state === 'ready' && done()));
      stop.addEventListener('abort', done);
    });
  }

  /** Gives up the connection, which turned out to be no good; the next is made at once. */
  drop(cause: unknown): void {
    this.#lost(cause);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#lost(new Error('closed'));
    await this.#keeping;
  }

  /** Makes one connection; resolves to a promise, in a box, of its end. */
  async #connect(): Promise<{ readonly end: Promise<void> }> {
    const address = await findPrimary(this.place);
    let lost!: (cause: unknown) => void;
    const gone = new Promise<unknown>((resolve) => (lost = resolve));
    const client = await connectTo(address, this.place, lost);
    let beats = 0;
    const patience = setInterval(() => {
      beats += 1;
      if (beats === SILENT_BEATS) client.destroy();
    }, HEARTBEAT_MS);
    try {
      await this.options.greet?.(client);
      if (this.#closing.signal.aborted) throw new RedisAway('closed');
    } catch (cause) {
      if (client.isOpen) client.destroy();
      throw cause;
    } finally {
      clearInterval(patience);
    }
    const heartbeat = this.#beat(client, address, lost);
    this.#lost = lost;
    this.#client = client;
    this.#tell('ready');
    const end = gone.then(() => {
      clearInterval(heartbeat);
      this.#client = undefined;
      this.#lost = () => undefined;
      if (client.isOpen) client.destroy();
      this.#tell('away');
    });
    return { end };
  }

  async #keep(first: { readonly end: Promise<void> }): Promise<void> {
    let connection: { readonly end: Promise<void> } | undefined = first;
    let wait = FIRST_RETRY_MS;
    for (;;) {
      if (connection !== undefined) {
        await connection.end;
        wait = FIRST_RETRY_MS;
      } else {
        await pause(wait, undefined, { signal: this.#closing.signal }).catch(() => undefined);
        wait = Math.min(wait * 2, LONGEST_RETRY_MS);
      }
      if (this.#closing.signal.aborted) return;
      connection = await this.#connect().catch((cause: unknown) => {
        if (wait === FIRST_RETRY_MS)
          logger.warn({ err: cause }, `${placeInWords(this.place)} cannot be reached: trying on`);
        return undefined;
      });
    }
  }

  /** Notices a connection on which nothing comes back, and a primary that has moved. */
  #beat(client: RedisClient, at: Address, lost: (cause: unknown) => void): NodeJS.Timeout {
    let silent = 0;
    let asking = false;
    return setInterval(() => {
      silent += 1;
      if (silent > SILENT_BEATS) lost(new Error('nothing was heard any more'));
      if (asking) return;
      asking = true;
      client
        .ping()
        .then(() => {
          silent = 0;
          return this.place.sentinels.length === 0 ? at : findPrimary(this.place).catch(() => at);
        })
        .then((now) => {
          if (now.host !== at.host || now.port !== at.port) lost(new Error('the primary has moved'));
        }, lost)
        .finally(() => (asking = false));
    }, HEARTBEAT_MS);
  }

  #tell(state: LinkState): void {
    for (const listener of this.#listeners) listener(state);
  }
}
