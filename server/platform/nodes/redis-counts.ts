import { SharedCounts } from '../../ports.js';
import { prefixOf } from '../log/redis/keys.js';
import type { RedisLink } from '../redis/link.js';

/** KEYS: count. ARGV: by how much, how long it lasts in ms. Answers with the count and how long it has left. */
const ADD = `
local count = redis.call('INCRBY', KEYS[1], ARGV[1])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  left = tonumber(ARGV[2])
end
return { count, left }
`;

/** Counts in Redis that end by themselves. While Redis is away each node goes by its own. */
export class RedisCounts extends SharedCounts {
  constructor(
    private readonly link: RedisLink,
    private readonly force: string,
  ) {
    super();
  }

  override async add(name: string, by: number, seconds: number): ReturnType<SharedCounts['add']> {
    if (this.link.state === 'away') return undefined;
    const keys = [`${prefixOf(this.force)}count:${name}`];
    const asked = this.link.client.eval(ADD, { keys, arguments: [String(by), String(seconds * 1000)] });
    const told = (await asked.catch(() => undefined)) as readonly [number, number] | undefined;
    return told && { count: told[0], msLeft: told[1] };
  }
}
