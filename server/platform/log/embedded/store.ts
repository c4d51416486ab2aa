/**
 * The log's tables in lmdb, and what one commit writes to them.
 *
 * | table    | key                     | value                                             |
 * |----------|-------------------------|---------------------------------------------------|
 * | headers  | position of first event | header.ts                                         |
 * | bodies   | position of first event | bodies.ts                                         |
 * | streams  | stream id               | pointer: position of its last header, its version |
 * | commands | command id              | pointer: position of its header                   |
 * | meta     | `head`, `epoch`, `unscrubbed` | text with its checksum                      |
 *
 * lmdb has no checksums of its own: whatever comes out of it is checked here or by the caller.
 */
import { join } from 'node:path';
import { open, type Database, type DatabaseOptions, type RootDatabase, type RootDatabaseOptions } from 'lmdb';
import { LogCorrupt, type StreamId } from '../../../ports.js';
import { codeOf } from '../error-code.js';
import { EMPTY, NO_STREAM, type Addition, type Head, type StreamEnd } from '../head.js';
import { openHeader, openText, sealText, type LinkedHeader } from '../header.js';
import { openPointer, sealPointer } from '../pointers.js';
import type { Known } from '../plan.js';
import { noOlderReaders } from './older-readers.js';
import type { RoomUser } from './room.js';
import { scrub as scrubFile } from './scrub.js';

/** Address space, not memory nor disk: as large as the log can ever become. */
const MAP_BYTES = 2 ** 40;
/** Twice lmdb's usual page: fewer of the bodies need pages of their own. */
export const PAGE_BYTES = 8192;

export interface StoreOptions {
  readonly readOnly?: boolean;
  /** Make the tables that are missing. Otherwise a missing table is damage. */
  readonly create?: boolean;
  /** For the one test that shows that the proof of syncing can fail: `false` loses data when the power fails. */
  readonly sync?: boolean;
}

/** In `meta`: bodies were replaced, and are still in free pages. */
const UNSCRUBBED = 'unscrubbed';

type TableOptions = DatabaseOptions & { readonly create: boolean };
type LmdbOptions = RootDatabaseOptions & { readonly permissionsMode: number };

const lmdbOptions = ({ readOnly = false, sync = true }: StoreOptions): LmdbOptions => ({
  // With lmdb-js' overlapping sync, a commit resolves, and is visible to readers, before it is on disk. Without it,
  // a commit writes, syncs, writes its root through, and only then resolves.
  overlappingSync: false,
  noSync: !sync,
  readOnly,
  encoding: 'binary',
  keyEncoding: 'binary',
  mapSize: MAP_BYTES,
  pageSize: PAGE_BYTES,
  maxDbs: 8,
  permissionsMode: 0o600,
});

type Table<Key extends Buffer | number> = Database<Buffer, Key>;

const keyOf = (id: string): Buffer => Buffer.from(id, 'utf8');

/** Runs a read of lmdb; where lmdb finds its pages damaged, so is the log. Positions are those that were asked for. */
const sound = <T>(position: number, read: () => T): T => {
  try {
    return read();
  } catch (cause) {
    const code = codeOf(cause);
    if (typeof code !== 'number') throw cause;
    throw new LogCorrupt(position, `the data file is damaged (lmdb error ${code})`);
  }
};

/** Puts of one addition: header, bodies, and a pointer in each index. */
export const PUTS_PER_ADDITION = 4;

export class LogStore implements RoomUser, Known {
  readonly pageBytes = PAGE_BYTES;
  readonly #root: RootDatabase<Buffer, Buffer>;
  readonly #headers: Table<number>;
  readonly #bodies: Table<number>;
  readonly #streams: Table<Buffer>;
  readonly #commands: Table<Buffer>;
  readonly #meta: Table<Buffer>;

  /**
   * Opens the tables under a folder.
   * @throws Error when the folder holds something else, or cannot be read, or a table is missing
   */
  constructor(
    private readonly path: string,
    options: StoreOptions = {},
  ) {
    this.#root = open<Buffer, Buffer>({ path, ...lmdbOptions(options) });
    const table = <Key extends Buffer | number>(name: string, keyEncoding: 'uint32' | 'binary'): Table<Key> => {
      const tableOptions: TableOptions = { encoding: 'binary', keyEncoding, create: options.create ?? false };
      // lmdb-js' types do not say that a missing table is undefined.
      const found: Table<Key> | undefined = this.#root.openDB<Buffer, Key>(name, tableOptions);
      if (found === undefined) throw new Error(`its table "${name}" is missing`);
      return found;
    };
    this.#headers = table<number>('headers', 'uint32');
    this.#bodies = table<number>('bodies', 'uint32');
    this.#streams = table<Buffer>('streams', 'binary');
    this.#commands = table<Buffer>('commands', 'binary');
    this.#meta = table<Buffer>('meta', 'binary');
  }

  /** Makes what follows see the newest commit, that of another process or thread too. */
  refresh(): void {
    this.#root.resetReadTxn();
  }

  /** Where the log ends. @throws LogCorrupt when that is damaged */
  head(): Head {
    const text = this.#text('head');
    return text === undefined ? EMPTY : (JSON.parse(text) as Head);
  }

  /** The epoch; undefined in a new store. @throws LogCorrupt when it is damaged */
  epoch(): string | undefined {
    return this.#text('epoch');
  }

