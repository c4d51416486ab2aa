import { connectTo, type RedisClient } from './client.js';
import { RedisUnusable } from './errors.js';
import type { Address, RedisPlace } from './place.js';

/** The oldest Redis whose scripts are refused whole, or run whole, when memory is short. */
const OLDEST = 7;

type Info = ReadonlyMap<string, string>;

const infoOf = async (client: RedisClient, section: string): Promise<Info> =>
  new Map(
    (await client.sendCommand<string>(['INFO', section]))
      .split('\r\n')
      .filter((line) => line.includes(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)] as const),
  );

/** What must be set, and why, in the words of redis.conf. */
const SETTINGS: readonly { readonly name: string; readonly value: string; readonly why: string }[] = [
  { name: 'appendonly', value: 'yes', why: 'without its append-only file it forgets everything when it stops' },
  { name: 'appendfsync', value: 'always', why: 'what is acknowledged must be on disk' },
  { name: 'no-appendfsync-on-rewrite', value: 'no', why: 'what is acknowledged must be on disk, always' },
  { name: 'maxmemory-policy', value: 'noeviction', why: 'a log must not lose what is old when memory is short' },
];

const checkSettings = async (client: RedisClient, who: string): Promise<void> => {
  const set = await client.sendCommand<Readonly<Record<string, string>>>([
    'CONFIG',
    'GET',
    ...SETTINGS.map(({ name }) => name),
  ]);
  for (const { name, value, why } of SETTINGS)
    if (set[name] !== value)
      throw new RedisUnusable(`${who} "${name}" is "${set[name]}", set it to "${value}": ${why}`);
};

const checkVersion = async (client: RedisClient): Promise<void> => {
  const server = await infoOf(client, 'server');
  const version = server.get('redis_version') ?? '';
  if (!(Number.parseInt(version, 10) >= OLDEST))
    throw new RedisUnusable(`it is version ${version}, and ${OLDEST}.0 or later is needed`);
  if ((await infoOf(client, 'cluster')).get('cluster_enabled') === '1')
    throw new RedisUnusable(
      'it is a Redis Cluster, which Outrider does not speak to yet: use one primary with Sentinels',
    );
};

/** The replicas that the primary sees. */
const replicasOf = (replication: Info): readonly Address[] =>
  [...replication]
    .filter(([name, value]) => /^slave\d+$/.test(name) && value.includes('state=online'))
    .map(([, value]) => {
      const { ip = '', port } = Object.fromEntries(value.split(',').map((pair) => pair.split('='))) as {
        ip?: string;
        port?: string;
      };
      return { host: ip, port: Number(port) };
    });

const checkReplica = async (replica: Address, place: RedisPlace): Promise<void> => {
  const client = await connectTo(replica, place, () => undefined);
  try {
    await checkSettings(client, `its replica at ${replica.host}:${replica.port} is unsafe:`);
  } finally {
    if (client.isOpen) client.destroy();
  }
};

/**
 * Makes sure that a Redis is the primary and keeps what it acknowledges.
 * @throws RedisUnusable saying the first thing that is wrong, and what to do
 */
export const checkServer = async (client: RedisClient): Promise<void> => {
  await checkVersion(client);
  if ((await infoOf(client, 'replication')).get('role') !== 'master')
    throw new RedisUnusable('it is a replica: name the primary, or the Sentinels in OUTRIDER_REDIS_SENTINELS');
  await checkSettings(client, 'its');
};

/**
 * Makes sure that there are replicas enough, and that each keeps what it acknowledges.
 * @param needed replicas that must have an append before it is acknowledged
 * @throws RedisUnusable like checkServer
 */
export const checkReplicas = async (client: RedisClient, place: RedisPlace, needed: number): Promise<void> => {
  if (needed === 0) return;
  const online = replicasOf(await infoOf(client, 'replication'));
  for (const replica of online) await checkReplica(replica, place);
  if (online.length < needed)
    throw new RedisUnusable(
      `${needed} of its replicas must have what is acknowledged (OUTRIDER_REDIS_REPLICAS), and ${online.length} are connected`,
    );
};
