import { z } from 'zod';
import type { RedisSettings } from '../redis/open-redis.js';
import { REDIS_ENVIRONMENT, redisSettings } from '../redis/redis-settings.js';
import { WronglyUsed } from './in-words.js';
import type { Terminal } from './terminal.js';

/** The shared log that the environment names; undefined: none. @throws WronglyUsed naming a setting that cannot be used */
export function sharedLogOf({ env }: Pick<Terminal, 'env'>): RedisSettings | undefined {
  const parsed = z.object(REDIS_ENVIRONMENT).safeParse(env);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new WronglyUsed(`${issue?.path.join('.')}: ${issue?.message}.`);
  }
  try {
    return redisSettings(parsed.data);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new WronglyUsed(`OUTRIDER_REDIS_URL: ${cause.message}.`);
  }
}
