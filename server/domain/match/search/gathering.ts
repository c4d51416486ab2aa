import { Numbers } from '../index/numbers.js';
import type { RowReader } from '../index/row-reader.js';
import type { Segment } from '../index/segment.js';
import type { Shard } from '../index/shard.js';

/** A record that shares a key with the subject. */
export interface Candidate {
  readonly shard: Shard;
  readonly segment: Segment;
  readonly slot: number;
}

/** What one query may cost. What is beyond it is not searched, and the answer says so. */
export interface Budget {
  /** a bucket with more records than this is not opened */
  readonly bucket: number;
  /** the same for keys that only widen the search */
  readonly extra: number;
  /** records that are looked at in all */
  readonly records: number;
  /** bearers of a surname that are gone through in all */
  readonly scanned: number;
}

export const BUDGET: Budget = { bucket: 3000, extra: 300, records: 12_000, scanned: 400_000 };

/** Appends what a segment has under some key; false when that is more than `most`. */
export type Collect = (segment: Segment, into: Numbers, most: number) => boolean;

/** Opens buckets and keeps what was found, each record once; says when a bucket was too large to open. */
export class Gathering {
  readonly searched: readonly { readonly shard: Shard; readonly segment: Segment }[];
  private readonly slots = new Numbers();
  private readonly owners = new Numbers();
  private readonly bucket = new Numbers();
  private scanned = 0;
  /** a bucket was skipped, or the budget ran out */
  skipped = false;

  constructor(
    shards: readonly Shard[],
    private readonly budget: Budget,
  ) {
    this.searched = shards.flatMap((shard) => shard.segments().map((segment) => ({ shard, segment })));
    for (const { segment } of this.searched) segment.beginSearch();
  }

  get size(): number {
    return this.slots.size;
  }

  /** The candidates, in the order in which they were found. */
  get candidates(): Candidate[] {
    return Array.from({ length: this.slots.size }, (_, at) => this.candidate(at));
  }

  candidate(at: number): Candidate {
    const owner = this.searched[this.owners.items[at] ?? 0];
    if (owner === undefined) throw new RangeError('There is no such candidate');
    return { ...owner, slot: this.slots.items[at] ?? 0 };
  }

  /** A reader at the row of a candidate, good until the next one is asked for. */
  rowAt(at: number): RowReader {
    const owner = this.searched[this.owners.items[at] ?? 0];
    if (owner === undefined) throw new RangeError('There is no such candidate');
    return owner.segment.at(this.slots.items[at] ?? 0);
  }

  /** Adds the records under a key; when there are too many to look at, the search is not complete. */
  open(wanted: number): void {
    this.openBucket((segment, into, most) => segment.collect(wanted, into, most));
  }

  openBucket(collect: Collect): void {
    if (!this.tryBucket(collect, this.budget.bucket)) this.skipped = true;
  }

  /**
   * Adds the records under a key that is tried beside the sufficient ones, when they are few: it finds what several slips
   * at once have hidden, and a search is complete without it.
   * @returns false when there were too many
   */
  tryOpen(wanted: number): boolean {
    return this.tryBucket((segment, into, most) => segment.collect(wanted, into, most));
  }

  tryBucket(collect: Collect, most: number = this.budget.extra): boolean {
    const { bucket } = this;
    const limit = Math.min(most, this.budget.records - this.slots.size);
    bucket.size = 0;
    const ends: number[] = [];
    for (const { segment } of this.searched) {
      if (!collect(segment, bucket, limit - bucket.size)) return false;
      ends.push(bucket.size);
    }
    if (bucket.size > 0) this.admit(ends);
    return true;
  }

  /**
   * Goes through the bearers of a surname and adds those that `scan` picks; not, when the budget does not allow it.
   */
  scanFamily(surname: number, scan: (segment: Segment, into: Numbers) => void): void {
    let size = 0;
    for (const { segment } of this.searched) size += segment.familySize(surname);
    if (size === 0) return;
    this.scanned += size;
    if (this.scanned > this.budget.scanned) {
      this.skipped = true;
      return;
    }
    const { bucket } = this;
    bucket.size = 0;
    const ends: number[] = [];
    for (const { segment } of this.searched) {
      scan(segment, bucket);
      ends.push(bucket.size);
    }
    if (bucket.size > Math.min(this.budget.bucket, this.budget.records - this.slots.size)) this.skipped = true;
    else if (bucket.size > 0) this.admit(ends);
  }

  private admit(ends: readonly number[]): void {
    const { bucket, slots, owners, searched } = this;
    let at = 0;
    for (const [owner, end] of ends.entries()) {
      const segment = searched[owner]?.segment;
      for (; at < end; at += 1) {
        const slot = bucket.items[at] ?? 0;
        if (segment?.meets(slot) !== true) continue;
        slots.push(slot);
        owners.push(owner);
      }
    }
  }
}
