import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { RedisClient } from '../../redis/client.js';
import { RedisUnusable } from '../../redis/errors.js';
import { openRedis, type RedisSettings } from '../../redis/open-redis.js';
import { placeInWords } from '../../redis/place.js';
import { placesIn, prepareFolder } from '../embedded/data-folder.js';
import { WriterLock } from '../embedded/writer-lock.js';
import { LogCorrupt } from '../../../ports.js';
import { EMPTY } from '../head.js';
import { Mark, type Marked } from '../mark.js';
import { Appender } from './appender.js';
import { ERASED, Eraser } from './eraser.js';
import { freshenFile } from './fresh-file.js';
import { Growth } from './growth.js';
import { ArchivedStore } from './archived-store.js';
import { RedisLog } from './redis-log.js';
import { RedisReader } from './reader.js';
import { openStore } from './open-store.js';
import type { RedisStore, StoredHead } from './redis-store.js';
import { Replicas } from './replicas.js';

export interface RedisLogOptions {
  /** how long an append may wait for a connection that broke, or for replicas, in ms */
  readonly patience?: number;
}

const PATIENCE_MS = 2_000;

/** Where this machine notes how far it knew the log to be: a second witness beside Redis. */
const markIn = (folder: string): string => join(folder, 'redis.mark');

const beginLog = async (store: RedisStore, client: RedisClient): Promise<StoredHead> => {
  for (;;) {
    const found = await store.head(client);
    if (found !== undefined) return found;
    if (!(await store.isEmpty(client)))
      throw new RedisUnusable(
        `it holds parts of a log under ${store.prefix}, but not where that ends: restore it from a backup`,
      );
    await store.begin(client, undefined, { epoch: randomUUID(), ...EMPTY });
  }
};

/**
 * Makes sure that the archive is this log's, and whole by the names of its segments; from here on nobody reads the log who
 * does not know of an archive.
 */
const joinArchive = async (store: ArchivedStore, client: RedisClient): Promise<void> => {
  try {
    await store.reach(client);
  } catch (cause) {
    if (!(cause instanceof LogCorrupt)) throw cause;
    throw new RedisUnusable(cause.message, { cause });
  }
  for (;;) {
    const head = await beginLog(store, client);
    if (store.isOwnFormat(head) || (await store.begin(client, head, head))) return;
  }
};

/** Begins a new epoch when the log is not, or no longer, the one that this machine has seen confirmed. */
const checkMark = async (
  store: RedisStore,
  client: RedisClient,
  head: StoredHead,
  mark: Marked | undefined,
): Promise<StoredHead> => {
  if (mark === undefined || mark.epoch !== head.epoch || mark.header === 0) return head;
  const { entries } = await store.range(client, mark.header, mark.header, 1);
  if (entries[0]?.header.link === mark.link) return head;
  const { stored: _, ...end } = head;
  await store.begin(client, head, { ...end, epoch: randomUUID() });
  return beginLog(store, client);
};

/** A folder with a log of its own, and an empty Redis: whoever set the address would seem to have lost everything. */
const checkOwnLog = async (folder: string, shared: StoredHead): Promise<void> => {
  const own = await Mark.read(placesIn(folder).mark);
  if (shared.position === 0 && own !== undefined && own.position > 0)
    throw new RedisUnusable(
      `the shared log is empty, and the data folder ${folder} has a log of its own with ${own.position} events: ` +
        'leave OUTRIDER_REDIS_URL out to go on with that one, or name another folder in OUTRIDER_DATA',
    );
};

/** A folder that has seen a log, and an empty Redis: it lost everything, or it is another one. */
const checkSeenLog = (folder: string, shared: StoredHead, mark: Marked | undefined): void => {
  if (shared.position === 0 && mark !== undefined && mark.position > 0)
    throw new RedisUnusable(
      `the shared log is empty, and this node has seen one with ${mark.position} events: bring back the data of that Redis, ` +
        `or restore a backup, or correct OUTRIDER_REDIS_URL; to begin a new log, remove ${markIn(folder)} first`,
    );
};

/**
 * Opens the event log that several nodes share in Redis; the data folder keeps this node's own things.
 * @throws RedisUnusable, DataFolderError: a sentence that says what to do
 */
export const openRedisLog = async (
  folder: string,
  settings: RedisSettings,
  { patience = PATIENCE_MS }: RedisLogOptions = {},
): Promise<RedisLog> => {
  await prepareFolder(folder);
  const closers: (() => Promise<void>)[] = [];
  const opened = <T>(part: T, close: (part: T) => Promise<void>): T => {
    closers.push(() => close(part));
    return part;
  };
  const closeAll = async (): Promise<void> => {
    for (const close of closers.toReversed()) await close();
  };
  try {
    opened(await WriterLock.claim(folder, (action) => action()), (lock) => lock.release());
    const store = await openStore(settings);
    const replicas = new Replicas(store, settings.replicas);
    let growth: Growth | undefined;
    const reads = opened(
      await openRedis(settings, {
        greet: async (client) => {
          await store.prepare(client);
          await freshenFile(client, store.keys.started);
          await growth?.verify(client);
          await client.subscribe(store.keys.grown, (said) => {
            if (said === ERASED) {
              growth?.recent.clear();
              if (store instanceof ArchivedStore) store.archive.forget();
            }
            growth?.hint();
          });
        },
      }),
      (link) => link.close(),
    );
    const writes = opened(
      await openRedis(settings, {
        greet: async (client) => {
          await store.prepare(client);
          await freshenFile(client, store.keys.started);
          await replicas.prepare(client);
          await growth?.verify(client);
        },
      }),
      (link) => link.close(),
    );
    if (store instanceof ArchivedStore) await joinArchive(store, reads.client);
    const begun = await beginLog(store, reads.client);
    const seen = await Mark.read(markIn(folder));
    checkSeenLog(folder, begun, seen);
    await checkOwnLog(folder, begun);
    const head = await checkMark(store, reads.client, begun, seen);
    if (!(await replicas.confirm(writes.client, head.position, -1, false, performance.now() + patience)))
      throw new RedisUnusable(
        `${placeInWords(settings.place)} cannot be used: its replicas do not confirm what it holds within ${patience} ms.`,
      );
    const { epoch } = head;
    const mark = opened(await Mark.open(markIn(folder), epoch), (file) => file.close());
    const reader = new RedisReader(store, reads);
    const eraser = new Eraser(store, writes, reader);
    growth = new Growth(
      {
        store,
        link: reads,
        mark,
        replicas: settings.replicas,
        ended: (cause) => log.endWith(cause),
        unconfirmed: () => appender.settle(),
      },
      epoch,
      { position: head.position, header: head.header, link: head.link },
    );
    const appender = new Appender({ store, link: writes, growth, replicas, epoch, patience });
    const log: RedisLog = new RedisLog({ store, reads, growth, appender, reader, eraser, release: closeAll });
    return log;
  } catch (cause) {
    await closeAll();
    throw cause;
  }
};
