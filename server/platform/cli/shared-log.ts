import { z } from 'zod';
import type { RedisSettings } from '../redis/open-redis.js';
import { REDIS_ENVIRONMENT, redisSettings } from '../redis/redis-settings.js';

/** The shared log that the environment names; undefined: none. @throws ZodError, TypeError about a setting */
export const sharedLogOf = (env: Readonly<Record<string, string | undefined>>): RedisSettings | undefined =>
  redisSettings(z.object(REDIS_ENVIRONMENT).parse(env));
