import { RedisUnusable } from '../../redis/errors.js';
import type { RedisSettings } from '../../redis/open-redis.js';
import { Archive } from '../archive/archive.js';
import { ArchivedStore } from './archived-store.js';
import { RedisStore } from './redis-store.js';

/** The store of a shared log, with its archive where there is one. @throws RedisUnusable when that cannot be used */
export const openStore = async ({ force, archive: settings }: RedisSettings): Promise<RedisStore> => {
  if (settings === undefined) return new RedisStore(force);
  const archive = new Archive(settings.folder);
  await archive.prepare().catch((cause: unknown) => {
    throw new RedisUnusable(
      `the archive ${settings.folder} cannot be written (${String(cause)}): name another folder in OUTRIDER_ARCHIVE`,
    );
  });
  return new ArchivedStore(force, archive);
};
