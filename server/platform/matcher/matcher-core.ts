import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CheckAnswer, CheckQuery } from '../../domain/match/types.js';
import { atOnce } from '../../domain/match/index/steps.js';
import { RecordIndex } from '../../domain/match/record-index.js';
import type { ActiveBatches, LoadedRegister, RegisterStore } from '../../ports.js';
import { batchOfEach, batchesSince, counting } from './batches.js';

/** What a core reads: the part of the register store that does not write. */
export type RecordStore = Pick<RegisterStore, 'get' | 'records' | 'recordIds'>;

/** Milliseconds of work on a load or an activation after which queries get a turn. */
const SLICE_MS = 4;
/** An activation that touches more records than this builds the register anew beside the old one. */
const SMALL_CHANGE = 250;
/** Milliseconds that one check may take; subjects that it leaves no time for are answered as not searched. */
const CHECK_MS = 250;

/**
 * Keeps a `RecordIndex` in step with the register store: what a worker runs, and what the in-process matcher is. Loads and
 * activations are done in slices, one after another, and take effect at once.
 */
export class MatcherCore {
  private readonly active = new Map<string, ActiveBatches>();
  private readonly index = new RecordIndex((register, recordId) =>
    this.store.get(register, recordId, this.active.get(register) ?? []),
  );
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly store: RecordStore) {}

  load(registers: readonly LoadedRegister[]): Promise<void> {
    return this.inTurn(async () => {
      for (const { manifest, active } of registers) await this.rebuild(manifest.id, active);
    });
  }

  activate(register: string, active: ActiveBatches): Promise<void> {
    return this.inTurn(async () => {
      const changed = batchesSince(this.active.get(register), active);
      const touched = changed === undefined ? undefined : this.recordsOf(register, changed);
      if (touched === undefined) await this.rebuild(register, active);
      else this.apply(register, active, touched);
    });
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

  private async rebuild(register: string, active: ActiveBatches): Promise<void> {
    const loading = this.index.load(register);
    let until = performance.now() + SLICE_MS;
    const pause = async (): Promise<void> => {
      await nextTurn();
      until = performance.now() + SLICE_MS;
    };
    const finding = batchOfEach(this.store, register, active);
    let found = finding.next();
    for (; !found.done; found = finding.next()) if (performance.now() >= until) await pause();
    const batches = found.value;
    for (const record of this.store.records(register, active)) {
      loading.add({ batch: batches(record.recordId), record });
      if (performance.now() >= until) await pause();
    }
    for (const _step of loading.committing()) if (performance.now() >= until) await pause();
    this.active.set(register, active);
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }
}
