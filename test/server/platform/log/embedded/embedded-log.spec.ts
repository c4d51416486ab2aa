import { placesIn } from '../../../../../server/platform/log/embedded/data-folder.js';
import type { EmbeddedLog } from '../../../../../server/platform/log/embedded/embedded-log.js';
import { openEmbeddedLog, openLogReader } from '../../../../../server/platform/log/embedded/open-log.js';
import { LogStore } from '../../../../../server/platform/log/embedded/store.js';
import { collect, request } from '../../../../support/log-requests.js';
import { inFolder, newFolder, removeFolder } from '../../../../support/log-folder.js';
import { describeEventLog } from '../event-log.contract.js';

describeEventLog('the embedded log', async () => {
  const folder = await newFolder();
  let log = await openEmbeddedLog(folder);
  return {
    log,
    reopen: async () => {
      await log.close();
      log = await openEmbeddedLog(folder);
      return log;
    },
    verify: async () => {
      await log.verify({ bodies: true });
    },
    dispose: async () => {
      await log.close();
      await removeFolder(folder);
    },
  };
});

const withLog = (test: (log: EmbeddedLog, folder: string) => Promise<void>): Promise<void> =>
  inFolder(async (folder) => {
    const log = await openEmbeddedLog(folder);
    try {
      await test(log, folder);
    } finally {
      await log.close();
    }
  });

describe('the embedded log', () => {
  test('appends of one turn are one group: they share a sync, in the order in which they came', () =>
    withLog(async (log) => {
      const appended = await Promise.all(
        Array.from({ length: 100 }, (_, n) => log.append(request({ command: `c${n}`, stream: `incident/${n}` }))),
      );
      expect(appended.map((one) => 'first' in one && one.first)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
      expect(await log.verify({ bodies: true })).toEqual({ events: 100, headers: 100 });
    }));

  test('refuses what would wait beyond the bound, and takes appends again afterwards', () =>
    withLog(async (log) => {
      const flood = await Promise.allSettled(
        Array.from({ length: 20_010 }, (_, n) => log.append(request({ command: `c${n}` }))),
      );
      const refused = flood.filter((one) => one.status === 'rejected');
      expect(refused).toHaveLength(10);
      for (const { reason } of refused) expect(reason).toMatchObject({ name: 'StorageUnavailable' });
      expect(log.writable()).toBe(true);
      expect(await log.append(request({ command: 'later' }))).toMatchObject({ kind: 'appended', first: 20_001 });
    }));

  test('refuses ids that its index cannot hold', () =>
    withLog(async (log) => {
      for (const command of ['', 'x'.repeat(513)])
        await expect(log.append(request({ command }))).rejects.toThrow(TypeError);
      expect(await log.append(request({ command: 'é'.repeat(256) }))).toMatchObject({ kind: 'appended' });
    }));

  test('a restored log begins a new epoch, and keeps its events', () =>
    inFolder(async (folder) => {
      const before = await openEmbeddedLog(folder);
      await before.append(request({ command: 'c1' }));
      const { epoch } = await before.head();
      await before.close();
      const after = await openEmbeddedLog(folder, { restored: true });
      const head = await after.head();
      expect(head.position).toBe(1);
      expect(head.epoch).not.toBe(epoch);
      await after.close();
    }));

  test('a second process reads and verifies the log while it is written, and sees what is appended', () =>
    withLog(async (log, folder) => {
      await log.append(request({ command: 'c1', bodies: ['1', '2'] }));
      const other = await openLogReader(folder);
      expect(other.head()).toMatchObject({ ...(await log.head()), header: 1 });
      await log.append(request({ command: 'c2' }));
      expect(other.head()).toMatchObject({ position: 3, header: 3 });
      expect(await other.reader.verify(other.head(), true)).toEqual({ events: 3, headers: 2 });
      expect(await collect(other.reader.stream('incident/1', 2))).toHaveLength(2);
      expect((await collect(other.reader.eventsAfter(1, other.head()))).flat()).toHaveLength(2);
      await other.close();
    }));

  test('an erased body and its salt are in no stored value any more', () =>
    inFolder(async (folder) => {
      const log = await openEmbeddedLog(folder);
      await log.append(request({ command: 'c1', bodies: ['whereabouts of the refuge', 'kept'] }));
      await log.close();
      const stored = await bodiesIn(folder);
      const again = await openEmbeddedLog(folder);
      await again.eraseBodies('incident/1', 1);
      await again.close();
      const left = await bodiesIn(folder);
      const salt = stored.subarray(4, 20);
      expect(stored.includes('refuge') && stored.includes(salt)).toBe(true);
      expect(left.includes('refuge') || left.includes(salt)).toBe(false);
      expect(left.includes('kept')).toBe(true);
    }));
});

/** The stored bodies of the first append. */
const bodiesIn = async (folder: string): Promise<Buffer> => {
  const store = new LogStore(placesIn(folder).log);
  const bodies = store.bodiesOf(1) ?? Buffer.alloc(0);
  await store.close();
  return bodies;
};
