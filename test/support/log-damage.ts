import { open, type Database } from 'lmdb';
import { LogReader } from '../../server/platform/log/embedded/log-reader.js';
import { LogStore, PAGE_BYTES } from '../../server/platform/log/embedded/store.js';
import { placesIn } from '../../server/platform/log/embedded/data-folder.js';
import { LogCorrupt, type StoredEvent } from '../../server/ports.js';
import { collect, digestOf } from './log-requests.js';

const KEYS = { headers: 'uint32', bodies: 'uint32', streams: 'binary', commands: 'binary', meta: 'binary' } as const;
type TableName = keyof typeof KEYS;
type Key = Buffer | number;

/** A value in the store of a log. */
export interface StoredValue {
  readonly table: TableName;
  readonly key: Key;
  readonly value: Buffer;
}

/** The store of a closed log, opened so that its values can be damaged behind its back. */
export class DamagedLog {
  readonly #store: LogStore;
  readonly #reader: LogReader;
  readonly #tables: ReadonlyMap<TableName, Database<Buffer, Key>>;
  readonly #close: () => Promise<void>;

  constructor(folder: string) {
    const path = placesIn(folder).log;
    const binary = { encoding: 'binary', keyEncoding: 'binary' } as const;
    // Nothing here has to survive: without syncs, ten thousand changes take seconds.
    const root = open<Buffer, Buffer>({ path, ...binary, pageSize: PAGE_BYTES, noSync: true, overlappingSync: false });
    this.#tables = new Map(
      (Object.keys(KEYS) as TableName[]).map((name) => [
        name,
        root.openDB<Buffer, Key>(name, { encoding: 'binary', keyEncoding: KEYS[name] }),
      ]),
    );
    this.#store = new LogStore(path, { sync: false });
    this.#reader = new LogReader(this.#store);
    this.#close = async () => {
      await this.#store.close();
      await root.close();
    };
  }

  /** Every stored value. */
  values(): StoredValue[] {
    return [...this.#tables].flatMap(([table, database]) =>
      [...database.getRange({})].map(({ key, value }) => ({ table, key, value })),
    );
  }

  put({ table, key }: StoredValue, value: Buffer): void {
    this.#tables.get(table)?.putSync(key, value);
    this.#store.refresh();
  }

  remove({ table, key }: StoredValue): void {
    this.#tables.get(table)?.removeSync(key);
    this.#store.refresh();
  }

  /** A digest of all that can be read; the LogCorrupt when any of it was refused. */
  async read(): Promise<string | LogCorrupt> {
    try {
      const head = this.#store.head();
      await this.#reader.verify(head, true);
      const events = (await collect(this.#reader.eventsAfter(0, head))).flat();
      const streams: (readonly StoredEvent[])[] = [];
      for (const stream of new Set(events.map((event) => event.stream)))
        streams.push(await collect(this.#reader.stream(stream, 1)));
      const commands = [...new Set(events.map(({ commandId }) => commandId))].map((id) =>
        this.#store.commandHeader(id),
      );
      return digestOf([head, this.#store.epoch(), events, streams, commands]);
    } catch (cause) {
      if (cause instanceof LogCorrupt) return cause;
      throw cause;
    }
  }

  close(): Promise<void> {
    return this.#close();
  }
}
