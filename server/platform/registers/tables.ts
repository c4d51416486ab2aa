/**
 * The registers' tables in lmdb.
 *
 * | table   | key                         | value                                        |
 * |---------|-----------------------------|----------------------------------------------|
 * | records | register, record id, batch  | checksum, the record as JSON                 |
 * | ids     | register, batch, slice      | checksum, the record ids of a slice, as JSON |
 * | batches | register, batch             | checksum, what is known of the batch         |
 *
 * Parts of a key are separated by a zero byte, which no id holds; so the versions of a record lie side by side.
 */
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { open, type Database, type RootDatabaseOptionsWithPath } from 'lmdb';
import { noOlderReaders } from '../log/embedded/older-readers.js';
import type { RoomUser } from '../log/embedded/room.js';
import { scrub } from '../log/embedded/scrub.js';

export const PAGE_BYTES = 4096;
/** Address space, not memory nor disk: as large as all registers can ever become. */
const MAP_BYTES = 2 ** 40;
const CHECKSUM_BYTES = 4;
const SEPARATOR = '\0';
/** lmdb's keys are short. */
const MAX_KEY_BYTES = 1500;

/** Thrown when what is stored is not what was written. */
export class RegisterCorrupt extends Error {
  override readonly name = 'RegisterCorrupt';
}

export type Table = Database<Buffer, Buffer>;

export interface Tables extends RoomUser {
  readonly records: Table;
  readonly ids: Table;
  readonly batches: Table;
  /** Makes what follows see the newest commit, that of another thread or process too. */
  refresh(): void;
  /** Writes all that `puts` puts or removes in one commit; resolves when it is on disk. */
  commit(puts: () => void): Promise<void>;
  /**
   * Fills what is free in the data file with zeros; commits wait meanwhile.
   * @returns false when somebody reads an older state for long, as a backup does: then nothing was done
   */
  scrub(): Promise<boolean>;
  close(): Promise<void>;
}

/** The folder of the registers in a data folder, and the file that holds them. */
export const placesIn = (folder: string): { readonly registers: string; readonly file: string } => ({
  registers: join(folder, 'registers'),
  file: join(folder, 'registers', 'data.mdb'),
});

export const openTables = (folder: string, readOnly: boolean): Tables => {
  const options: RootDatabaseOptionsWithPath & { readonly permissionsMode: number } = {
    path: placesIn(folder).registers,
    // A commit resolves when it is on disk, and is visible to readers only then.
    overlappingSync: false,
    readOnly,
    encoding: 'binary',
    keyEncoding: 'binary',
    mapSize: MAP_BYTES,
    pageSize: PAGE_BYTES,
    maxDbs: 4,
    permissionsMode: 0o600,
  };
  const root = open<Buffer, Buffer>(options);
  const table = (name: string): Table =>
    root.openDB<Buffer, Buffer>(name, { encoding: 'binary', keyEncoding: 'binary' });
  const committing = new Set<Promise<unknown>>();
  let scrubbing: Promise<unknown> = Promise.resolve();
  return {
    pageBytes: PAGE_BYTES,
    records: table('records'),
    ids: table('ids'),
    batches: table('batches'),
    usedBytes: () => ((root.getStats() as { readonly lastPageNumber: number }).lastPageNumber + 1) * PAGE_BYTES,
    refresh: () => root.resetReadTxn(),
    commit: async (puts) => {
      for (let before: unknown; before !== scrubbing; await before) before = scrubbing;
      const done = root.batch(puts);
      committing.add(done);
      await done.finally(() => committing.delete(done));
    },
    scrub: () => {
      const scrubbed = scrubbing.then(async () => {
        await Promise.allSettled(committing);
        if (!(await noOlderReaders(root))) return false;
        await scrub(placesIn(folder).file, PAGE_BYTES);
        return true;
      });
      scrubbing = scrubbed.catch(() => undefined);
      return scrubbed;
    },
    close: () => root.close(),
  };
};

/**
 * The key of some parts, in order.
 * @throws TypeError when a part is empty or holds a zero byte, or all are too long
 */
export const keyOf = (...parts: readonly string[]): Buffer => {
  if (parts.some((part) => part.length === 0 || part.includes(SEPARATOR)))
    throw new TypeError('An id must not be empty, nor hold a zero byte');
  const key = Buffer.from(parts.join(SEPARATOR), 'utf8');
  if (key.length > MAX_KEY_BYTES) throw new TypeError(`Ids must not be longer than ${MAX_KEY_BYTES} bytes together`);
  return key;
};

export const partsOf = (key: Buffer): readonly string[] => key.toString('utf8').split(SEPARATOR);

/** The range of all keys that begin with some parts. */
export const rangeOf = (...parts: readonly string[]): { readonly start: Buffer; readonly end: Buffer } => ({
  start: Buffer.from(keyOf(...parts).toString('utf8') + SEPARATOR),
  end: Buffer.from(`${keyOf(...parts).toString('utf8')}\u0001`),
});

/** A value as it is stored: a CRC-32 over its key and itself in front of it. */
export const sealValue = (key: Buffer, json: string): Buffer => {
  const stored = Buffer.allocUnsafe(CHECKSUM_BYTES + Buffer.byteLength(json));
  stored.write(json, CHECKSUM_BYTES);
  stored.writeUInt32BE(crc32(stored.subarray(CHECKSUM_BYTES), crc32(key)), 0);
  return stored;
};

/** The value that `sealValue` stored. @throws RegisterCorrupt when a bit of it, or its key, is different */
export const openValue = (key: Buffer, stored: Buffer): unknown => {
  const json = stored.subarray(CHECKSUM_BYTES);
  if (stored.length < CHECKSUM_BYTES || stored.readUInt32BE(0) !== crc32(json, crc32(key)))
    throw new RegisterCorrupt(`A stored record of register ${String(partsOf(key)[0])} was changed: import it again`);
  return JSON.parse(json.toString('utf8'));
};
