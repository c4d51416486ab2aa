import { isIP } from 'node:net';
import { createClient, RESP_TYPES, type RedisClientType } from 'redis';
import type { Address, RedisPlace } from './place.js';

export type RedisClient = RedisClientType;

/** Replies whose texts are bytes: what is stored is checked before it is believed to be text. */
export const BYTES = { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } } as const;

const CONNECT_MS = 2_000;
/** What may wait in one connection; beyond it, commands are refused rather than let the memory grow. */
const MOST_COMMANDS = 20_000;

/**
 * One connection, made once: whoever needs it again makes another one, because the primary may be elsewhere by then.
 * Commands are never kept for later: when it is gone they are refused at once.
 */
export const connectTo = async (
  { host, port }: Address,
  { tls, database, username, password }: Pick<RedisPlace, 'tls' | 'database' | 'username' | 'password'>,
  gone: (cause: unknown) => void,
): Promise<RedisClient> => {
  const net = { host, port, connectTimeout: CONNECT_MS, reconnectStrategy: false as const };
  const client = createClient({
    socket: tls ? { ...net, tls: true, ...(isIP(host) ? {} : { servername: host }) } : net,
    database,
    name: 'outrider',
    disableOfflineQueue: true,
    commandsQueueMaxLength: MOST_COMMANDS,
    maintNotifications: 'disabled',
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  }) as RedisClient;
  client.on('error', gone).on('end', () => gone(new Error('the connection was ended')));
  // A server that takes the connection and then says nothing is none.
  const patience = setTimeout(() => client.destroy(), CONNECT_MS);
  try {
    await client.connect();
  } finally {
    clearTimeout(patience);
  }
  return client;
};
