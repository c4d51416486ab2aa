import { RedisUnusable } from './errors.js';
import { RedisLink, type LinkOptions } from './link.js';
import { placeInWords, type RedisPlace } from './place.js';
import { checkReplicas, checkServer } from './safety.js';

/** The shared Redis, as the settings name it. */
export interface RedisSettings {
  readonly place: RedisPlace;
  /** replicas that must have an append before it is acknowledged: those that may take the primary's place */
  readonly replicas: number;
  /** whose log it is, in the names of all keys: several forces may share a Redis */
  readonly force: string;
  /** where what is old goes; undefined: all of the log stays in Redis */
  readonly archive?: ArchiveSettings;
}

export interface ArchiveSettings {
  /** absolute; a folder of this force's own that every node can read and write */
  readonly folder: string;
  /** that an append stays in Redis at least */
  readonly days: number;
}

/**
 * Connects to the shared Redis, and makes sure at every connection that it can be trusted with what is acknowledged.
 * @throws RedisUnusable in a sentence that names the place, not who connects, and says what to do
 */
export const openRedis = async (
  { place, replicas }: RedisSettings,
  { greet = () => Promise.resolve() }: LinkOptions = {},
): Promise<RedisLink> => {
  try {
    const link = await RedisLink.open(place, {
      greet: async (client) => {
        await checkServer(client);
        await greet(client);
      },
    });
    try {
      await checkReplicas(link.client, place, replicas);
      return link;
    } catch (cause) {
      await link.close();
      throw cause;
    }
  } catch (cause) {
    throw explain(place, cause);
  }
};

/** What passes by itself when Redis or the network is back. */
const AWAY = /^(ECONN|EHOST|ENET|ETIMEDOUT|EPIPE|EAI_AGAIN|LOADING)|timeout|closed/i;

const explain = (place: RedisPlace, cause: unknown): unknown => {
  const where = placeInWords(place);
  if (cause instanceof RedisUnusable) return new RedisUnusable(`${where} cannot be used: ${cause.message}.`, { cause });
  const { code, message = '' } = cause as { readonly code?: string; readonly message?: string };
  const forbidden = /^NOPERM.*'([^']+)'/.exec(message)?.[1];
  if (forbidden !== undefined)
    return new RedisUnusable(`${where} does not let this user run ${forbidden}, which Outrider needs.`, { cause });
  if (/^(WRONGPASS|NOAUTH)/.test(message))
    return new RedisUnusable(
      `${where} refuses the user or password: set OUTRIDER_REDIS_USERNAME and OUTRIDER_REDIS_PASSWORD_FILE.`,
      { cause },
    );
  if (AWAY.test(code ?? message))
    return new RedisUnusable(
      `The shared log in ${where} does not answer (${code ?? message}); start it, or correct OUTRIDER_REDIS_URL. ` +
        'Until it answers this node cannot start: it does not know what the others have done.',
      { cause },
    );
  if (code !== undefined)
    return new RedisUnusable(`${where} cannot be reached (${code}): is OUTRIDER_REDIS_URL right?`, { cause });
  return cause;
};
