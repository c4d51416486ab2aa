import { open as openFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { open, type Database, type RootDatabaseOptionsWithPath } from 'lmdb';
import { digest, FIRST_LINK, HASH_DIGITS, unpack, type Entry } from './entry.js';
import type { Evidence } from './verify.js';

/** What cannot be opened at all, in a sentence that says what and where. */
export class UnreadableRecord extends Error {
  override readonly name = 'UnreadableRecord';
}

const ENTRIES_PER_READ = 500;

const textOf = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw cause;
  });

/** Where lmdb's two root pages say how many pages there are, in bytes from the page's beginning. */
const ROOT = { magic: 24, lastPage: 144, bytes: 152 } as const;
const MAGIC = 0xbeefc0de;
const PAGE_BYTES = 8192;

/** A file that was cut short, or is none of lmdb's, would end the process when lmdb opens it. @throws UnreadableRecord */
async function mustBeWhole(path: string): Promise<void> {
  const file = await openFile(path).catch(() => undefined);
  if (file === undefined) throw new UnreadableRecord(`There is no record at ${path}.`);
  try {
    const { size } = await file.stat();
    for (const root of [0, 1]) {
      const page = Buffer.alloc(ROOT.bytes);
      await file.read(page, 0, ROOT.bytes, root * PAGE_BYTES);
      if (page.readUInt32LE(ROOT.magic) !== MAGIC) throw new UnreadableRecord(`${path} is no record: it was replaced.`);
      const pages = page.readBigUInt64LE(ROOT.lastPage) + 1n;
      if (pages * BigInt(PAGE_BYTES) > BigInt(size)) throw new UnreadableRecord(`${path} was cut short.`);
    }
  } finally {
    await file.close();
  }
}

/** The lines of the file of checkpoints in a folder; none when there is no such file. */
export const checkpointsIn = async (folder: string): Promise<string[]> =>
  ((await textOf(join(folder, 'checkpoints'))) ?? '').split('\n').filter((line) => line !== '');

/** Text behind its SHA-256, as JSON; undefined when it is missing or does not fit. */
function sealed<T>(stored: Buffer | string | undefined): T | undefined {
  const text = stored?.toString('utf8') ?? '';
  const rest = text.slice(HASH_DIGITS);
  if (digest(rest) !== text.slice(0, HASH_DIGITS)) return undefined;
  try {
    return JSON.parse(rest) as T;
  } catch {
    return undefined;
  }
}

/**
 * Opens the record in a data folder, whether or not a server writes it: everything is read in one snapshot.
 * @param checkpointsFolder where the checkpoints are kept besides; undefined: in the data folder alone
 * @throws UnreadableRecord
 */
export async function folderEvidence(
  folder: string,
  checkpointsFolder: string | undefined,
): Promise<Evidence & { readonly close: () => Promise<void> }> {
  const path = join(folder, 'log');
  await mustBeWhole(join(path, 'data.mdb'));
  // The witnesses first: a log that is being written may only be further by then.
  const mark = sealed<{ readonly epoch: string; readonly position: number }>(await textOf(join(path, 'mark')));
  const copy = await checkpointsIn(folder);
  const checkpoints = checkpointsFolder === undefined ? copy : await checkpointsIn(checkpointsFolder);
  const options: RootDatabaseOptionsWithPath = {
    path,
    readOnly: true,
    encoding: 'binary',
    keyEncoding: 'binary',
    mapSize: 2 ** 40,
    pageSize: PAGE_BYTES,
    maxDbs: 8,
  };
  const root = open<Buffer, Buffer>(options);
  const table = <Key extends Buffer | number>(
    name: string,
    keyEncoding: 'uint32' | 'binary',
  ): Database<Buffer, Key> => {
    const found: Database<Buffer, Key> | undefined = root.openDB<Buffer, Key>(name, {
      encoding: 'binary',
      keyEncoding,
    });
    if (found === undefined) throw new UnreadableRecord(`The record in ${folder} has lost its table "${name}".`);
    return found;
  };
  try {
    const headers = table<number>('headers', 'uint32');
    const bodies = table<number>('bodies', 'uint32');
    const meta = table<Buffer>('meta', 'binary');
    const transaction = root.useReadTransaction();
    const end = sealed<{ readonly position: number; readonly link: string }>(
      meta.get(Buffer.from('head'), { transaction }),
    );
    const epoch = meta.get(Buffer.from('epoch'), { transaction })?.toString('utf8').slice(HASH_DIGITS);
    const entries = function* (): Generator<Entry> {
      for (let next = 0; ;) {
        const read = [...headers.getRange({ start: next, limit: ENTRIES_PER_READ, transaction })];
        for (const { key, value } of read) {
          const packed = bodies.get(key, { transaction });
          yield { key, header: value, bodies: packed && (unpack(packed) ?? []) };
          next = key + 1;
        }
        if (read.length < ENTRIES_PER_READ) return;
      }
    };
    return {
      entries: entries(),
      whole: true,
      end: end ?? { position: 0, link: FIRST_LINK },
      reached: mark !== undefined && mark.epoch === epoch ? mark.position : 0,
      checkpoints,
      checkpointsCopy: checkpointsFolder === undefined ? [] : copy,
      close: async () => {
        transaction.done();
        await root.close();
      },
    };
  } catch (cause) {
    await root.close();
    throw cause;
  }
}
