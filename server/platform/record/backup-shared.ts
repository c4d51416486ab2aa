import { copyFile, mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Archive } from '../log/archive/archive.js';
import type { Entry } from '../log/events.js';
import { prefixOf } from '../log/redis/keys.js';
import { ArchivedStore } from '../log/redis/archived-store.js';
import { openSharedReader } from '../log/redis/open-reader.js';
import { openStore } from '../log/redis/open-store.js';
import { BYTES } from '../redis/client.js';
import type { RedisLink } from '../redis/link.js';
import { openRedis, type RedisSettings } from '../redis/open-redis.js';
import { BackupError, checkBackup, copyOwn, mustBeEmpty, writeManifest, type Backup } from './backup.js';

/** The whole log as an archive, whatever of it was in Redis. */
const SEGMENTS = 'segments';
/** Register batches as Redis dumps them, under their keys without the force, as base64url. */
const BATCHES = 'batches';
const HEADERS_PER_SEGMENT = 2_048;

/** Whether a backup is of a log that several nodes share. */
export const isShared = ({ files }: Backup): boolean =>
  Object.keys(files).some((name) => name.startsWith(`${SEGMENTS}/`));

/**
 * Copies a shared log, the register batches that it speaks of, and a node's manifests and weights into an empty folder, while
 * nodes run: first the log, as segments, each event checked; then the batches.
 * @throws BackupError, RedisUnusable, LogCorrupt
 */
export async function backUpShared(
  settings: RedisSettings,
  dataFolder: string,
  to: string,
  at: string,
): Promise<Backup> {
  await mustBeEmpty(to);
  const { link, reader, head, close } = await openSharedReader(settings);
  try {
    const copy = new Archive(join(to, SEGMENTS));
    await copy.prepare();
    let waiting: Entry[] = [];
    const write = async (most: number): Promise<void> => {
      const [first, ...rest] = waiting.slice(0, most);
      if (first === undefined) return;
      await copy.reach(await copy.write(copy.end, [first, ...rest]));
      waiting = waiting.slice(most);
    };
    for await (const entries of reader.entries(head)) {
      waiting.push(...entries);
      while (waiting.length >= HEADERS_PER_SEGMENT) await write(HEADERS_PER_SEGMENT);
    }
    await write(HEADERS_PER_SEGMENT);
    await dumpBatches(link, settings.force, join(to, BATCHES));
  } finally {
    await close();
  }
  await copyOwn(dataFolder, to);
  const { epoch, position, link: end } = head;
  return writeManifest(to, { at, epoch, position, link: end });
}

async function dumpBatches({ client }: RedisLink, force: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const prefix = prefixOf(force);
  for await (const keys of client.scanIterator({ MATCH: `${prefix}batch:*`, COUNT: 1_000 }))
    for (const key of keys) {
      const dump = await client.sendCommand<Buffer | null>(['DUMP', key], BYTES);
      const name = Buffer.from(key.slice(prefix.length)).toString('base64url');
      if (dump !== null) await writeFile(join(to, name), dump, { mode: 0o600 });
    }
}

/**
 * Restores a backup of a shared log into a Redis that has nothing of the force, and an empty archive, which holds all of it
 * then: a new epoch begins.
 * @throws BackupError, RedisUnusable, LogCorrupt
 */
export async function copyBackShared(settings: RedisSettings, from: string, dataFolder: string): Promise<Backup> {
  const backup = await checkBackup(from);
  await mustBeEmpty(dataFolder);
  if (settings.archive === undefined)
    throw new BackupError('A shared log is restored into an archive: name an empty folder in OUTRIDER_ARCHIVE.');
  await mustBeEmpty(settings.archive.folder);
  const store = await openStore(settings);
  const link = await openRedis(settings, { greet: (client) => store.prepare(client) });
  try {
    if (!(store instanceof ArchivedStore) || !(await store.isEmpty(link.client)))
      throw new BackupError(`There is a log under ${store.prefix} in Redis: restore into one that is empty.`);
    await copySegments(join(from, SEGMENTS), settings.archive.folder);
    const batches = join(from, BATCHES);
    for (const name of await readdir(batches)) {
      const key = prefixOf(settings.force) + Buffer.from(name, 'base64url').toString();
      await link.client.sendCommand(['RESTORE', key, '0', await readFile(join(batches, name))]);
    }
    await store.restore(link.client, backup);
  } finally {
    await link.close();
  }
  await copyOwn(from, dataFolder);
  return backup;
}

async function copySegments(from: string, to: string): Promise<void> {
  for (const name of await readdir(from)) {
    await copyFile(join(from, name), join(to, basename(name)));
    const file = await open(join(to, name), 'r+');
    await file.sync();
    await file.close();
  }
}
