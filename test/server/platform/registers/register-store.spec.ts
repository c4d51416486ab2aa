import { writeFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { open } from 'lmdb';
import { openRegisterStore, type LmdbRegisterStore } from '../../../../server/platform/registers/register-store.js';
import { inFolder, newFolder, removeFolder, someFileHolds } from '../../../support/log-folder.js';
import { runChild } from '../../../support/log-processes.js';
import { describeRegisterStore, record } from './register-store.contract.js';

describeRegisterStore('lmdb', async () => {
  const folder = await newFolder();
  let store = await openRegisterStore(folder);
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await openRegisterStore(folder);
      return store;
    },
    holds: (word) => someFileHolds(folder, word),
    dispose: async () => {
      await store.close();
      await removeFolder(folder);
    },
  };
});

const ACTIVE = [{ batch: 'b1', mode: 'merge' }] as const;

const withStore = (test: (store: LmdbRegisterStore, folder: string) => Promise<void>): Promise<void> =>
  inFolder(async (folder) => {
    const store = await openRegisterStore(folder);
    try {
      await test(store, folder);
    } finally {
      await store.close();
    }
  });

/** A worker thread that has the store open for reading, and counts the records of the batch whenever it is asked. */
const startCounter = async (folder: string): Promise<{ count: () => Promise<unknown>; stop: () => Promise<void> }> => {
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     import(workerData.module).then(async ({ openRegisterStore }) => {
       const store = await openRegisterStore(workerData.folder, { readOnly: true });
       parentPort.on('message', async (question) => {
         if (question === 'stop') return store.close().then(() => parentPort.close());
         try {
           parentPort.postMessage([...store.records('warning', workerData.active)].length);
         } catch (cause) {
           parentPort.postMessage(cause.name);
         }
       });
       parentPort.postMessage('ready');
     });`,
    {
      eval: true,
      workerData: { module: resolve('dist/server/platform/registers/register-store.js'), folder, active: ACTIVE },
    },
  );
  const answer = async (): Promise<unknown> => ((await once(worker, 'message')) as [unknown])[0];
  await answer();
  return {
    count: () => {
      worker.postMessage('count');
      return answer();
    },
    stop: async () => {
      worker.postMessage('stop');
      await once(worker, 'exit');
    },
  };
};

describe('the register store', () => {
  test('a worker thread that opened it earlier sees a batch as soon as it is sealed', () =>
    withStore(async (store, folder) => {
      const counter = await startCounter(folder);
      expect(await counter.count()).toBe('RegisterCorrupt');
      const writer = await store.begin('warning', 'b1');
      for (let n = 0; n < 1234; n += 1) await writer.put(record(`R${n}`, 'x'));
      await writer.seal();
      expect(await counter.count()).toBe(1234);
      await counter.stop();
    }));

  test('cannot be written when it was opened for reading', () =>
    withStore(async (_, folder) => {
      const reader = await openRegisterStore(folder, { readOnly: true });
      await expect(reader.begin('warning', 'b1')).rejects.toThrow('opened for reading');
      await reader.close();
    }));

  test('[R7] erased records leave a file that is read meanwhile, and a reader of before finds nothing', () =>
    withStore(async (store, folder) => {
      const writer = await store.begin('warning', 'b1');
      for (let n = 0; n < 1234; n += 1) await writer.put(record(`R${n}`, `Attenborrow${n}`));
      await writer.seal();
      const counter = await startCounter(folder);
      expect(await counter.count()).toBe(1234);
      await store.erase('warning', [{ recordId: 'R77', batches: ['b1'] }]);
      expect(await counter.count()).toBe(1233);
      expect(await someFileHolds(folder, 'Attenborrow77"')).toBe(false);
      expect(await someFileHolds(folder, 'Attenborrow78"')).toBe(true);
      await counter.stop();
    }));

  test('refuses ids that its keys cannot hold', () =>
    withStore(async (store) => {
      for (const id of ['', 'a\0b', 'x'.repeat(2000)]) await expect(store.begin(id, 'b1')).rejects.toThrow(TypeError);
      const writer = await store.begin('warning', 'b1');
      await expect(writer.put(record('a\0b', 'x'))).rejects.toThrow(TypeError);
      await writer.put(record('a', 'x'));
      expect(await writer.seal()).toMatchObject({ records: 1 });
    }));

  test('an import onto a full disk fails as a whole, and is gone after a sweep', () =>
    inFolder(async (folder) => {
      const under = ['sh', '-c', 'ulimit -f 20000 && exec "$0" "$@"'];
      const { lines, code } = await runChild('import', folder, {}, { under });
      expect(lines).toEqual(['FAILED StorageUnavailable', 'DISCARDED']);
      expect(code).toBe(0);
      const store = await openRegisterStore(folder);
      await store.sweep(new Set());
      expect([...store.recordIds('warning', 'b1')]).toEqual([]);
      await store.close();
    }));

  test('a file that is no register store is refused', () =>
    inFolder(async (folder) => {
      await (await openRegisterStore(folder)).close();
      await writeFile(`${folder}/registers/data.mdb`, 'x'.repeat(100_000));
      await expect(openRegisterStore(folder)).rejects.toMatchObject({ code: 'CORRUPT' });
    }));

  test('[R2] a stored record that is gone is noticed: the register does not pass for a smaller one', () =>
    withStore(async (store, folder) => {
      const writer = await store.begin('warning', 'b1');
      for (const id of ['1', '2', '3']) await writer.put(record(id, 'x'));
      await writer.seal();
      const binary = { encoding: 'binary', keyEncoding: 'binary' } as const;
      const root = open<Buffer, Buffer>({ path: `${folder}/registers`, ...binary, overlappingSync: false });
      const records = root.openDB<Buffer, Buffer>('records', binary);
      for (const key of [...records.getKeys()].slice(2)) await records.remove(key);
      expect(() => [...store.records('warning', ACTIVE)]).toThrow('missing');
      await root.close();
    }));

  test('every flipped bit of a stored record is found before it is shown', () =>
    withStore(async (store, folder) => {
      const writer = await store.begin('warning', 'b1');
      await writer.put(record('1', 'shotgun in the loft'));
      await writer.seal();
      const binary = { encoding: 'binary', keyEncoding: 'binary' } as const;
      const root = open<Buffer, Buffer>({ path: `${folder}/registers`, ...binary, overlappingSync: false });
      const records = root.openDB<Buffer, Buffer>('records', binary);
      const [stored] = [...records.getRange({})];
      const { key, value } = stored as { key: Buffer; value: Buffer };

      for (let bit = 0; bit < value.length * 8; bit += 1) {
        const damaged = Buffer.from(value);
        damaged.writeUInt8(damaged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        await records.put(key, damaged);
        expect(() => store.get('warning', '1', ACTIVE)).toThrow('was changed');
        expect(() => [...store.records('warning', ACTIVE)]).toThrow('was changed');
      }
      await root.close();
    }));
});
