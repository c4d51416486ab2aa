import { RedisUnusable } from './errors.js';
import { connectTo } from './client.js';
import type { Address, RedisPlace } from './place.js';

/** How long one Sentinel may take before the next is asked. */
const PATIENCE_MS = 1_000;

const ask = async (sentinel: Address, { tls, host }: RedisPlace): Promise<Address | undefined> => {
  const client = await connectTo(
    sentinel,
    { tls, database: 0, username: undefined, password: undefined },
    () => undefined,
  );
  const timer = setTimeout(() => client.destroy(), PATIENCE_MS);
  try {
    const answer = await client.sendCommand<readonly string[] | null>(['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', host]);
    const [at, port] = answer ?? [];
    return at === undefined || port === undefined ? undefined : { host: at, port: Number(port) };
  } finally {
    clearTimeout(timer);
    if (client.isOpen) client.destroy();
  }
};

/**
 * Where the primary is now: the place itself, or what the first Sentinel that answers says.
 * @throws RedisUnusable when the Sentinels know no such primary; the last error when none answers
 */
export const findPrimary = async (place: RedisPlace): Promise<Address> => {
  if (place.sentinels.length === 0) return place;
  let last: unknown;
  for (const sentinel of place.sentinels) {
    try {
      const found = await ask(sentinel, place);
      if (found !== undefined) return found;
      last = new RedisUnusable(
        `the Sentinel at ${sentinel.host}:${sentinel.port} watches no primary called "${place.host}"`,
      );
    } catch (cause) {
      last = cause;
    }
  }
  throw last;
};
