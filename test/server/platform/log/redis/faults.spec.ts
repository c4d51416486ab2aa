import { cp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { openRedisLog } from '../../../../../server/platform/log/redis/open-log.js';
import type { RedisLog } from '../../../../../server/platform/log/redis/redis-log.js';
import { RedisLink, type LinkState } from '../../../../../server/platform/redis/link.js';
import { inFolder } from '../../../../support/log-folder.js';
import { collect, everything, insist, request } from '../../../../support/log-requests.js';
import { RedisServer } from '../../../../support/redis.js';
import { TcpProxy } from '../../../../support/tcp-proxy.js';
import { until } from '../../../../support/until.js';

// Servers that are killed, one after the other.
let redis: RedisServer;
let proxy: TcpProxy;
beforeEach(async () => {
  redis = await RedisServer.start();
  proxy = await TcpProxy.to(redis.url);
});
afterEach(async () => {
  await proxy.close();
  await redis.stop();
});

const throughProxy = () => redis.settings({ url: `redis://127.0.0.1:${proxy.port}` });

const withLog = (test: (log: RedisLog, folder: string) => Promise<void>, patience = 20_000): Promise<void> =>
  inFolder(async (folder) => {
    const log = await openRedisLog(folder, throughProxy(), { patience });
    try {
      await test(log, folder);
    } finally {
      await log.close();
    }
  });

/** Resolves when so many headers are in Redis, whoever was told of it. */
const stored = async (headers: number): Promise<void> => {
  while ((await redis.ask<number>('XLEN', 'outrider:{test}:log')) < headers);
};

test('[R1] [R8] Redis killed at any moment under 64 writers: all that was acknowledged is there, and everything once', () =>
  withLog(async (log) => {
    const ledger = new Map<string, { first: number; last: number }>();
    let next = 0;
    let acknowledged = 0;
    let killAt = Number.POSITIVE_INFINITY;
    let killed: () => void = () => undefined;
    let stopped = false;
    const write = async (): Promise<void> => {
      while (!stopped) {
        const n = (next += 1);
        const append = request({ command: `c${n}`, stream: `incident/${n % 97}`, bodies: [{ n }, 'x'.repeat(200)] });
        const appended = await insist(log, append);
        if ('first' in appended) ledger.set(`c${n}`, { first: appended.first, last: appended.last });
        acknowledged += 1;
        if (acknowledged >= killAt) killed();
      }
    };
    const writing = Array.from({ length: 64 }, write);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1500 }), async (acknowledgements) => {
        killAt = acknowledged + acknowledgements;
        await new Promise<void>((resolve) => (killed = resolve));
        killAt = Number.POSITIVE_INFINITY;
        await redis.kill();
        await redis.run();
      }),
      { numRuns: 8, endOnFailure: true },
    );
    stopped = true;
    await Promise.all(writing);
    const events = await everything(log);
    expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => index + 1));
    const lost = [...ledger].filter(
      ([command, { first, last }]) =>
        events[first - 1]?.commandId !== command || events[last - 1]?.commandId !== command,
    );
    expect(lost).toEqual([]);
    const counts = new Map<string, number>();
    for (const { commandId } of events) counts.set(commandId, (counts.get(commandId) ?? 0) + 1);
    expect([...counts.values()].every((count) => count === 2)).toBe(true);
    expect(ledger.size).toBe(next);
    await log.verify({ bodies: true });
  }));

