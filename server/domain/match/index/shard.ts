import type { RegisterRecord } from '../../../contract/index.js';
import { key, keysOf } from './keys.js';
import type { Lexicon } from './lexicon.js';
import { readRow, type RecordRow } from './rows.js';
import { Segment } from './segment.js';
import { atOnce, type Steps } from './steps.js';
import { Tally } from './tally.js';

/** Where a record is: the shard’s segment and the slot within. */
export interface Place {
  readonly segment: Segment;
  readonly slot: number;
}

/** A delta as large as this, and larger than a tenth of the base, is folded into a new base at the next opportunity. */
const SMALLEST_FOLD = 20_000;

/**
 * One register in the matcher: an immutable base, a small growing delta beside it, tombstones in both. The delta is
 * searched with every query; changes to a record take effect at once.
 */
export class Shard {
  private base: Segment;
  private delta: Segment;
  private readonly batchNames: string[] = [];
  private readonly batchCounts: number[] = [];
  readonly tally = new Tally();

  constructor(
    readonly register: string,
    private readonly lexicon: Lexicon,
  ) {
    this.base = new Segment();
    this.delta = new Segment();
    this.base.seal();
  }

  get size(): number {
    return this.base.live + this.delta.live;
  }

  get bytes(): number {
    return this.base.bytes + this.delta.bytes;
  }

  /** Live records by the batch that they came from, in order of first appearance. */
  recordsByBatch(): ReadonlyMap<string, number> {
    return new Map(this.batchNames.map((name, at) => [name, this.batchCounts[at] ?? 0]));
  }

  /** Adds a record, or replaces the one with its id; a withdrawn record only leaves. */
  put(batch: string, record: RegisterRecord): void {
    this.withdraw(record.recordId);
    if (record.withdrawn === true) return;
    const row = readRow(record, this.lexicon);
    const number = this.batchNumber(batch);
    this.delta.add(record.recordId, number, row, keysOf(record.recordId, row, this.lexicon));
    this.tally.count(row, 1);
    this.batchCounts[number] = (this.batchCounts[number] ?? 0) + 1;
  }

  /** Takes a record out; false when there was none. */
  withdraw(recordId: string): boolean {
    const place = this.find(recordId);
    if (place === undefined) return false;
    const { segment, slot } = place;
    this.tally.count(segment.row(slot), -1);
    const batch = segment.batch(slot);
    this.batchCounts[batch] = (this.batchCounts[batch] ?? 0) - 1;
    segment.bury(slot);
    return true;
  }

  find(recordId: string): Place | undefined {
    const wanted = key.record(recordId);
    for (const segment of [this.delta, this.base]) {
      const slots: number[] = [];
      segment.collect(wanted, slots);
      const slot = slots.find((candidate) => segment.recordId(candidate) === recordId);
      if (slot !== undefined) return { segment, slot };
    }
    return undefined;
  }

  /** The segments that have anything to search. */
  segments(): Segment[] {
    return [this.base, this.delta].filter((segment) => segment.live > 0);
  }

  batchName(number: number): string {
    return this.batchNames[number] ?? '';
  }

  /** Makes everything put so far the base; to be called after a first load. */
  seal(): void {
    atOnce(this.sealing());
  }

  /** The same in steps; until the last of them the shard must not be searched. */
  *sealing(): Steps<void> {
    if (this.base.live === 0) {
      yield* this.delta.sealing();
      this.base = this.delta;
    } else this.base = this.folded();
    this.delta = new Segment();
  }

  /** True when the delta has grown so large that folding it in would pay. */
  get wantsFolding(): boolean {
    const loose = this.delta.size + (this.base.size - this.base.live);
    return loose > SMALLEST_FOLD && loose * 10 > this.base.size;
  }

  private folded(): Segment {
    const whole = new Segment();
    for (const segment of [this.base, this.delta]) {
      for (let slot = 0; slot < segment.size; slot += 1) {
        if (segment.isDead(slot)) continue;
        const recordId = segment.recordId(slot);
        const row: RecordRow = segment.row(slot);
        whole.add(recordId, segment.batch(slot), row, keysOf(recordId, row, this.lexicon));
      }
    }
    whole.seal();
    return whole;
  }

  private batchNumber(batch: string): number {
    const known = this.batchNames.lastIndexOf(batch);
    if (known >= 0) return known;
    this.batchNames.push(batch);
    this.batchCounts.push(0);
    return this.batchNames.length - 1;
  }
}
