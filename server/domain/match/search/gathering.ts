import type { FamilyWanted } from '../index/family-index.js';
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

/** Tells from its sketch whether a record may matter. */
export interface Sieve {
  lets(sketches: Uint32Array, slot: number): boolean;
}

const ALL: Sieve = { lets: () => true };

/** What was found, and a bucket of it: of all searches, each of which begins anew. */
const found = { slots: new Numbers(), owners: new Numbers() };
const bucket = { slots: new Numbers(), ends: new Numbers() };

/**
 * Opens buckets and keeps what was found and may matter, each record once; says when a bucket was too large to open. One
 * search at a time: good until the next one begins.
 */
export class Gathering {
  readonly searched: readonly { readonly shard: Shard; readonly segment: Segment }[];
  private scanned = 0;
  /** a bucket was skipped, or the budget ran out */
  skipped = false;

  constructor(
    shards: readonly Shard[],
    private readonly budget: Budget,
    private readonly sieve: Sieve = ALL,
  ) {
    this.searched = shards.flatMap((shard) => shard.segments().map((segment) => ({ shard, segment })));
    for (const { segment } of this.searched) segment.beginSearch();
    found.slots.size = 0;
    found.owners.size = 0;
  }

  get size(): number {
    return found.slots.size;
  }

  /** The candidates, in the order in which they were found. */
  get candidates(): Candidate[] {
    return Array.from({ length: this.size }, (_, at) => this.candidate(at));
  }

  candidate(at: number): Candidate {
    return { ...this.ownerOf(at), slot: found.slots.items[at] ?? 0 };
  }

  /** A reader at the row of a candidate, good until the next one is asked for. */
  rowAt(at: number): RowReader {
    return this.ownerOf(at).segment.at(found.slots.items[at] ?? 0);
  }

  private ownerOf(at: number): Gathering['searched'][number] {
    const owner = this.searched[found.owners.items[at] ?? 0];
    if (owner === undefined) throw new RangeError('There is no such candidate');
    return owner;
  }

  /** Adds the records under a key; when there are too many to look at, the search is not complete. */
  open(wanted: number): void {
    if (!this.addKey(wanted, this.budget.bucket)) this.skipped = true;
  }

  /**
   * Adds the records under a key that is tried beside the sufficient ones, when they are few: it finds what several slips
   * at once have hidden, and a search is complete without it.
   */
  tryOpen(wanted: number): void {
    this.addKey(wanted, this.budget.extra);
  }

  /** The same for people of a given name, born between two months. */
  openGiven(given: number, from: number, to: number): void {
    if (!this.addGiven(given, from, to, this.budget.bucket)) this.skipped = true;
  }

  tryGiven(given: number, from: number, to: number): void {
    this.addGiven(given, from, to, this.budget.extra);
  }

  /** Goes through the bearers of a surname and adds those who are wanted; not, when the budget does not allow it. */
  scanFamily(surname: number, wanted: FamilyWanted, cut: number): void {
    let size = 0;
    for (const { segment } of this.searched) size += segment.familySize(surname);
    if (size === 0) return;
    this.scanned += size;
    if (this.scanned > this.budget.scanned) {
      this.skipped = true;
      return;
    }
    this.beginBucket();
    for (const { segment } of this.searched) {
      segment.scanFamily(surname, wanted, cut, bucket.slots);
      bucket.ends.push(bucket.slots.size);
    }
    this.sift();
    if (bucket.slots.size > this.limit(this.budget.bucket)) this.skipped = true;
    else this.admit();
  }

  private addKey(wanted: number, most: number): boolean {
    const limit = this.limit(most);
    this.beginBucket();
    for (const { segment } of this.searched) {
      if (!segment.collect(wanted, bucket.slots, limit - bucket.slots.size)) return false;
      bucket.ends.push(bucket.slots.size);
    }
    this.admit();
    return true;
  }

  private addGiven(given: number, from: number, to: number, most: number): boolean {
    const limit = this.limit(most);
    this.beginBucket();
    for (const { segment } of this.searched) {
      if (!segment.collectGiven(given, from, to, bucket.slots, limit - bucket.slots.size)) return false;
      bucket.ends.push(bucket.slots.size);
    }
    this.admit();
    return true;
  }

  private limit(most: number): number {
    return Math.min(most, this.budget.records - this.size);
  }

  private beginBucket(): void {
    bucket.slots.size = 0;
    bucket.ends.size = 0;
  }

  /** Takes out of the bucket who cannot matter: they are searched, however many there are. */
  private sift(): void {
    const { slots, ends } = bucket;
    let [at, kept] = [0, 0];
    for (let owner = 0; owner < ends.size; owner += 1) {
      const end = ends.items[owner] ?? 0;
      const sketches = this.searched[owner]?.segment.sketches;
      for (; at < end; at += 1) {
        const slot = slots.items[at] ?? 0;
        if (sketches === undefined || !this.sieve.lets(sketches, slot)) continue;
        slots.items[kept] = slot;
        kept += 1;
      }
      ends.items[owner] = kept;
    }
    slots.size = kept;
  }

  private admit(): void {
    const { searched, sieve } = this;
    let at = 0;
    for (let owner = 0; owner < bucket.ends.size; owner += 1) {
      const end = bucket.ends.items[owner] ?? 0;
      const segment = searched[owner]?.segment;
      if (segment === undefined || at === end) continue;
      const { sketches } = segment;
      for (; at < end; at += 1) {
        const slot = bucket.slots.items[at] ?? 0;
        if (!sieve.lets(sketches, slot) || !segment.meets(slot)) continue;
        found.slots.push(slot);
        found.owners.push(owner);
      }
    }
  }
}
