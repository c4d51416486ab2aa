/** Where the shared Redis is, and who connects to it. */
export interface RedisPlace {
  /** `rediss://`: the connection is encrypted, and the server's certificate must be one that this machine trusts */
  readonly tls: boolean;
  /** of the server; with Sentinels the name under which they watch the primary */
  readonly host: string;
  readonly port: number;
  readonly database: number;
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** who says where the primary is; none: it is at `host` */
  readonly sentinels: readonly Address[];
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

const SENTINEL_PORT = 26379;
const REDIS_PORT = 6379;

/** `host`, `host:port`, `[v6]:port`, several separated by commas. @throws TypeError */
export const readAddresses = (text: string, port = SENTINEL_PORT): readonly Address[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one) => {
      const url = new URL(`redis://${one}`);
      if (url.hostname === '' || url.username !== '' || url.pathname.length > 1) throw new TypeError('not host:port');
      return { host: plainHost(url), port: Number(url.port || port) };
    });

const plainHost = (url: URL): string => decodeURIComponent(url.hostname).replace(/^\[|\]$/g, '');

export interface Credentials {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/**
 * Reads `redis[s]://[user[:password]@]host[:port][/database]`. Credentials that are given apart from it win.
 * @throws TypeError saying what is wrong, without a word of the text: it may hold a password
 */
export const readRedisPlace = (
  text: string,
  sentinels: readonly Address[] = [],
  credentials: Credentials = {},
): RedisPlace => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const database = /^\/?(\d*)$/.exec(url?.pathname ?? '')?.[1];
  if (
    url === undefined ||
    !['redis:', 'rediss:'].includes(url.protocol) ||
    url.hostname === '' ||
    database === undefined
  )
    throw new TypeError('redis://host:port/database, or rediss:// for an encrypted connection');
  return {
    tls: url.protocol === 'rediss:',
    host: plainHost(url),
    port: Number(url.port || REDIS_PORT),
    database: Number(database),
    username: credentials.username ?? (decodeURIComponent(url.username) || undefined),
    password: credentials.password ?? (decodeURIComponent(url.password) || undefined),
    sentinels,
  };
};

/** The place in words for a person who runs it: never a name or a password of who connects. */
export const placeInWords = ({ host, port, sentinels }: RedisPlace): string =>
  sentinels.length === 0
    ? `Redis at ${host}:${port}`
    : `Redis "${host}" of the Sentinels at ${sentinels.map((one) => `${one.host}:${one.port}`).join(', ')}`;
