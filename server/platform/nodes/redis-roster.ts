import { Roster } from '../../ports.js';
import { prefixOf } from '../log/redis/keys.js';
import type { RedisLink } from '../redis/link.js';

/** How long a node's list outlives it. */
const LASTS_MS = 5_000;
const TELL_MS = 1_000;

/**
 * The sessions that are connected to each node, in Redis: every node writes its own list each second and reads those of the
 * others. It holds ids of sessions, not of people.
 */
export class RedisRoster extends Roster {
  #here: () => Iterable<string> = () => [];
  #elsewhere: readonly string[] = [];
  /** by this process's own clock: an older list says nothing */
  #readAt = 0;
  readonly #timer: NodeJS.Timeout;
  #turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly link: RedisLink,
    private readonly force: string,
    private readonly node: string,
  ) {
    super();
    this.#timer = setInterval(() => void (this.#turn = this.#exchange().catch(() => undefined)), TELL_MS);
  }

  override tell(sessions: () => Iterable<string>): void {
    this.#here = sessions;
  }

  override elsewhere(): readonly string[] {
    return performance.now() - this.#readAt < LASTS_MS ? this.#elsewhere : [];
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#turn;
    if (this.link.state === 'ready') await this.link.client.del(this.#keyOf(this.node)).catch(() => 0);
  }

  async #exchange(): Promise<void> {
    const { client } = this.link;
    const nodes = `${prefixOf(this.force)}nodes`;
    const now = Date.now();
    const [, , , known] = await Promise.all([
      client.set(this.#keyOf(this.node), JSON.stringify([...this.#here()]), {
        expiration: { type: 'PX', value: LASTS_MS },
      }),
      client.zAdd(nodes, { score: now, value: this.node }),
      client.zRemRangeByScore(nodes, 0, now - 60 * LASTS_MS),
      client.zRange(nodes, 0, -1),
    ]);
    const others = known.filter((node) => node !== this.node);
    const lists = others.length === 0 ? [] : await client.mGet(others.map((node) => this.#keyOf(node)));
    this.#elsewhere = lists.flatMap((list) => (list === null ? [] : (JSON.parse(list) as string[])));
    this.#readAt = performance.now();
  }

  #keyOf(node: string): string {
    return `${prefixOf(this.force)}connected:${node}`;
  }
}
