import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openEmbeddedLog } from '../../../../../server/platform/log/embedded/open-log.js';
import { openRedisLog } from '../../../../../server/platform/log/redis/open-log.js';
import { openRedis, type RedisSettings } from '../../../../../server/platform/redis/open-redis.js';
import { readRedisPlace } from '../../../../../server/platform/redis/place.js';
import { inFolder } from '../../../../support/log-folder.js';
import { request } from '../../../../support/log-requests.js';
import { RedisServer } from '../../../../support/redis.js';

/** What a person reads who tries to start on this Redis; '' when it may be used. */
const said = async (settings: RedisSettings): Promise<string> => {
  try {
    const link = await openRedis(settings);
    await link.close();
    return '';
  } catch (cause) {
    const { name, message } = cause as Error;
    return `${name}: ${message}`;
  }
};

const withRedis = async (
  config: Record<string, string>,
  test: (redis: RedisServer) => Promise<void>,
): Promise<void> => {
  const redis = await RedisServer.start(config);
  try {
    await test(redis);
  } finally {
    await redis.stop();
  }
};

describe('a Redis that could lose what it acknowledged is refused in one line', () => {
  test.each([
    [{ appendonly: 'no' }, /"appendonly" is "no", set it to "yes"/],
    [{ appendfsync: 'everysec' }, /"appendfsync" is "everysec", set it to "always"/],
    [{ 'no-appendfsync-on-rewrite': 'yes' }, /"no-appendfsync-on-rewrite" is "yes"/],
    [{ maxmemory: '100mb', 'maxmemory-policy': 'allkeys-lru' }, /"maxmemory-policy" is "allkeys-lru"/],
    [{ 'cluster-enabled': 'yes' }, /Redis Cluster/],
  ])('[R1] %j', (config, line) =>
    withRedis(config, async (redis) => {
      const message = await said(redis.settings());
      expect(message).toMatch(/^RedisUnusable: Redis at 127\.0\.0\.1:\d+ cannot be used: /);
      expect(message).toMatch(line);
      expect(message).not.toContain('\n');
    }),
  );

  test('[R1] a replica, and a primary without the replicas that are asked for, or with an unsafe one', () =>
    withRedis({}, async (primary) => {
      expect(await said(primary.settings())).toBe('');
      expect(await said(primary.settings({ replicas: 1 }))).toMatch(/1 of its replicas .* and 0 are connected/);
      const replica = await RedisServer.replicaOf(primary, { appendfsync: 'everysec' });
      try {
        expect(await said(replica.settings())).toMatch(/it is a replica/);
        const unsafe = /its replica at 127\.0\.0\.1:\d+ is unsafe: "appendfsync" is "everysec"/;
        await expect(until(() => said(primary.settings({ replicas: 1 })), unsafe)).resolves.toMatch(unsafe);
        await replica.ask('CONFIG', 'SET', 'appendfsync', 'always');
        expect(await said(primary.settings({ replicas: 1 }))).toBe('');
      } finally {
        await replica.stop();
      }
    }));

  test('what another program keeps there is left alone', () =>
    withRedis({}, (redis) =>
      inFolder(async (folder) => {
        await redis.ask('SET', 'outrider:{test}:head', 'somebody else’s');
        await expect(openRedisLog(folder, redis.settings())).rejects.toThrow(/not written by Outrider/);
        await redis.ask('DEL', 'outrider:{test}:head');
        await redis.ask('HSET', 'outrider:{test}:bodies', '1', 'x');
        await expect(openRedisLog(folder, redis.settings())).rejects.toThrow(/parts of a log .* restore it/);
        expect(await redis.ask('EXISTS', 'outrider:{test}:head')).toBe(0);
      }),
    ));

  test('a data folder with a log of its own is not passed over for an empty one', () =>
    withRedis({}, (redis) =>
      inFolder(async (folder) => {
        const own = await openEmbeddedLog(folder);
        await own.append(request({ command: 'c1' }));
        await own.close();
        await expect(openRedisLog(folder, redis.settings())).rejects.toThrow(/a log of its own with 1 events: leave/);
      }),
    ));

  test('a node that has seen a log does not begin another one in its place, until it is told to', () =>
    withRedis({}, (redis) =>
      inFolder(async (folder) => {
        const log = await openRedisLog(folder, redis.settings());
        await log.append(request({ command: 'c1' }));
        await log.close();
        await redis.ask('FLUSHALL');
        await expect(openRedisLog(folder, redis.settings())).rejects.toThrow(
          /empty, and this node has seen one with 1 events: bring back .* remove \S+redis\.mark first/,
        );
        await rm(join(folder, 'redis.mark'));
        await (await openRedisLog(folder, redis.settings())).close();
      }),
    ));

  test('[R7] who connects is asked for, and never told', () =>
    withRedis({ requirepass: 'open-sesame' }, async (redis) => {
      const settings = (credentials: object): RedisSettings => ({
        ...redis.settings(),
        place: readRedisPlace(redis.url, [], credentials),
      });
      const messages = [
        await said(settings({})),
        await said(settings({ password: 'open-barley' })),
        await said(settings({ username: 'ali', password: 'open-sesame' })),
      ];
      for (const message of messages) {
        expect(message).toMatch(/refuses the user or password: set OUTRIDER_REDIS_USERNAME/);
        expect(message).not.toMatch(/ali\b|open-/);
      }
      expect(await said(settings({ password: 'open-sesame' }))).toBe('');
    }));

  test('a user who may not look at the settings is told what is missing', () =>
    withRedis({}, async (redis) => {
      await redis.ask('ACL', 'SETUSER', 'cassim', 'on', '>sesame', '~*', '&*', '+@all', '-config');
      const place = readRedisPlace(redis.url, [], { username: 'cassim', password: 'sesame' });
      const message = await said({ ...redis.settings(), place });
      expect(message).toMatch(/does not let this user run config\|get/);
      expect(message).not.toContain('cassim');
    }));

  test('nobody there, and a certificate that nobody vouches for', () =>
    inFolder(async (folder) => {
      const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
      const subject = ['-subj', '/CN=localhost', '-days', '1', '-nodes', '-newkey', 'rsa:2048'];
      execFileSync('openssl', ['req', '-x509', ...subject, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
      const gone = await RedisServer.start();
      await gone.stop();
      expect(await said(gone.settings())).toMatch(
        /^RedisUnusable: The shared log in Redis at \S+ does not answer \(ECONNREFUSED\); start it/,
      );
      const config = { 'tls-cert-file': certificate, 'tls-key-file': key, 'tls-auth-clients': 'no' };
      await withRedis({ ...config, 'tls-port': String(gone.port) }, async () => {
        expect(await said(gone.settings({ url: `rediss://127.0.0.1:${gone.port}` }))).toMatch(
          /cannot be reached \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
        );
      });
    }));
});

/** Asks again until the answer is as wanted: a replica takes a moment to connect. */
async function until(ask: () => Promise<string>, wanted: RegExp): Promise<string> {
  for (;;) {
    const answer = await ask();
    if (wanted.test(answer)) return answer;
  }
}
