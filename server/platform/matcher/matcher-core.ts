import type { CheckAnswer, CheckQuery } from '../../domain/match/types.js';
import { atOnce, type Steps } from '../../domain/match/index/steps.js';
import type { RegisterRecord } from '../../contract/index.js';
import type { Weights } from '../../domain/match/weights.js';
import { RecordIndex } from '../../domain/match/record-index.js';
import type { ActiveBatches, LoadedRegister, RegisterStore } from '../../ports.js';
import { batchOfEach, batchesSince, counting, hasLost, isContinued, isSame } from './batches.js';
import { inSlices } from './slices.js';
import type { SnapshotFile } from './snapshot-file.js';

/** What a core reads: the part of the register store that does not write. */
export type RecordStore = Pick<RegisterStore, 'get' | 'records' | 'recordIds'>;

/** Records from which a register is built by another thread. */
const LARGE = 20_000;
/** An activation that touches more records than this builds the register anew beside the old one. */
const SMALL_CHANGE = 250;
/** Milliseconds that one check may take; subjects that it leaves no time for are answered as not searched. */
const CHECK_MS = 250;

/** Of a register’s manifest, its id is all that the index depends on. */
type Loadable = Pick<LoadedRegister, 'active'> & { readonly manifest: Pick<LoadedRegister['manifest'], 'id'> };

/** A register and what it is to hold. */
export interface Wanted {
  readonly register: string;
  readonly batches: ActiveBatches;
}

/** What weighs, where the index is kept from one start to the next, who builds it, and who is told of trouble with that. */
export interface CoreOptions {
  /** the built-in list when left out */
  readonly weights?: Weights;
  readonly snapshot?: SnapshotFile;
  /** builds all registers elsewhere and leaves them as the snapshot; without it they are built here, in slices */
  readonly buildBeside?: (all: readonly Wanted[]) => Promise<void>;
  /** records from which a register is built elsewhere */
  readonly largeFrom?: number;
  readonly tell?: (problem: string, cause?: unknown) => void;
}

/**
 * Keeps a `RecordIndex` in step with the register store: what a worker runs, and what the in-process matcher is. Small
 * changes are applied at once, one after another, also while a register is being built anew; a large register is built by
 * another thread, and its index put in the place of this one. A load begins with what the snapshot holds.
 */