  /** Whether no append was ever stored: by each table for itself, so that none has to be believed. */
  isEmpty(): boolean {
    const tables = [this.#headers, this.#bodies, this.#streams, this.#commands, this.#meta];
    return tables.every((table) => [...table.getKeys({ limit: 1 })].length === 0);
  }

  #text(name: string): string | undefined {
    const stored = sound(1, () => this.#meta.get(keyOf(name)));
    if (stored === undefined) return undefined;
    const opened = openText(stored);
    if (opened === undefined) throw new LogCorrupt(1, `the log's ${name} was changed`);
    return opened.text;
  }

  /** The header at a position where one begins. @throws LogCorrupt */
  header(position: number): LinkedHeader {
    return openHeader(
      position,
      sound(position, () => this.#headers.get(position)),
    );
  }

  /** The stored bodies of the header at a position; undefined when they are missing. @throws LogCorrupt */
  bodiesOf(position: number): Buffer | undefined {
    return sound(position, () => this.#bodies.get(position));
  }

  /** Stored bodies of the headers from a position through another, in order. @throws LogCorrupt */
  bodiesBetween(first: number, last: number): ReadonlyMap<number, Buffer> {
    const range = { start: first, end: last + 1 };
    return sound(first, () => new Map([...this.#bodies.getRange(range)].map(({ key, value }) => [key, value])));
  }

  /** Stored headers from a position on, in order. @throws LogCorrupt */
  headersFrom(position: number, limit: number): readonly { readonly key: number; readonly value: Buffer }[] {
    return sound(position, () => [...this.#headers.getRange({ start: position, limit })]);
  }

  /** Position of the header that holds the event at a position. @throws LogCorrupt when there is none */
  headerPositionOf(position: number): number {
    const [found] = sound(position, () => [...this.#headers.getKeys({ start: position, reverse: true, limit: 1 })]);
    if (found !== undefined) return found;
    throw new LogCorrupt(position, `no header holds position ${position}`);
  }

  /** Position of the last header of a stream, and the stream's version; zeros when there is no such stream. */
  streamEnd(stream: StreamId): StreamEnd {
    const key = keyOf(stream);
    const pointer = sound(1, () => this.#streams.get(key));
    if (pointer === undefined) return NO_STREAM;
    const [header, version] = openPointer(key, pointer, 2) ?? [];
    if (header === undefined || version === undefined) throw new LogCorrupt(1, 'the index of the streams was changed');
    return { header, version };
  }

  /** Position of the header that a command wrote; undefined when it wrote none. @throws LogCorrupt */
  commandPosition(commandId: string): number | undefined {
    const key = keyOf(commandId);
    const pointer = sound(1, () => this.#commands.get(key));
    if (pointer === undefined) return undefined;
    const [position] = openPointer(key, pointer, 1) ?? [];
    if (position === undefined) throw new LogCorrupt(1, 'the index of the commands was changed');
    return position;
  }

  /** The header that a command wrote. @throws LogCorrupt */
  commandHeader(commandId: string): LinkedHeader | undefined {
    const position = this.commandPosition(commandId);
    if (position === undefined) return undefined;
    const header = this.header(position);
    if (header.command.id !== commandId) throw new LogCorrupt(position, 'the index of the commands was changed');
    return header;
  }

  /** Writes additions and the new head in one commit; resolves when it is on disk. Rejects, and then wrote nothing. */
  async commit(additions: readonly Addition[], head: Head): Promise<void> {
    await this.#root.batch(() => {
      for (const { position, stream, version, commandId, header, bodies } of additions) {
        const streamKey = keyOf(stream);
        const commandKey = keyOf(commandId);
        void this.#headers.put(position, header);
        void this.#bodies.put(position, bodies);
        void this.#streams.put(streamKey, sealPointer(streamKey, position, version));
        void this.#commands.put(commandKey, sealPointer(commandKey, position));
      }
      void this.#meta.put(keyOf('head'), sealText(JSON.stringify(head)).stored);
    });
  }

  /** Replaces bodies in one commit; resolves when it is on disk. The old ones are in free pages until the file is scrubbed. */
  async replaceBodies(replacements: readonly { readonly position: number; readonly bodies: Buffer }[]): Promise<void> {
    await this.#root.batch(() => {
      for (const { position, bodies } of replacements) void this.#bodies.put(position, bodies);
      void this.#meta.put(keyOf(UNSCRUBBED), sealText('').stored);
    });
  }

  /** Whether bodies were replaced and the file has not been scrubbed since. */
  isUnscrubbed(): boolean {
    return sound(1, () => this.#meta.doesExist(keyOf(UNSCRUBBED)));
  }

  /**
   * Fills what is free in the data file with zeros; nothing may be committed meanwhile.
   * @returns false when somebody reads an older state for long, as a backup does: then nothing was done
   */
  async scrub(): Promise<boolean> {
    if (!(await noOlderReaders(this.#root))) return false;
    await scrubFile(join(this.path, 'data.mdb'), PAGE_BYTES);
    await this.#meta.remove(keyOf(UNSCRUBBED));
    return true;
  }

  /** Starts an epoch; resolves when that is on disk. */
  async startEpoch(epoch: string): Promise<void> {
    await this.#meta.put(keyOf('epoch'), sealText(epoch).stored);
  }

  /** Runs `action` while no other process or thread runs one on the same store. `action` must not wait. */
  alone<T>(action: () => T): T {
    return this.#root.transactionSync(action);
  }

  usedBytes(): number {
    const { lastPageNumber } = this.#root.getStats() as { readonly lastPageNumber: number };
    return (lastPageNumber + 1) * PAGE_BYTES;
  }

  async close(): Promise<void> {
    await this.#root.close();
  }
}