describe('a network that fails', () => {
  test('[R8] an append whose answer was lost is there once, and told so, when the line is back', () =>
    withLog(async (log) => {
      await log.append(request({ command: 'c1' }));
      proxy.loseAnswers();
      const appending = log.append(request({ command: 'c2', expected: 1 }));
      await stored(2);
      proxy.comeBack();
      expect(await appending).toEqual({ kind: 'appended', first: 2, last: 2, version: 2 });
      expect(await everything(log)).toHaveLength(2);
    }));

  test('[R8] when the line stays away it is unconfirmed, and repeated under its id it is there once', () =>
    withLog(async (log) => {
      await log.append(request({ command: 'c1' }));
      proxy.loseAnswers();
      const appending = log.append(request({ command: 'c2' }));
      await stored(2);
      proxy.pull();
      expect(await appending).toEqual({ kind: 'unconfirmed' });
      expect(log.writable()).toBe(false);
      proxy.comeBack();
      expect(await insist(log, request({ command: 'c2' }))).toEqual({
        kind: 'repeated',
        first: 2,
        last: 2,
        version: 2,
      });
      expect(log.writable()).toBe(true);
    }, 300));

  test('that it stores again is found out without an append: over a line that broke, and in memory that was full', () =>
    withLog(async (log) => {
      let tries = 0;
      const append = () => log.append(request({ command: `try ${(tries += 1)}` })).catch(() => undefined);
      const failed = async (): Promise<void> => {
        while (log.writable()) await append();
      };
      proxy.pull();
      await failed();
      proxy.comeBack();
      await writable(log);
      await redis.ask('CONFIG', 'SET', 'maxmemory', '1');
      await failed();
      await redis.ask('CONFIG', 'SET', 'maxmemory', '0');
      await writable(log);
      expect(await append()).toMatchObject({ kind: 'appended' });
    }, 200));

  test('[R1] what Redis has no memory for is refused, not unconfirmed: nothing of it is there', () =>
    withLog(async (log) => {
      await log.append(request({ command: 'c1' }));
      await redis.ask('CONFIG', 'SET', 'maxmemory', '1');
      await expect(log.append(request({ command: 'c2' }))).rejects.toMatchObject({ name: 'StorageUnavailable' });
      expect((await everything(log)).map(({ commandId }) => commandId)).toEqual(['c1']);
      await redis.ask('CONFIG', 'SET', 'maxmemory', '0');
      await writable(log);
    }));

  test('what was never sent is refused, and what waits behind it; reads wait no longer than they must', () =>
    withLog(async (log) => {
      await log.append(request({ command: 'c1' }));
      proxy.pull();
      await noticed(log);
      const refused = await Promise.allSettled(['c2', 'c3'].map((command) => log.append(request({ command }))));
      for (const one of refused) expect(one).toMatchObject({ reason: { name: 'StorageUnavailable' } });
      await expect(collect(log.read('incident/1'))).rejects.toMatchObject({ name: 'StorageUnavailable' });
      await expect(log.seen({ id: 'c1', digest: '' })).rejects.toMatchObject({ name: 'StorageUnavailable' });
      expect(await log.head()).toMatchObject({ position: 1 });
      proxy.comeBack();
      await insist(log, request({ command: 'c2' }));
      expect((await everything(log)).map(({ commandId }) => commandId)).toEqual(['c1', 'c2']);
    }, 200));

  test('[R9] a tail goes on over a cut, without a gap; a half-open line is noticed and left', () =>
    withLog(async (log) => {
      const stop = new AbortController();
      const positions: number[] = [];
      const tailing = (async () => {
        for await (const batch of log.tail(0, stop.signal)) positions.push(...batch.map(({ position }) => position));
      })();
      for (const [n, fault] of (['pull', 'goSilent', 'pull'] as const).entries()) {
        proxy[fault]();
        const appending = insist(log, request({ command: `c${n}`, bodies: ['1', '2'] }));
        await noticed(log);
        proxy.comeBack();
        await appending;
      }
      const last = await insist(log, request({ command: 'last' }));
      while (positions.length < 7) await new Promise((resolve) => setImmediate(resolve));
      stop.abort();
      await tailing;
      expect(last).toMatchObject({ kind: 'appended', first: 7 });
      expect(positions).toEqual([1, 2, 3, 4, 5, 6, 7]);
    }));
});

/** Resolves when the log says that it cannot be written. */
const noticed = async (log: RedisLog): Promise<void> => {
  while (log.writable()) await new Promise((resolve) => setTimeout(resolve, 10));
};

const writable = async (log: RedisLog): Promise<void> => {
  while (!log.writable()) await new Promise((resolve) => setTimeout(resolve, 10));
};

test('[R9] a node that was busy for longer than a line may be silent keeps its line', async () => {
  const link = await RedisLink.open(redis.settings().place);
  const states: LinkState[] = [];
  link.onState((state) => states.push(state));
  try {
    // Busy, as a node is that reads a large snapshot: what came meanwhile is heard only after the timers.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4_500);
    expect(await link.client.ping()).toBe('PONG');
    expect(states).toEqual([]);
  } finally {
    await link.close();
  }
});

