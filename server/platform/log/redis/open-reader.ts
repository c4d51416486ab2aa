import { openRedis, type RedisSettings } from '../../redis/open-redis.js';
import { RedisUnusable } from '../../redis/errors.js';
import { openStore } from './open-store.js';
import { RedisReader } from './reader.js';
import type { RedisStore, StoredHead } from './redis-store.js';
import type { RedisLink } from '../../redis/link.js';

/** A shared log for a command beside the nodes: it reads, and writes nothing. */
export interface SharedLogReader {
  readonly store: RedisStore;
  readonly link: RedisLink;
  readonly reader: RedisReader;
  /** where the log ended when it was opened */
  readonly head: StoredHead;
  readonly close: () => Promise<void>;
}

/** @throws RedisUnusable: a sentence that says what to do */
export const openSharedReader = async (settings: RedisSettings): Promise<SharedLogReader> => {
  const store = await openStore(settings);
  const link = await openRedis(settings, { greet: (client) => store.prepare(client) });
  try {
    const head = await store.head(link.client);
    if (head === undefined) throw new RedisUnusable(`there is no log under ${store.prefix}`);
    return { store, link, reader: new RedisReader(store, link), head, close: () => link.close() };
  } catch (cause) {
    await link.close();
    throw cause;
  }
};
