import { mkdir } from 'node:fs/promises';
import type { RegisterRecord } from '../../contract/index.js';
import type { ErasedRecord } from '../../domain/register/evolve.js';
import { RegisterStore, type ActiveBatches, type BatchWriter } from '../../ports.js';
import { corrupt } from '../log/embedded/data-folder.js';
import { damageOf } from '../log/embedded/lmdb-file.js';
import { Room } from '../log/embedded/room.js';
import { RecordEraser } from './record-eraser.js';
import { LmdbBatchWriter, onDisk, readBatch, sliceKey, type BatchState } from './batch-writer.js';
import {
  keyOf,
  openTables,
  openValue,
  PAGE_BYTES,
  partsOf,
  placesIn,
  rangeOf,
  RegisterCorrupt,
  sealValue,
  type Tables,
} from './tables.js';

/** Versions that are read at once while a register is gone through. */
const VERSIONS_PER_READ = 500;

/** The batches of a list that count, those from the last `replace` on: rank, the last the highest, and records. */
type Counting = ReadonlyMap<string, { readonly rank: number; readonly records: number }>;

interface Version {
  readonly key: Buffer;
  readonly value: Buffer;
}

const batchOf = ({ key }: Version): string => partsOf(key)[2] ?? '';

/** The version that counts among versions of one record; undefined when there is none or it is withdrawn. */
const newest = (versions: readonly Version[], counting: Counting): RegisterRecord | undefined => {
  let chosen: Version | undefined;
  let highest = -1;
  for (const version of versions) {
    const at = counting.get(batchOf(version))?.rank ?? -1;
    if (at > highest) [chosen, highest] = [version, at];
  }
  if (chosen === undefined) return undefined;
  const record = openValue(chosen.key, chosen.value) as RegisterRecord;
  return record.withdrawn === true ? undefined : record;
};

/** The registers in the data folder of this machine: one process writes, its workers and others read. */
export class LmdbRegisterStore extends RegisterStore {
  /** What was found of lists of active batches, as long as they are in use. */
  readonly #counting = new WeakMap<ActiveBatches, { readonly register: string; readonly counting: Counting }>();
  /** Batches that are being written by this store: not leftovers. */
  readonly #begun = new Set<string>();

  constructor(
    private readonly tables: Tables,
    /** undefined: opened for reading */
    private readonly room: Room | undefined,
    /** undefined: opened for reading */
    private readonly eraser: RecordEraser | undefined,
  ) {
    super();
  }

  /** What was imported into this folder is here; nothing else is known to anyone. */
  override bring(): Promise<void> {
    return Promise.resolve();
  }

  /** Whether a batch was sealed here: it can be read, whole. */
  has(register: string, batch: string): boolean {
    this.tables.refresh();
    return readBatch(this.tables, register, batch)?.sealed === true;
  }

