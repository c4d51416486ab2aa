import { copyFile, readdir, readFile, rename, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runArchive } from '../../../../../server/platform/cli/archive.js';
import type { StoredEvent } from '../../../../../server/ports.js';
import { openRedisLog } from '../../../../../server/platform/log/redis/open-log.js';
import {
  archiveAll,
  archiveIn,
  archiverOf,
  openArchived,
  type ArchivedNode,
} from '../../../../support/archived-log.js';
import { inFolder } from '../../../../support/log-folder.js';
import { collect, everything, request, tailed, upTo } from '../../../../support/log-requests.js';
import { RedisServer } from '../../../../support/redis.js';

let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.start();
});
afterAll(() => redis.stop());

const inRedis = (): Promise<number> => redis.ask<number>('XLEN', 'outrider:{test}:log');
const bodiesInRedis = (): Promise<number> => redis.ask<number>('HLEN', 'outrider:{test}:bodies');

const filesIn = async (folder: string, ending: string): Promise<string[]> =>
  (await readdir(archiveIn(folder))).filter((name) => name.endsWith(ending)).toSorted();

/** Twelve appends of two events in three streams, and a node that may archive them. */
const withLog = (test: (node: ArchivedNode, folder: string) => Promise<void>): Promise<void> =>
  inFolder(async (folder) => {
    await redis.ask('FLUSHALL');
    const node = await openArchived(redis, folder, { headersPerSegment: 2 });
    for (const n of upTo(12))
      await node.log.append(
        request({ command: `c${n}`, stream: `incident/${n % 3}`, bodies: [`body ${n} a`, `body ${n} b`] }),
      );
    try {
      await test(node, folder);
    } finally {
      await node.archiver.close();
      await node.log.close();
    }
  });

const again = async (node: ArchivedNode, folder: string): Promise<ArchivedNode> => {
  await node.archiver.close();
  await node.log.close();
  return openArchived(redis, folder, { headersPerSegment: 2 });
};

describe('what leaves Redis', () => {
  test('is in a segment first, and is cut a round later, bodies and all', () =>
    withLog(async ({ log, archiver }, folder) => {
      const before = await everything(log);
      await archiver.run();
      expect(await filesIn(folder, '.headers')).toHaveLength(6);
      expect(await inRedis()).toBe(12);
      await archiver.run();
      expect([await inRedis(), await bodiesInRedis()]).toEqual([0, 0]);
      expect(archiver.figures).toMatchObject({ segments: 6, archivedThrough: 24 });
      expect(await everything(log)).toEqual(before);
      expect(await log.verify({ bodies: true })).toEqual({ events: 24, headers: 12 });
      const sealed = (await collect(log.sealed().entries)).flat();
      expect(sealed.map(({ header }) => header.position)).toEqual(upTo(12).map((n) => 2 * n - 1));
    }));

  test.each([
    ['is old enough: of yesterday when two days are kept', { days: 3 }, 12],
    ['is not among the newest events that are kept', { eventsKept: 5 }, 3],
    ['makes a whole segment', { headersPerSegment: 5 }, 2],
  ])('%s', (_, bounds, left) =>
    withLog(async (node) => {
      await archiveAll(archiverOf(node, bounds));
      expect(await inRedis()).toBe(left);
      expect(await node.log.verify({ bodies: true })).toMatchObject({ events: 24 });
    }),
  );

  test('leaves it only by the node that has the lease: a late one that had it before writes, and nothing comes of it', () =>
    withLog(async ({ log, archiver, lease }, folder) => {
      lease.held = undefined;
      await archiveAll(archiver);
      expect(await filesIn(folder, '.headers')).toEqual([]);
      lease.held = 1;
      await redis.ask('SET', 'outrider:{test}:lease', '2 another');
      await archiveAll(archiver);
      expect(await redis.ask('EXISTS', 'outrider:{test}:archived')).toBe(0);
      expect(await inRedis()).toBe(12);
      expect(await everything(log)).toHaveLength(24);
    }));

  test('[R8] [R9] is read on by whoever was in the middle of it: a tail, a stream, a command, an append on its version', () =>
    withLog(async ({ log, archiver }, folder) => {
      await inFolder(async (second) => {
        const other = await openArchived(redis, second, {}, archiveIn(folder));
        const stop = new AbortController();
        const tail = log.tail(3, stop.signal)[Symbol.asyncIterator]();
        const stream = other.log.read('incident/1')[Symbol.asyncIterator]();
        const { value: first = [] } = await tail.next();
        await stream.next();
        await archiveAll(archiver);
        const seen = (first as StoredEvent[]).map(({ position }) => position);
        while (seen.at(-1) !== 24) for (const { position } of (await tail.next()).value) seen.push(position);
        expect(seen).toEqual(upTo(24, 4));
        expect(await collect({ [Symbol.asyncIterator]: () => stream })).toHaveLength(7);
        expect(await tailed(other.log, 5, 24)).toHaveLength(19);
        const repeated = request({ command: 'c1', stream: 'incident/1', bodies: ['body 1 a', 'body 1 b'] });
        expect(await other.log.append(repeated)).toMatchObject({ kind: 'repeated', first: 1 });
        expect(await other.log.append(request({ command: 'c99', stream: 'incident/1', expected: 8 }))).toMatchObject({
          kind: 'appended',
          first: 25,
          version: 9,
        });
        expect(await other.log.append(request({ command: 'c98', stream: 'incident/1', expected: 8 }))).toMatchObject({
          kind: 'conflict',
        });
        stop.abort();
        await other.archiver.close();
        await other.log.close();
      });
    }));
});

