import type { CheckAnswer, CheckQuery } from '../../domain/match/types.js';
import { atOnce, type Steps } from '../../domain/match/index/steps.js';
import type { RegisterRecord } from '../../contract/index.js';
import type { Weights } from '../../domain/match/weights.js';
import { RecordIndex } from '../../domain/match/record-index.js';
import type { ActiveBatches, LoadedRegister, RegisterStore } from '../../ports.js';
import { batchOfEach, batchesSince, counting, isContinued } from './batches.js';
import { inSlices } from './slices.js';
import type { SnapshotFile } from './snapshot-file.js';

/** What a core reads: the part of the register store that does not write. */
export type RecordStore = Pick<RegisterStore, 'get' | 'records' | 'recordIds'>;

/** An activation that touches more records than this builds the register anew beside the old one. */
const SMALL_CHANGE = 250;
/** Milliseconds that one check may take; subjects that it leaves no time for are answered as not searched. */
const CHECK_MS = 250;

/** What weighs, where the index is kept from one start to the next, and who is told what became of that. */
export interface CoreOptions {
  /** the built-in list when left out */
  readonly weights?: Weights;
  readonly snapshot?: SnapshotFile;
  readonly tell?: (problem: string, cause?: unknown) => void;
}

/**
 * Keeps a `RecordIndex` in step with the register store: what a worker runs, and what the in-process matcher is. Loads and
 * activations are done in slices, one after another, and take effect at once. A load begins with what the snapshot holds
 * and ends, when that was not everything, with a new one.
 */
export class MatcherCore {
  private readonly active = new Map<string, ActiveBatches>();
  private readonly index: RecordIndex;
  private turn: Promise<void> = Promise.resolve();
  private saving: Promise<void> = Promise.resolve();
  private folding: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: RecordStore,
    private readonly options: CoreOptions = {},
  ) {
    this.index = new RecordIndex(
      (register, recordId) => store.get(register, recordId, this.active.get(register) ?? []),
      options.weights,
    );
  }

  load(registers: readonly LoadedRegister[]): Promise<void> {
    return this.inTurn(async () => {
      if (this.active.size === 0) await this.restore(registers);
      let rebuilt = false;
      for (const { manifest, active } of registers) rebuilt = (await this.bring(manifest.id, active)) || rebuilt;
      if (rebuilt) await this.save();
    });
  }

  activate(register: string, active: ActiveBatches): Promise<void> {
    return this.inTurn(async () => {
      if (await this.bring(register, active)) await this.save();
    });
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
  private recordsOf(register: string, batches: readonly string[]): ReadonlySet<string> | undefined {
    const ids = new Set<string>();
    for (const batch of batches) {
      for (const id of this.store.recordIds(register, batch)) {
        ids.add(id);
        if (ids.size > SMALL_CHANGE) return undefined;
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

  /**
   * Brings a register to a list of batches: by its changed records when they are few, else anew beside the old one.
   * @returns whether it was built anew
   */
  private async bring(register: string, active: ActiveBatches): Promise<boolean> {
    const changed = batchesSince(this.active.get(register), active);
    const touched = changed === undefined ? undefined : this.recordsOf(register, changed);
    if (touched === undefined) {
      await this.rebuild(register, active);
      return true;
    }
    this.apply(register, active, touched);
    this.foldBeside();
    return false;
  }

  private async rebuild(register: string, active: ActiveBatches): Promise<void> {
    const loading = this.index.load(register);
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

  /** Takes from the snapshot the registers whose batches are still active, with at most others added since. */
  private async restore(registers: readonly LoadedRegister[]): Promise<void> {
    const found = await this.options.snapshot?.read();
    if (found === undefined) return;
    if ('unusable' in found) {
      this.options.tell?.(`the snapshot of the matcher is not used: ${found.unusable}`);
      return;
    }
    this.index.unpack(found.index);
    for (const { register, batches } of found.active) {
      const wanted = registers.find(({ manifest }) => manifest.id === register)?.active;
      if (wanted !== undefined && isContinued(batches, wanted)) this.active.set(register, batches);
      else this.index.drop(register);
    }
  }

  /** Packs everything and writes it down, which goes on while changes are applied. */
  private async save(): Promise<void> {
    const { snapshot, tell } = this.options;
    if (snapshot === undefined) return;
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

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }
}
