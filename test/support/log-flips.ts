import { cp, open } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFolderError, placesIn } from '../../server/platform/log/embedded/data-folder.js';
import { openEmbeddedLog } from '../../server/platform/log/embedded/open-log.js';
import { LogCorrupt, type StoredEvent } from '../../server/ports.js';
import { inFolder } from './log-folder.js';
import { collect, digestOf, everything } from './log-requests.js';

/** One bit of the data file of a log. */
export interface Flip {
  readonly byte: number;
  readonly bit: number;
}

/** What reading all of a log comes to: the tail, every stream, every command. */
export const readAll = async (log: Awaited<ReturnType<typeof openEmbeddedLog>>): Promise<string> => {
  const events = await everything(log);
  const streams: (readonly StoredEvent[])[] = [];
  for (const stream of new Set(events.map((event) => event.stream))) streams.push(await collect(log.read(stream)));
  const seen: unknown[] = [];
  for (const id of new Set(events.map(({ commandId }) => commandId))) seen.push(await log.seen({ id, digest: '' }));
  return digestOf([events, streams, seen, await log.head()]);
};

const flipBit = async (path: string, { byte, bit }: Flip): Promise<void> => {
  const file = await open(path, 'r+');
  try {
    const value = Buffer.alloc(1);
    await file.read(value, 0, 1, byte);
    value.writeUInt8(value.readUInt8(0) ^ (1 << bit), 0);
    await file.write(value, 0, 1, byte);
  } finally {
    await file.close();
  }
};

/**
 * Opens a copy of a log in which one bit is different, and reads all of it. `found`: opening or reading said that it is
 * damaged. `harmless`: everything reads as before. `wrong`: something else was read.
 */
export const surveyDamaged = async (folder: string, flip: Flip): Promise<'found' | 'harmless' | 'wrong'> => {
  const pristine = await readCopy(folder);
  const damaged = await readCopy(folder, flip);
  if (damaged === 'found') return 'found';
  return damaged === pristine ? 'harmless' : 'wrong';
};

const pristineReads = new Map<string, string>();

const readCopy = async (folder: string, flip?: Flip): Promise<string> => {
  const known = flip === undefined ? pristineReads.get(folder) : undefined;
  if (known !== undefined) return known;
  let read = '';
  await inFolder(async (parent) => {
    const copy = join(parent, 'copy');
    await cp(folder, copy, { recursive: true, filter: (path) => !path.endsWith('.sock') });
    if (flip !== undefined) await flipBit(placesIn(copy).logFile, flip);
    read = await readOrFind(copy);
  });
  if (flip === undefined) pristineReads.set(folder, read);
  return read;
};

const readOrFind = async (folder: string): Promise<string> => {
  try {
    const log = await openEmbeddedLog(folder);
    try {
      return await readAll(log);
    } finally {
      await log.close();
    }
  } catch (cause) {
    if (cause instanceof DataFolderError || cause instanceof LogCorrupt) return 'found';
    throw cause;
  }
};