export class MatcherCore {
  private readonly active = new Map<string, ActiveBatches>();
  /** what was last asked for; `active` gets there */
  private readonly wanted = new Map<string, ActiveBatches>();
  private index: RecordIndex;
  private turn: Promise<void> = Promise.resolve();
  /** something was built that the snapshot does not hold */
  private unsaved = false;
  private building: Promise<void> = Promise.resolve();
  private saving: Promise<void> = Promise.resolve();
  private folding: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: RecordStore,
    private readonly options: CoreOptions = {},
  ) {
    this.index = this.emptyIndex();
  }

  private emptyIndex(): RecordIndex {
    return new RecordIndex(
      (register, recordId) => this.store.get(register, recordId, this.active.get(register) ?? []),
      this.options.weights,
    );
  }

  async load(registers: readonly Loadable[]): Promise<void> {
    for (const { manifest, active } of registers) this.wanted.set(manifest.id, active);
    await this.inTurn(() => this.restore());
    for (const { manifest } of registers) await this.reach(manifest.id);
    await this.inTurn(() => this.save());
  }

  async activate(register: string, active: ActiveBatches): Promise<void> {
    this.wanted.set(register, active);
    await this.reach(register);
    await this.inTurn(() => this.save());
  }

  /** Resolves when the snapshot is not being written any more. */
  async settle(): Promise<void> {
    await this.saving;
  }

  /** Searches subject after subject while there is time; says of the others that there was none. */
  check(query: CheckQuery): CheckAnswer {
    const deadline = performance.now() + CHECK_MS;
    const subjects = query.subjects.map((subject, at) =>
      at > 0 && performance.now() > deadline
        ? { subject: subject.ref, keys: [], complete: false, reason: 'no time was left', links: [], candidates: 0 }
        : this.index.check({ ...query, subjects: [subject] }).subjects,
    );
    const searched = [...this.active]
      .filter(([register]) => query.registers === undefined || query.registers.includes(register))
      .flatMap(([register, active]) => this.batchList(register, active));
    return { subjects: subjects.flat(), searched, model: this.index.model };
  }

  private batchList(register: string, active: ActiveBatches): CheckAnswer['searched'][number][] {
    const counts = this.index.recordsByBatch(register);
    const batches = counting(active).map(({ batch }) => ({ register, batch, records: counts.get(batch) ?? 0 }));
    return batches.length === 0 ? [{ register, batch: null, records: 0 }] : batches;
  }

  /** The ids in some batches, undefined when they are too many for a change in one go. */
  private recordsOf(
    register: string,
    batches: readonly string[],
    most = SMALL_CHANGE,
  ): ReadonlySet<string> | undefined {
    const ids = new Set<string>();
    for (const batch of batches) {
      for (const id of this.store.recordIds(register, batch)) {
        ids.add(id);
        if (ids.size > most) return undefined;
      }
    }
    return ids;
  }

  private apply(register: string, active: ActiveBatches, touched: ReadonlySet<string>): void {
    const batches = atOnce(batchOfEach(this.store, register, active, touched));
    for (const recordId of touched) {
      const record = this.store.get(register, recordId, active);
      if (record === undefined) this.index.withdraw(register, recordId);
      else this.index.put(register, { batch: batches(recordId), record });
    }
    this.active.set(register, active);
  }

  /** Brings a register to what is wanted of it, also when that changes meanwhile. */
  private async reach(register: string): Promise<void> {
    while (!(await this.inTurn(async () => this.applyChanges(register)))) {
      const built = this.building.then(() => this.replace(register));
      this.building = built.catch(() => undefined);
      await built;
    }
  }

  /** Applies the changed records when they are few. @returns false when the register has to be built anew */
  private applyChanges(register: string): boolean {
    const wanted = this.wanted.get(register) ?? [];
    const changed = batchesSince(this.active.get(register), wanted);
    const touched = changed === undefined ? undefined : this.recordsOf(register, changed);
    if (touched === undefined) return false;
    this.apply(register, wanted, touched);
    this.foldBeside();
    return true;
  }

  /** Builds a register anew: elsewhere, when it is large and that can be done, else here in slices. */
  private async replace(register: string): Promise<void> {
    const wanted = this.wanted.get(register) ?? [];
    if (isSame(this.active.get(register), wanted)) return;
    const forgets = hasLost(this.active.get(register) ?? [], wanted);
    const beside = (forgets || this.isLarge(register, wanted)) && (await this.isBuiltBeside());
    await this.inTurn(async () => {
      // Whoever wanted something else meanwhile goes on from what there is.
      if (!isSame(this.wanted.get(register), wanted)) return;
      if (beside && (await this.swap(register, wanted))) return;
      await (forgets ? this.rebuildAll(register, wanted) : this.rebuild(register, wanted));
      this.unsaved = true;
    });
  }

  private isLarge(register: string, batches: ActiveBatches): boolean {
    const { largeFrom = LARGE } = this.options;
    let records = 0;
    for (const { batch } of counting(batches)) {
      for (const _id of this.store.recordIds(register, batch)) {
        records += 1;
        if (records >= largeFrom) return true;
      }
    }
    return false;
  }

  private async isBuiltBeside(): Promise<boolean> {
    const { buildBeside, tell } = this.options;
    if (buildBeside === undefined) return false;
    try {
      await buildBeside([...this.wanted].map(([register, batches]) => ({ register, batches })));
      return true;
    } catch (cause) {
      tell?.('the matcher’s index could not be built beside it and is built in it', cause);
      return false;
    }
  }

  /**
   * Puts the snapshot in the place of the index, with the changes that were applied since it was begun.
   * @returns false when it does not hold what it is for, or less than what is searched now
   */
  private async swap(register: string, wanted: ActiveBatches): Promise<boolean> {
    const found = await this.options.snapshot?.read();
    if (found === undefined || 'unusable' in found) return false;
    const held = new Map(found.active.map(({ register: id, batches }) => [id, batches]));
    // The others are as they were when it was begun, or already as they are wanted.
    const rest = [...this.active].filter(([id]) => !isSame(held.get(id), this.wanted.get(id) ?? []));
    const changes = rest.map(([id, active]) => ({ id, active, since: batchesSince(held.get(id), active) }));
    if (!isSame(held.get(register), wanted) || changes.some(({ id, since }) => since === undefined || !held.has(id)))
      return false;
    this.index.unpack(found.index);
    this.active.clear();
    for (const [id, batches] of held) this.active.set(id, batches);
    for (const { id, active, since = [] } of changes)
      if (since.length > 0) this.apply(id, active, this.recordsOf(id, since, Infinity) ?? new Set());
    return true;
  }

  /** Words are kept for all registers together: those of what was erased go when every register is built anew. */
  private async rebuildAll(register: string, wanted: ActiveBatches): Promise<void> {
    const index = this.emptyIndex();
    for (const [id, active] of new Map([...this.active, [register, wanted]])) await this.rebuild(id, active, index);
    this.index = index;
  }

  private async rebuild(register: string, active: ActiveBatches, index = this.index): Promise<void> {
    const loading = index.load(register);
    const batches = await inSlices(batchOfEach(this.store, register, active));
    const add = function* (records: Iterable<RegisterRecord>): Steps<void> {
      for (const record of records) {
        loading.add({ batch: batches(record.recordId), record });
        yield;
      }
    };
    await inSlices(add(this.store.records(register, active)));
    await inSlices(loading.committing());
    this.active.set(register, active);
  }

  /** Takes from the snapshot, at the first load, the registers whose batches are still active, others added since or not. */
  private async restore(): Promise<void> {
    if (this.active.size > 0) return;
    const found = await this.options.snapshot?.read();
    if (found === undefined) return;
    if ('unusable' in found) {
      this.options.tell?.(`the snapshot of the matcher is not used: ${found.unusable}`);
      return;
    }
    // Built anew, whole: the words of what was erased are in the dictionaries that all registers share.
    if (found.active.some(({ register, batches }) => hasLost(batches, this.wanted.get(register) ?? []))) return;
    this.index.unpack(found.index);
    for (const { register, batches } of found.active) {
      const wanted = this.wanted.get(register);
      if (wanted !== undefined && isContinued(batches, wanted)) this.active.set(register, batches);
      else this.index.drop(register);
    }
  }

  /** Packs everything, when it was built here, and writes it down, which goes on while changes are applied. */
  private async save(): Promise<void> {
    const { snapshot, tell } = this.options;
    if (snapshot === undefined || !this.unsaved) return;
    this.unsaved = false;
    const index = await inSlices(this.index.packing());
    if (index === undefined) return;
    const active = [...this.active].map(([register, batches]) => ({ register, batches }));
    this.saving = this.saving
      .then(() => snapshot.write({ active, index }))
      .catch((cause: unknown) => tell?.('the snapshot of the matcher could not be written', cause));
  }

  /** Folds what has changed into new bases, in slices, while checks and changes go on. */
  private foldBeside(): void {
    const registers = this.index.unfolded;
    if (registers.length === 0) return;
    this.folding = this.folding.then(async () => {
      for (const register of registers) await inSlices(this.index.folding(register));
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }
}