  /** @throws Error when the batch exists and is sealed, or is being written, or the store was opened for reading */
  override async begin(register: string, batch: string): Promise<BatchWriter> {
    const { tables, room } = this;
    if (room === undefined) throw new Error('The registers were opened for reading');
    const name = partsOf(keyOf(register, batch)).join(' ');
    if (this.#begun.has(name)) throw new Error(`Batch ${batch} of register ${register} is being written`);
    this.#begun.add(name);
    const ended = (): void => void this.#begun.delete(name);
    try {
      tables.refresh();
      const left = readBatch(tables, register, batch);
      if (left?.sealed) throw new Error(`Batch ${batch} of register ${register} exists`);
      if (left !== undefined) await this.#remove(register, batch);
    } catch (cause) {
      ended();
      throw cause;
    }
    return new LmdbBatchWriter({ tables, room, remove: () => this.#remove(register, batch), ended }, register, batch);
  }

  /** @throws RegisterCorrupt when what is stored was changed */
  override get(register: string, recordId: string, active: ActiveBatches): RegisterRecord | undefined {
    this.tables.refresh();
    return newest([...this.tables.records.getRange(rangeOf(register, recordId))], this.#countingOf(register, active));
  }

  /**
   * Gone through to its end, it has counted: a register of which anything is missing never passes for a smaller one
   * (R2).
   * @throws RegisterCorrupt when what is stored was changed, or is not all there
   */
  override *records(register: string, active: ActiveBatches): Iterable<RegisterRecord> {
    this.tables.refresh();
    const counting = this.#countingOf(register, active);
    const missing = new Map([...counting].map(([batch, { records }]) => [batch, records]));
    let versions: Version[] = [];
    let recordId: string | undefined;
    for (const version of this.#versions(register)) {
      const id = partsOf(version.key)[1];
      if (id !== recordId) {
        const record = newest(versions, counting);
        if (record !== undefined) yield record;
        versions = [];
        recordId = id;
      }
      versions.push(version);
      const batch = batchOf(version);
      missing.set(batch, (missing.get(batch) ?? 0) - 1);
    }
    const record = newest(versions, counting);
    if (record !== undefined) yield record;
    for (const batch of counting.keys())
      if (missing.get(batch) !== 0) throw new RegisterCorrupt(`Records of batch ${batch} of ${register} are missing`);
  }

  /** @throws RegisterCorrupt when a batch that counts is not there: nothing must look like "no record" for that (R2) */
  #countingOf(register: string, active: ActiveBatches): Counting {
    const known = this.#counting.get(active);
    if (known?.register === register) return known.counting;
    const first = active.findLastIndex(({ mode }) => mode === 'replace');
    const counting = new Map(
      active.slice(Math.max(first, 0)).map(({ batch }, rank) => {
        const state = readBatch(this.tables, register, batch);
        if (!state?.sealed) throw new RegisterCorrupt(`Batch ${batch} of register ${register} is missing`);
        return [batch, { rank, records: state.records }];
      }),
    );
    this.#counting.set(active, { register, counting });
    return counting;
  }

  /** All versions of all records of a register, by record; never holds a snapshot while it waits to be asked on. */
  *#versions(register: string): Iterable<Version> {
    const { end, ...range } = rangeOf(register);
    let { start } = range;
    for (;;) {
      this.tables.refresh();
      const versions = [...this.tables.records.getRange({ start, end, limit: VERSIONS_PER_READ })];
      yield* versions;
      const last = versions.at(-1);
      if (last === undefined || versions.length < VERSIONS_PER_READ) return;
      start = Buffer.concat([last.key, Buffer.of(0)]);
    }
  }

  /** Each id once. @throws RegisterCorrupt when what is stored was changed */
  override *recordIds(register: string, batch: string): Iterable<string> {
    this.tables.refresh();
    const slices = readBatch(this.tables, register, batch)?.slices ?? 0;
    for (let slice = 0; slice < slices; slice += 1) {
      this.tables.refresh();
      yield* this.#idsOf(register, batch, slice);
    }
  }

  #idsOf(register: string, batch: string, slice: number): readonly string[] {
    const key = sliceKey(register, batch, slice);
    const stored = this.tables.ids.get(key);
    if (stored === undefined) throw new RegisterCorrupt(`A list of record ids of register ${register} is missing`);
    return openValue(key, stored) as readonly string[];
  }

  override holding(register: string, recordId: string): readonly string[] {
    this.tables.refresh();
    return [...this.tables.records.getRange(rangeOf(register, recordId))].map((version) => batchOf(version));
  }

  /** Once it resolves no state of the registers says anything of the records; the file, as soon as nobody reads an older one. */
  override erase(register: string, erased: readonly ErasedRecord[]): Promise<void> {
    if (this.eraser === undefined) throw new Error('The registers were opened for reading');
    return this.eraser.erase(register, erased);
  }

  /** Leaves batches alone that this store is writing. */
  override async sweep(keep: ReadonlySet<string>): Promise<void> {
    this.tables.refresh();
    const stored = [...this.tables.batches.getKeys()].map(partsOf);
    for (const [register = '', batch = ''] of stored)
      if (!keep.has(batch) && !this.#begun.has(`${register} ${batch}`)) await this.#remove(register, batch);
  }

  /** Removes a batch slice by slice, its entry last: when it is cut short, the next sweep goes on. */
  async #remove(register: string, batch: string): Promise<void> {
    const { tables, room } = this;
    tables.refresh();
    const slices = readBatch(tables, register, batch)?.slices ?? 0;
    for (let slice = slices - 1; slice >= 0; slice -= 1) {
      const ids = this.#idsOf(register, batch, slice);
      const rest: BatchState = { sealed: false, records: 0, slices: slice };
      await onDisk(async () => {
        await room?.ensure(ids.length + 2, 0);
        await tables.commit(() => {
          for (const id of ids) void tables.records.remove(keyOf(register, id, batch));
          void tables.ids.remove(sliceKey(register, batch, slice));
          const key = keyOf(register, batch);
          void tables.batches.put(key, sealValue(key, JSON.stringify(rest)));
        });
      });
      tables.refresh();
    }
    await onDisk(() => tables.commit(() => void tables.batches.remove(keyOf(register, batch))));
  }

  override async close(): Promise<void> {
    await this.eraser?.close();
    await this.room?.close();
    await this.tables.close();
  }
}

export interface RegisterStoreOptions {
  /**
   * For a worker thread or another process, opened after the writer has opened the store. It sees a batch as soon as
   * the writer's `seal` has resolved, however long ago it was opened: every question looks at the newest commit.
   */
  readonly readOnly?: boolean;
}

/**
 * Opens the registers of a data folder, which exists; whoever writes holds the folder (openEmbeddedLog).
 * @throws DataFolderError when what is stored is damaged
 */
export const openRegisterStore = async (
  folder: string,
  { readOnly = false }: RegisterStoreOptions = {},
): Promise<LmdbRegisterStore> => {
  const { registers, file } = placesIn(folder);
  const damage = await damageOf(file, PAGE_BYTES);
  if (damage !== undefined) throw corrupt(registers, damage);
  if (readOnly) return new LmdbRegisterStore(openTables(folder, true), undefined, undefined);
  await mkdir(registers, { recursive: true, mode: 0o700 });
  const tables = openTables(folder, false);
  const room = await Room.open(tables, file);
  return new LmdbRegisterStore(tables, room, await RecordEraser.open(tables, room, registers));
};