describe('[R1] a crash', () => {
  const wholeAfter = (crash: (node: ArchivedNode, folder: string) => Promise<void>): Promise<void> =>
    withLog(async (node, folder) => {
      const before = await everything(node.log);
      await crash(node, folder);
      const next = await again(node, folder);
      await archiveAll(next.archiver);
      expect(await inRedis()).toBe(0);
      expect(await everything(next.log)).toEqual(before);
      expect(await next.log.verify({ bodies: true })).toEqual({ events: 24, headers: 12 });
      expect(await filesIn(folder, '.headers')).toHaveLength(6);
      expect((await readdir(archiveIn(folder))).filter((name) => name.startsWith('.'))).toEqual([]);
      await next.archiver.close();
      await next.log.close();
    });
  /** Everything is written, and the log does not say so. */
  const unsealed = async ({ archiver }: ArchivedNode): Promise<void> => {
    await redis.ask('SET', 'outrider:{test}:lease', '2 another');
    await archiver.run();
  };

  test('in the middle of a file leaves a draft, which goes', () =>
    wholeAfter(async (_, folder) => {
      const draft = join(archiveIn(folder), '.0000000001-x.bodies.0123456789ab');
      await writeFile(draft, 'half');
      await utimes(draft, 0, 0);
    }));
  test('between both files of a segment loses nothing', () =>
    wholeAfter(async (node, folder) => {
      await unsealed(node);
      for (const name of await filesIn(folder, '.headers')) await unlink(join(archiveIn(folder), name));
    }));
  test('before the log says that they are archived leaves a segment that is written again', () => wholeAfter(unsealed));
  test('before Redis is cut leaves there what is in the archive too', () =>
    wholeAfter(({ archiver }) => archiver.run()));
  test('while Redis is cut leaves some of it there', () =>
    wholeAfter(async ({ archiver }) => {
      await archiver.run();
      await redis.ask('HDEL', 'outrider:{test}:bodies', '1', '3', '5');
      await redis.ask('XTRIM', 'outrider:{test}:log', 'MINID', '7');
    }));
});

