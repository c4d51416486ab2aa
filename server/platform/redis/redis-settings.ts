import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { RedisSettings } from './open-redis.js';
import { readAddresses, readRedisPlace } from './place.js';

const secretFile = z.string().transform((path, context) => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    context.addIssue(`the file cannot be read (${(cause as NodeJS.ErrnoException).code})`);
    return z.NEVER;
  }
});

const sentinels = z.string().transform((text, context) => {
  try {
    return readAddresses(text);
  } catch {
    context.addIssue('host:port, host:port, …');
    return z.NEVER;
  }
});

/** The settings of the shared log, as they stand in the environment. */
export const REDIS_ENVIRONMENT = {
  OUTRIDER_REDIS_URL: z.string().min(1).optional(),
  OUTRIDER_REDIS_SENTINELS: sentinels.default([]),
  OUTRIDER_REDIS_REPLICAS: z.coerce.number().int().min(0).max(5).optional(),
  OUTRIDER_REDIS_USERNAME: z.string().min(1).optional(),
  OUTRIDER_REDIS_PASSWORD: z.string().min(1).optional(),
  OUTRIDER_REDIS_PASSWORD_FILE: secretFile.optional(),
  OUTRIDER_FORCE: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'letters, digits, _ and - only')
    .default('force'),
  OUTRIDER_ARCHIVE: z.string().min(1).optional(),
  OUTRIDER_ARCHIVE_DAYS: z.coerce.number().min(1).max(3_650).default(7),
};

/**
 * The shared log that the settings name; undefined: none. With Sentinels the host in the address is the name under which
 * they watch the primary, and one replica has to have what is acknowledged unless it is said how many.
 * @throws TypeError without a word of what was set: it may be a password
 */
export const redisSettings = (
  environment: z.output<z.ZodObject<typeof REDIS_ENVIRONMENT>>,
): RedisSettings | undefined => {
  const url = environment.OUTRIDER_REDIS_URL;
  if (url === undefined) return undefined;
  const asked = environment.OUTRIDER_REDIS_SENTINELS;
  const place = readRedisPlace(url, asked, {
    username: environment.OUTRIDER_REDIS_USERNAME,
    password: environment.OUTRIDER_REDIS_PASSWORD_FILE ?? environment.OUTRIDER_REDIS_PASSWORD,
  });
  const replicas = environment.OUTRIDER_REDIS_REPLICAS ?? (asked.length > 0 ? 1 : 0);
  const folder = environment.OUTRIDER_ARCHIVE;
  return {
    place,
    replicas,
    force: environment.OUTRIDER_FORCE,
    ...(folder && { archive: { folder: resolve(folder), days: environment.OUTRIDER_ARCHIVE_DAYS } }),
  };
};
