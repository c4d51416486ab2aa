import { createHash } from 'node:crypto';
import type { RegisterRecord } from '../../contract/index.js';
import { BatchWriter, StorageUnavailable } from '../../ports.js';
import type { Room } from '../log/embedded/room.js';
import { keyOf, openValue, sealValue, type Tables } from './tables.js';

/** A slice is one commit: large enough to make little of its sync, small enough to hold up nothing else. */
const RECORDS_PER_SLICE = 1000;
const BYTES_PER_SLICE = 1 << 20;

/** What is stored about a batch. `slices`: how many lists of ids it has. */
export interface BatchState {
  readonly sealed: boolean;
  readonly records: number;
  readonly slices: number;
}

export const readBatch = (tables: Tables, register: string, batch: string): BatchState | undefined => {
  const key = keyOf(register, batch);
  const stored = tables.batches.get(key);
  return stored === undefined ? undefined : (openValue(key, stored) as BatchState);
};

/** The key of a list of ids; numbered so that the lists of a batch are in order. */
export const sliceKey = (register: string, batch: string, slice: number): Buffer =>
  keyOf(register, batch, String(slice).padStart(8, '0'));

export interface BatchParts {
  readonly tables: Tables;
  readonly room: Room;
  /** removes everything of the batch */
  readonly remove: () => Promise<void>;
  /** hears when the batch is sealed or discarded */
  readonly ended: () => void;
}

/** Runs what writes; what the disk refuses is StorageUnavailable. */
export const onDisk = async (write: () => Promise<void>): Promise<void> => {
  try {
    await write();
  } catch (cause) {
    throw new StorageUnavailable('The registers cannot be written', { cause });
  }
};

interface Slice {
  /** by record id: within a slice, the last of an id counts */
  readonly values: Map<string, { readonly key: Buffer; readonly value: Buffer }>;
  bytes: number;
}

const emptySlice = (): Slice => ({ values: new Map(), bytes: 0 });

/** Writes a batch in slices: one on its way to the disk while the next is filled. */
export class LmdbBatchWriter extends BatchWriter {
  #slice = emptySlice();
  #writing: Promise<void> = Promise.resolve();
  #records = 0;
  #slices = 0;
  readonly #digest = createHash('sha256');
  #open = true;

  constructor(
    private readonly parts: BatchParts,
    private readonly register: string,
    private readonly batch: string,
  ) {
    super();
  }

  override async put(record: RegisterRecord): Promise<void> {
    this.#mustBeOpen();
    const key = keyOf(this.register, record.recordId, this.batch);
    const json = JSON.stringify(record);
    const value = sealValue(key, json);
    this.#digest.update(json).update('\n');
    this.#slice.values.set(record.recordId, { key, value });
    this.#slice.bytes += key.length + value.length;
    if (this.#slice.values.size >= RECORDS_PER_SLICE || this.#slice.bytes >= BYTES_PER_SLICE)
      await this.#nextSlice(false);
  }

  /** @returns how many different records it has, and the SHA-256 of the records as they were given, a line each */
  override async seal(): Promise<{ readonly records: number; readonly digest: string }> {
    this.#mustBeOpen();
    this.#open = false;
    await this.#nextSlice(true);
    await this.#writing;
    this.parts.ended();
    return { records: this.#records, digest: this.#digest.digest('hex') };
  }

  /** A sealed batch too: that of a repeated import is never activated. */
  override async discard(): Promise<void> {
    this.#open = false;
    // A slice that failed left nothing behind; what was written before it is removed.
    await this.#writing.catch(() => undefined);
    await this.parts.remove().catch((cause: unknown) => {
      // Even to remove takes room on the disk. What stays is in no list of active batches, and the next sweep's.
      if (!(cause instanceof StorageUnavailable)) throw cause;
    });
    this.parts.ended();
  }

  #mustBeOpen(): void {
    if (!this.#open) throw new Error(`Batch ${this.batch} is sealed or discarded`);
  }

  async #nextSlice(last: boolean): Promise<void> {
    await this.#writing;
    const slice = this.#slice;
    this.#slice = emptySlice();
    this.#writing = this.#write(slice, last);
    // Whoever waits for it next hears of its failure.
    this.#writing.catch(() => undefined);
  }

  async #write(slice: Slice, last: boolean): Promise<void> {
    const { tables, room } = this.parts;
    tables.refresh();
    const added = [...slice.values].filter(([, { key }]) => !tables.records.doesExist(key)).map(([id]) => id);
    const records = this.#records + added.length;
    const slices = this.#slices + (added.length > 0 ? 1 : 0);
    await onDisk(async () => {
      await room.ensure(slice.values.size + 2, slice.bytes);
      await tables.commit(() => {
        for (const { key, value } of slice.values.values()) void tables.records.put(key, value);
        if (added.length > 0) {
          const key = sliceKey(this.register, this.batch, this.#slices);
          void tables.ids.put(key, sealValue(key, JSON.stringify(added)));
        }
        const key = keyOf(this.register, this.batch);
        const state: BatchState = { sealed: last, records, slices };
        void tables.batches.put(key, sealValue(key, JSON.stringify(state)));
      });
    });
    this.#records = records;
    this.#slices = slices;
  }
}