describe('a segment that is not what it was', () => {
  const spoiled = (spoil: (path: string, name: string) => Promise<void>, ending: string) =>
    withLog(async (node, folder) => {
      await archiveAll(node.archiver);
      const name = (await filesIn(folder, ending))[2] ?? '';
      await spoil(join(archiveIn(folder), name), name);
      const next = await again(node, folder);
      await expect(everything(next.log)).rejects.toThrow(name);
      await expect(everything(next.log)).rejects.toMatchObject({ name: 'LogCorrupt' });
      await next.archiver.close();
      await next.log.close();
    });

  test.each(['.headers', '.bodies'])('is found by any flipped bit, and named: %s', async (ending) => {
    for (const part of [0, 0.1, 0.3, 0.6, 0.999])
      await spoiled(async (path) => {
        const file = await readFile(path);
        const at = Math.floor(file.length * part);
        file.writeUInt8(file.readUInt8(at) ^ (1 << (at % 8)), at);
        await writeFile(path, file);
      }, ending);
  });
  test.each(['.headers', '.bodies'])('is found when it ends too early, and named: %s', (ending) =>
    spoiled(async (path) => writeFile(path, (await readFile(path)).subarray(0, -1)), ending),
  );
  test('is found when it is another one under its name, or its bodies are missing', async () => {
    await spoiled(async (path, name) => {
      const others = await readdir(join(path, '..'));
      await copyFile(join(path, '..', others.find((one) => one.endsWith('.bodies') && one !== name) ?? ''), path);
    }, '.bodies');
    await spoiled(unlink, '.bodies');
  });

  test('keeps a node from starting when it is missing, or the folder is another log’s: the message says what to do', () =>
    withLog(async (node, folder) => {
      await archiveAll(node.archiver);
      const name = (await filesIn(folder, '.headers'))[2] ?? '';
      const path = join(archiveIn(folder), name);
      await rename(path, join(folder, name));
      await expect(again(node, folder)).rejects.toThrow(/no segment that ends at position 12 .* bring the file back/);
      await rename(join(folder, name), path);
      await inFolder(async (other) => {
        await expect(openArchived(redis, other)).rejects.toThrow(/name the right folder in OUTRIDER_ARCHIVE/);
      });
      await expect(openRedisLog(folder, redis.settings())).rejects.toThrow(/name the folder in OUTRIDER_ARCHIVE/);
    }));

  test('is told by `outrider archive`, which changes nothing', () =>
    withLog(async (node, folder) => {
      await archiveAll(node.archiver);
      await node.log.append(request({ command: 'c13' }));
      const env = { OUTRIDER_REDIS_URL: redis.url, OUTRIDER_FORCE: 'test', OUTRIDER_ARCHIVE: archiveIn(folder) };
      const run = async (): Promise<readonly [number, string]> => {
        const said: string[] = [];
        const line = (text: string): void => void said.push(text);
        return [
          await runArchive({ verify: true }, { out: line, error: line, interactive: false, env }),
          said.join('\n'),
        ];
      };
      expect(await run()).toEqual([
        0,
        `6 segments in ${archiveIn(folder)}: positions 1 to 24.\n` +
          'In Redis alone: 1 event, through position 25.\nAll 25 events are what was written.',
      ]);
      const [name = ''] = await filesIn(folder, '.bodies');
      await unlink(join(archiveIn(folder), name));
      expect(await run()).toEqual([1, expect.stringContaining(`${name} in the archive`)]);
    }));
});

describe('erasure', () => {
  /** Every place in which a text could be. */
  const holds = async (folder: string, text: string): Promise<boolean> => {
    const files = await Promise.all(
      (await readdir(archiveIn(folder))).map((name) => readFile(join(archiveIn(folder), name))),
    );
    const left = await redis.ask<string[]>('HVALS', 'outrider:{test}:bodies');
    return files.some((file) => file.includes(text)) || left.some((value) => value.includes(text));
  };

  test('by two nodes at once, of one segment, while others are archived: nothing of it is left anywhere, the rest stays', () =>
    withLog(async (one, folder) => {
      await inFolder(async (second) => {
        const other = await openArchived(redis, second, {}, archiveIn(folder));
        const large = archiverOf(one, { headersPerSegment: 4 });
        await everything(other.log);
        await Promise.all([
          archiveAll(large),
          one.log.eraseBodies('incident/1', 99),
          other.log.eraseBodies('incident/2', 3),
        ]);
        await archiveAll(large);
        for (const n of [1, 4, 7, 10, 2]) expect(await holds(folder, `body ${n} `)).toBe(false);
        for (const n of [3, 6, 8, 9, 11, 12]) expect(await holds(folder, `body ${n} b`)).toBe(true);
        expect(await inRedis()).toBe(0);
        for (const { log } of [one, other]) {
          await log.verify({ bodies: true });
          const texts = (await everything(log)).map(({ body }) => body);
          expect(texts.filter((body) => typeof body !== 'string')).toHaveLength(11);
        }
        await large.close();
        await other.archiver.close();
        await other.log.close();
      });
    }));
});
