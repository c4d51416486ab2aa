import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { RESP_TYPES, createClient } from 'redis';
import { SharedRegisterStore } from '../../../../server/platform/nodes/shared-register-store.js';
import { openRedis } from '../../../../server/platform/redis/open-redis.js';
import { openRegisterStore } from '../../../../server/platform/registers/register-store.js';
import { inFolder, newFolder, removeFolder, someFileHolds } from '../../../support/log-folder.js';
import { RedisServer } from '../../../support/redis.js';
import { describeRegisterStore, record } from '../registers/register-store.contract.js';

let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.start();
});
afterAll(() => redis.stop());

/** Whether a word stands in a part of any batch in Redis. */
const someBatchHolds = async (word: string): Promise<boolean> =>
  (await partsInRedis()).some((part) => gunzipSync(part).includes(word));

async function partsInRedis(): Promise<readonly Buffer[]> {
  const client = createClient({ url: redis.url });
  await client.connect();
  try {
    const bytes = client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
    const parts: Buffer[] = [];
    for (const key of await client.keys('*batch:*'))
      if ((await client.type(key)) === 'list') parts.push(...(await bytes.lRange(key, 0, -1)));
    return parts;
  } finally {
    client.destroy();
  }
}

async function openNode(folder: string): Promise<{ store: SharedRegisterStore; close: () => Promise<void> }> {
  const link = await openRedis(redis.settings());
  const store = new SharedRegisterStore(await openRegisterStore(folder), link, 'test');
  const close = async (): Promise<void> => {
    await store.close();
    await link.close();
  };
  return { store, close };
}

describeRegisterStore('a node that shares its registers', async () => {
  await redis.ask('FLUSHALL');
  const folder = await newFolder();
  let node = await openNode(folder);
  return {
    store: node.store,
    reopen: async () => {
      await node.close();
      node = await openNode(folder);
      return node.store;
    },
    holds: async (word) => (await someFileHolds(folder, word)) || (await someBatchHolds(word)),
    dispose: async () => {
      await node.close();
      await removeFolder(folder);
    },
  };
});

describe('what was erased on one node', () => {
  const ACTIVE = [{ batch: 'b1', mode: 'merge' }] as const;
  const erased = (n: number) => [{ recordId: `R${n}`, batches: ['b1'] }];

  const withNodes = (test: (one: SharedRegisterStore, other: SharedRegisterStore) => Promise<void>): Promise<void> =>
    inFolder((first) =>
      inFolder(async (second) => {
        await redis.ask('FLUSHALL');
        const [one, other] = await Promise.all([openNode(first), openNode(second)]);
        const writer = await one.store.begin('warning', 'b1');
        for (let n = 0; n < 20_000; n += 1)
          await writer.put(record(`R${n}`, n % 1000 === 7 ? `Attenborrow ${n}` : 'x'.repeat(90)));
        await writer.seal();
        try {
          await test(one.store, other.store);
        } finally {
          await Promise.all([one.close(), other.close()]);
        }
      }),
    );

  test('[R7] is not what another fetches afterwards, and what that fetched is what it was told', () =>
    withNodes(async (one, other) => {
      await one.erase('warning', erased(7));
      await other.bring('warning', ACTIVE);
      expect(other.get('warning', 'R7', ACTIVE)).toBeUndefined();
      expect([...other.records('warning', ACTIVE)]).toHaveLength(19_999);
      expect(await someBatchHolds('Attenborrow 7"')).toBe(false);
      expect(await someBatchHolds('Attenborrow 1007"')).toBe(true);
    }));

  test('[R7] leaves Redis’ file too', () =>
    withNodes(async (one) => {
      const [part] = await partsInRedis();
      expect(await redis.holds(part as Buffer)).toBe(true);
      await one.erase('warning', erased(7));
      while (await redis.holds(part as Buffer)) await pause(20);
    }));

  test('[R9] both erase, and one fetches meanwhile: nobody is left with anything of it', () =>
    withNodes(async (one, other) => {
      await Promise.all([
        other.bring('warning', ACTIVE),
        one.erase('warning', [...erased(7), ...erased(1007)]),
        other.erase('warning', erased(7)),
      ]);
      await other.erase('warning', [...erased(7), ...erased(1007)]);
      for (const id of ['R7', 'R1007']) expect(other.get('warning', id, ACTIVE)).toBeUndefined();
      expect(await someBatchHolds('Attenborrow 7"')).toBe(false);
      expect(await someBatchHolds('Attenborrow 1007"')).toBe(false);
    }));
});
