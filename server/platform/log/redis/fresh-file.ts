import type { RedisClient } from '../../redis/client.js';

/**
 * Has a Redis that has started write its append-only file anew, once for each start.
 *
 * A file that ends in half a transaction, because its machine fell over, is loaded without that half; but Redis (7.0.15, tried)
 * leaves it in the file and writes on behind it. At the start after next it would take that half for the beginning of what
 * follows, and the log would come back broken.
 * @param key holds which start was the last that this was done for
 */
export async function freshenFile(client: RedisClient, key: string): Promise<void> {
  const start = /^run_id:(\w+)/m.exec(await client.sendCommand<string>(['INFO', 'server']))?.[1] ?? '';
  if ((await client.get(key)) === start) return;
  try {
    await client.sendCommand(['BGREWRITEAOF']);
  } catch (cause) {
    // One that is on its way began after this start too, and holds as much.
    if (!String(cause).includes('in progress')) throw cause;
  }
  await client.set(key, start);
}