describe('a node that cannot follow the log any further says so, and ends', () => {
  test.each([
    ['bodies of another were changed', ['HSET', 'outrider:{test}:bodies', '2', 'x'], 'LogCorrupt'],
    ['what says where it ends is gone', ['DEL', 'outrider:{test}:head'], 'LogCorrupt'],
    ['another program writes there', ['SET', 'outrider:{test}:head', 'mine'], 'RedisUnusable'],
  ])('[R9] %s', (_, harm, name) =>
    withLog((log) =>
      inFolder(async (second) => {
        await log.append(request({ command: 'c1' }));
        const tailing = collect(log.tail(0, new AbortController().signal));
        proxy.pull();
        const other = await openRedisLog(second, redis.settings());
        await other.append(request({ command: 'c2' }));
        await other.close();
        await redis.ask(...harm);
        proxy.comeBack();
        await expect(tailing).rejects.toMatchObject({ name });
        expect(log.writable()).toBe(false);
        await expect(log.append(request({ command: 'c3' }))).rejects.toMatchObject({ name: 'StorageUnavailable' });
      }),
    ),
  );
});

describe('a Redis that comes back with less than it acknowledged', () => {
  test('[R9] its file cut at any byte of the last append: the append is there whole, or gone and a new epoch begins', () =>
    inFolder(async (folder) => {
      const mark = join(folder, 'redis.mark');
      const open = () => openRedisLog(folder, redis.settings());
      let log = await open();
      await log.append(request({ command: 'c1', bodies: ['1', '2'] }));
      const { size: before } = await stat(redis.logFile);
      await log.append(request({ command: 'c2', bodies: ['3', '4', 'x'.repeat(500)] }));
      const whole = await everything(log);
      const { epoch } = await log.head();
      await log.close();
      await redis.kill();
      const saved = join(folder, 'saved');
      await cp(redis.logFolder, saved, { recursive: true });
      const [path, witness] = [redis.logFile, await readFile(mark)];
      const file = await readFile(path);
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: before, max: file.length }), async (bytes) => {
          await rm(redis.logFolder, { recursive: true });
          await cp(saved, redis.logFolder, { recursive: true });
          await truncate(path, bytes);
          await writeFile(mark, witness);
          await redis.run();
          log = await open();
          try {
            const all = bytes === file.length;
            expect(await everything(log)).toEqual(all ? whole : whole.slice(0, 2));
            expect((await log.head()).epoch === epoch).toBe(all);
            await log.verify({ bodies: true });
          } finally {
            await log.close();
            await redis.kill();
          }
        }),
        { numRuns: 20, examples: [[before], [before + 1], [file.length - 1], [file.length]] },
      );
    }));

  test('[R9] a node that is there at the time ends, so that it begins again; the next one has a new epoch', () =>
    withLog(async (log, folder) => {
      await log.append(request({ command: 'c1' }));
      const { size } = await stat(redis.logFile);
      await log.append(request({ command: 'c2' }));
      const { epoch } = await log.head();
      const tailing = collect(log.tail(0, new AbortController().signal));
      await redis.kill();
      await truncate(redis.logFile, size);
      await redis.run();
      await expect(tailing).rejects.toThrow(/lost the log from position 2 on/);
      await expect(log.append(request({ command: 'c3' }))).rejects.toMatchObject({ name: 'StorageUnavailable' });
      expect(log.writable()).toBe(false);
      await log.close();
      const again = await openRedisLog(folder, redis.settings());
      const head = await again.head();
      expect(head.position).toBe(1);
      expect(head.epoch).not.toBe(epoch);
      await again.close();
    }));

  // Once, half of an append that was cut off stayed in the file, and came back as the beginning of what was appended after it.
  test('[R1] cut in the middle of an append, appended to, and started again: what was appended then is there', () =>
    inFolder(async (folder) => {
      const open = () => openRedisLog(folder, redis.settings());
      let log = await open();
      await log.append(request({ command: 'c0' }));
      const { size } = await stat(redis.logFile);
      await log.append(request({ command: 'c1', bodies: ['1', '2'] }));
      await log.close();
      await redis.kill();
      const path = redis.logFile;
      // Behind what the append has written into the stream, and before its end.
      const whole = await readFile(path);
      await truncate(path, whole.indexOf('HSET', size) + 2);
      await redis.run();
      log = await open();
      await log.append(request({ command: 'c2', bodies: ['3'] }));
      const kept = await everything(log);
      await log.close();
      await until(async () => !/aof_rewrite_in_progress:1/.test(await redis.ask<string>('INFO', 'persistence')));
      await redis.kill();
      await redis.run();
      log = await open();
      expect(await everything(log)).toEqual(kept);
      await log.verify({ bodies: true });
      await log.close();
    }));
});
