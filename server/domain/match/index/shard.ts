import type { RegisterRecord } from '../../../contract/index.js';
import type { Lexicon } from './lexicon.js';
import { readRow } from './rows.js';
import { Numbers } from './numbers.js';
import { Segment, type SegmentParts } from './segment.js';
import { atOnce, type Steps } from './steps.js';
import { Tally, type TallyParts } from './tally.js';

/** A register as it is kept in a snapshot: sealed, nothing of it dead. */
export interface ShardParts {
  readonly register: string;
  readonly base: SegmentParts;
  readonly tally: TallyParts;
  readonly batchNames: readonly string[];
  readonly batchCounts: readonly number[];
}

/** Where a record is: the shard’s segment and the slot within. */
export interface Place {
  readonly segment: Segment;
  readonly slot: number;
}

/** A delta as large as this, and larger than a tenth of the base, is folded into a new base at the next opportunity. */
const SMALLEST_FOLD = 20_000;
/** Records that are copied between two pauses. */
const STEP = 512;

/**
 * One register in the matcher: an immutable base, a small growing delta beside it, tombstones in both. The delta is
 * searched with every query; changes to a record take effect at once. While base and delta are folded into a new base,
 * both are searched as they are, and what changes meanwhile goes into another delta.
 */
export class Shard {
  private base: Segment;
  private delta = new Segment();
  /** a delta that is being folded into the base */
  private leaving: Segment | undefined;
  private readonly batchNames: string[];
  private readonly batchCounts: number[];
  readonly tally: Tally;

  constructor(
    readonly register: string,
    private readonly lexicon: Lexicon,
    parts?: ShardParts,
  ) {
    this.base = new Segment(parts?.base);
    if (parts === undefined) atOnce(this.base.sealing());
    this.tally = new Tally(parts?.tally);
    this.batchNames = [...(parts?.batchNames ?? [])];
    this.batchCounts = [...(parts?.batchCounts ?? [])];
  }

  get size(): number {
    return this.base.live + this.delta.live + (this.leaving?.live ?? 0);
  }

  get bytes(): number {
    return this.base.bytes + this.delta.bytes + (this.leaving?.bytes ?? 0) + this.tally.bytes;
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
    this.delta.add(record.recordId, number, row, this.lexicon);
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
    for (const segment of [this.delta, this.leaving, this.base]) {
      const slot = segment === undefined || segment.size === 0 ? undefined : segment.find(recordId);
      if (segment !== undefined && slot !== undefined) return { segment, slot };
    }
    return undefined;
  }

  /** The segments that have anything to search. */
  segments(): Segment[] {
    return [this.base, this.leaving, this.delta].flatMap((segment) =>
      segment !== undefined && segment.live > 0 ? [segment] : [],
    );
  }

  batchName(number: number): string {
    return this.batchNames[number] ?? '';
  }

  /** True when the delta has grown so large that folding it in would pay. */
  get wantsFolding(): boolean {
    const loose = this.delta.size + (this.base.size - this.base.live);
    return this.leaving === undefined && loose > SMALLEST_FOLD && loose * 10 > this.base.size;
  }

  /** True when not all of it is packed, or some of it is dead. */
  get isLoose(): boolean {
    return this.leaving === undefined && (this.delta.size > 0 || this.base.live < this.base.size);
  }

  /** Makes a first load the base, in steps; until the last of them the shard must not be searched. */
  *sealing(): Steps<void> {
    if (this.base.size > 0 || this.delta.live < this.delta.size) {
      yield* this.folding();
      return;
    }
    yield* this.delta.sealing();
    this.base = this.delta;
    this.delta = new Segment();
  }

  /** Makes base and delta a new base, in steps; between any two of them the shard can be searched and changed. */
  *folding(): Steps<void> {
    if (this.leaving !== undefined) throw new Error('A register is folded once at a time');
    const parts = [this.base, this.delta];
    this.leaving = this.delta;
    this.delta = new Segment();
    const whole = new Segment();
    const taken: Uint32Array[] = [];
    for (const segment of parts) taken.push(yield* adopting(whole, segment, this.lexicon));
    yield* whole.sealing();
    let slot = 0;
    for (const [at, segment] of parts.entries()) {
      for (const old of taken[at] ?? []) {
        if (segment.isDead(old)) whole.bury(slot);
        slot += 1;
      }
    }
    this.base = whole;
    this.leaving = undefined;
  }

  /** The register as it is now, when all of it is in the base and nothing of it is dead; undefined otherwise. */
  parts(): ShardParts | undefined {
    const { register, base, delta, leaving, tally } = this;
    if (leaving !== undefined || delta.size > 0 || base.live < base.size) return undefined;
    const { batchNames, batchCounts } = this;
    return {
      register,
      base: base.parts(),
      tally: tally.parts(),
      batchNames: [...batchNames],
      batchCounts: [...batchCounts],
    };
  }

  private batchNumber(batch: string): number {
    const known = this.batchNames.lastIndexOf(batch);
    if (known >= 0) return known;
    this.batchNames.push(batch);
    this.batchCounts.push(0);
    return this.batchNames.length - 1;
  }
}

/** Copies the live records of a segment into another one; returns which slots those were. */
function* adopting(into: Segment, from: Segment, lexicon: Lexicon): Steps<Uint32Array> {
  const taken = new Numbers();
  for (let slot = 0; slot < from.size; slot += 1) {
    if (slot % STEP === 0) yield;
    if (from.isDead(slot)) continue;
    into.adopt(from, slot, lexicon);
    taken.push(slot);
  }
  return taken.packed();
}
