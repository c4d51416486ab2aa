import { Lease } from '../../ports.js';
import { logKeys } from '../log/redis/keys.js';
import type { RedisLink } from '../redis/link.js';

/** How long the lease outlives the node that has it. */
const LASTS_MS = 3_000;
const RENEW_MS = 750;

/**
 * Takes the lease when nobody has it, or keeps it. KEYS: holder, count. ARGV: node, how long it lasts in ms. Answers with
 * the token when the node has it, 0 when another has.
 */
const TAKE = `
local holder = redis.call('GET', KEYS[1])
if holder and string.match(holder, '^%d+ (.*)$') ~= ARGV[1] then return 0 end
local token = holder and tonumber(string.match(holder, '^%d+')) or redis.call('INCR', KEYS[2])
redis.call('SET', KEYS[1], token .. ' ' .. ARGV[1], 'PX', ARGV[2])
return token
`;
const GIVE_BACK = `
local holder = redis.call('GET', KEYS[1])
if holder and string.match(holder, '^%d+ (.*)$') == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
`;

/**
 * The lease in Redis: one node has it for as long as it renews it. By its own clock a node stops believing in it before
 * Redis would give it to another, so that two have it only when a process was stopped in between.
 */
export class RedisLease extends Lease {
  #token: number | undefined;
  /** by this process's own clock */
  #until = 0;
  readonly #listeners = new Set<() => void>();
  readonly #keys: readonly [string, string];
  readonly #timer: NodeJS.Timeout;
  #asking: Promise<void> = Promise.resolve();

  private constructor(
    private readonly link: RedisLink,
    force: string,
    private readonly node: string,
  ) {
    super();
    const { lease } = logKeys(force);
    this.#keys = [lease, `${lease}:count`];
    this.#timer = setInterval(() => void (this.#asking = this.#take()), RENEW_MS);
  }

  /** @param node a name that no other node has */
  static async open(link: RedisLink, force: string, node: string): Promise<RedisLease> {
    const lease = new RedisLease(link, force, node);
    await lease.#take();
    return lease;
  }

  override token(): number | undefined {
    return performance.now() < this.#until ? this.#token : undefined;
  }

  override onTaken(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Gives it back, so that another node need not wait for it. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#asking;
    this.#until = 0;
    if (this.link.state === 'ready') await this.#run(GIVE_BACK, []).catch(() => undefined);
  }

  async #take(): Promise<void> {
    const before = this.token();
    const asked = performance.now();
    // While Redis is away nobody has it: it runs out by itself.
    const token = await this.#run(TAKE, [String(LASTS_MS)]).catch(() => undefined);
    if (token === undefined) return;
    this.#token = token;
    this.#until = token === 0 ? 0 : asked + LASTS_MS - RENEW_MS;
    if (token !== 0 && before !== token) for (const listener of this.#listeners) listener();
  }

  async #run(script: string, more: readonly string[]): Promise<number> {
    const { client } = this.link;
    return Number(await client.eval(script, { keys: [...this.#keys], arguments: [this.node, ...more] }));
  }
}
