import { setTimeout as pause } from 'node:timers/promises';
import { openRedisLog } from '../../../../../server/platform/log/redis/open-log.js';
import type { RedisLog } from '../../../../../server/platform/log/redis/redis-log.js';
import type { RedisSettings } from '../../../../../server/platform/redis/open-redis.js';
import { readAddresses, readRedisPlace } from '../../../../../server/platform/redis/place.js';
import type { Appended, StoredEvent } from '../../../../../server/ports.js';
import { inFolder } from '../../../../support/log-folder.js';
import { collect, everything, insist, request, tailed, upTo } from '../../../../support/log-requests.js';
import { RedisServer } from '../../../../support/redis.js';

/** Opens a node's log, as soon as what it needs is there: a replica takes a moment to connect. */
const openWhenReady = async (folder: string, settings: RedisSettings): Promise<RedisLog> => {
  for (;;) {
    try {
      return await openRedisLog(folder, settings);
    } catch (cause) {
      if (!/replicas|Sentinel|reached/.test((cause as Error).message)) throw cause;
      await pause(20);
    }
  }
};

const withNodes = (settings: RedisSettings, test: (one: RedisLog, other: RedisLog) => Promise<void>): Promise<void> =>
  inFolder((first) =>
    inFolder(async (second) => {
      const one = await openWhenReady(first, settings);
      const other = await openWhenReady(second, settings);
      try {
        await test(one, other);
      } finally {
        await Promise.all([one.close(), other.close()]);
      }
    }),
  );

const texts = (events: readonly StoredEvent[]): unknown[] => events.map(({ body }) => body);

describe('several nodes on one log', () => {
  let redis: RedisServer;
  beforeEach(async () => {
    redis = await RedisServer.start();
  });
  afterEach(() => redis.stop());

  test('[R8] [R9] both append at once: one order for both, versions without a gap, the same command once', () =>
    withNodes(redis.settings(), async (one, other) => {
      const appends = upTo(300).map((n) => request({ command: `c${n}`, stream: `incident/${n % 5}`, bodies: [n, n] }));
      const answers = await Promise.all(appends.flatMap((append) => [one.append(append), other.append(append)]));
      expect(answers.filter(({ kind }) => kind === 'appended')).toHaveLength(300);
      expect(answers.filter(({ kind }) => kind === 'repeated')).toHaveLength(300);
      const [seen, alsoSeen] = await Promise.all([tailed(one, 0, 600), tailed(other, 0, 600)]);
      expect(seen).toEqual(alsoSeen);
      expect(seen.map(({ position }) => position)).toEqual(upTo(600));
      for (const n of upTo(5, 0)) {
        const versions = (await collect(other.read(`incident/${n % 5}`))).map(({ version }) => version);
        expect(versions).toEqual(upTo(120));
      }
      await one.verify({ bodies: true });
    }));

  test('who lost a race reads what won it: deciding again ends', () =>
    withNodes(redis.settings(), async (one, other) => {
      const decide = async (log: RedisLog, command: string): Promise<number> => {
        for (let tries = 1; ; tries += 1) {
          const { length } = await collect(log.read('incident/1'));
          const { kind } = await log.append(request({ command, expected: length }));
          if (kind === 'appended') return tries;
        }
      };
      const work = upTo(40).map((n) => decide(n % 2 === 0 ? one : other, `c${n}`));
      expect((await Promise.all(work)).every((tries) => tries <= 40)).toBe(true);
      expect(await everything(one)).toHaveLength(40);
    }));

  test('[R14] what one node erases is gone on the other, from what it holds in memory too, and from Redis’ file', () =>
    withNodes(redis.settings(), async (one, other) => {
      await one.append(request({ command: 'c1', bodies: ['whereabouts of the refuge', 'kept'] }));
      expect(texts(await everything(other))).toEqual(['whereabouts of the refuge', 'kept']);
      await one.eraseBodies('incident/1', 1);
      while (texts(await everything(other))[0] === 'whereabouts of the refuge') await pause(5);
      expect(texts(await everything(other))).toEqual([{ erased: true }, 'kept']);
      while (await redis.holds('refuge')) await pause(20);
      expect(await redis.holds('kept')).toBe(true);
      await other.verify({ bodies: true });
    }));
});

test('[R9] what no replica has is shown by nobody; once it has, any node sees to it that all are told', async () => {
  const primary = await RedisServer.start();
  const replica = await RedisServer.replicaOf(primary);
  try {
    await withNodes(primary.settings({ replicas: 1 }), async (one, other) => {
      await one.append(request({ command: 'c1' }));
      expect(await tailed(other, 0, 1)).toHaveLength(1);
      replica.freeze();
      expect(await one.append(request({ command: 'c2' }))).toEqual({ kind: 'unconfirmed' });
      expect(await primary.ask('XLEN', 'outrider:{test}:log')).toBe(2);
      expect(await one.head()).toMatchObject({ position: 1 });
      expect(await other.head()).toMatchObject({ position: 1 });
      expect(await other.seen(request({ command: 'c2' }).command)).toBeUndefined();
      await one.close();
      replica.thaw();
      expect((await tailed(other, 1, 2)).map(({ commandId }) => commandId)).toEqual(['c2']);
    });
  } finally {
    replica.thaw();
    await Promise.all([primary, replica].map((server) => server.stop()));
  }
});

test('[R1] a Sentinel gives the primary’s place to its replica: all that was acknowledged is there, everything once', async () => {
  const primary = await RedisServer.start();
  const replica = await RedisServer.replicaOf(primary);
  const sentinel = await RedisServer.sentinel('room', primary, 1000);
  const place = readRedisPlace('redis://room', readAddresses(`127.0.0.1:${sentinel.port}`));
  try {
    await withNodes({ place, replicas: 1, force: 'test' }, async (one, other) => {
      const { epoch } = await one.head();
      const ledger = new Map<string, Appended>();
      let stopped = false;
      let next = 0;
      const write = async (log: RedisLog): Promise<void> => {
        while (!stopped) {
          const command = `c${(next += 1)}`;
          ledger.set(
            command,
            await insist(log, request({ command, stream: `incident/${next % 7}`, bodies: [next, 'x'] })),
          );
        }
      };
      const writing = [one, other, one, other].map(write);
      const acknowledged = async (count: number): Promise<void> => {
        const goal = ledger.size + count;
        while (ledger.size < goal) await pause(5);
      };
      await acknowledged(20);
      await primary.kill();
      while ((await replica.ask<readonly unknown[]>('ROLE'))[0] !== 'master') await pause(20);
      // Until there is a replica again, nothing is acknowledged.
      await primary.run({ replicaof: `127.0.0.1 ${replica.port}` });
      await acknowledged(20);
      stopped = true;
      await Promise.all(writing);
      const events = await everything(one);
      expect(events).toEqual(await everything(other));
      expect(events.map(({ position }) => position)).toEqual(upTo(events.length));
      const lost = [...ledger].filter(
        ([command, appended]) => !('first' in appended) || events[appended.first - 1]?.commandId !== command,
      );
      expect(lost).toEqual([]);
      expect(events).toHaveLength(ledger.size * 2);
      expect((await one.head()).epoch).toBe(epoch);
      await other.verify({ bodies: true });
    });
  } finally {
    await Promise.all([primary, replica, sentinel].map((server) => server.stop()));
  }
});
