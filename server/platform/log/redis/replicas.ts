import type { RedisClient } from '../../redis/client.js';
import type { RedisStore } from './redis-store.js';

/** The longest that one WAIT blocks its connection, in ms: the heartbeat of the link stands behind it. */
const LONGEST_WAIT_MS = 1_000;

/**
 * Asks Redis whether its replicas have what was appended. WAIT counts replicas that have received everything that this
 * connection wrote: it is in their memory, on their disks within their next sync. So an acknowledged append outlives the
 * primary with its disk, and it outlives every machine's power, since the primary has it on disk; what it may not outlive
 * is the primary's disk being lost in the same moment as the replicas' power. From Redis 7.2 on WAITAOF counts replicas
 * that have it on disk: then it outlives that as well.
 */
export class Replicas {
  #onDisk = false;
  #asked: Promise<boolean> | undefined;

  constructor(
    private readonly store: RedisStore,
    /** how many must have it; with none, what the primary has on disk is confirmed */
    readonly needed: number,
  ) {}

  /** To be done on every new connection. */
  async prepare(client: RedisClient): Promise<void> {
    this.#asked = undefined;
    if (this.needed === 0) return;
    const found = await client.sendCommand<readonly unknown[]>(['COMMAND', 'INFO', 'WAITAOF']);
    this.#onDisk = found[0] !== null;
  }

  /** Asks about what was just sent on the connection, right behind it. */
  ask(client: RedisClient): void {
    if (this.needed === 0) return;
    this.#asked = this.#wait(client, LONGEST_WAIT_MS);
    this.#asked.catch(() => undefined);
  }

  async #wait(client: RedisClient, ms: number): Promise<boolean> {
    const [needed, timeout] = [String(this.needed), String(Math.ceil(ms))];
    if (!this.#onDisk) return (await client.sendCommand<number>(['WAIT', needed, timeout])) >= this.needed;
    const [own = 0, others = 0] = await client.sendCommand<readonly number[]>(['WAITAOF', '1', needed, timeout]);
    return own >= 1 && others >= this.needed;
  }

  /**
   * Resolves to whether replicas have the log through a position, before `until` (of performance.now()), and tells the
   * other nodes.
   * @param known the position that is confirmed already
   * @param wrote whether this connection has written, and asked, since: else a write must stand for what others wrote
   */
  async confirm(client: RedisClient, position: number, known: number, wrote: boolean, until: number): Promise<boolean> {
    if (this.needed === 0 || position <= known) return true;
    if (!wrote) {
      const proving = client.set(this.store.keys.proof, '');
      this.ask(client);
      await proving;
    }
    while (!(await this.#asked)) {
      if (performance.now() >= until) return false;
      this.ask(client);
    }
    void this.store.confirm(client, position).catch(() => undefined);
    return true;
  }
}
