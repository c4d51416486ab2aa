import { Multimap } from './multimap.js';
import { PackedPostings } from './packed-postings.js';
import { PackedRows } from './packed-rows.js';
import type { RecordRow } from './rows.js';
import { atOnce, type Steps } from './steps.js';
import { TextHeap } from './text-heap.js';

/** Where a segment’s keys are: packed once it is sealed, growing before. */
interface Postings {
  collect(key: number, into: number[]): void;
  readonly size: number;
  readonly bytes: number;
}

/**
 * Records of one register in one block: packed rows, postings, record ids as bytes, batches, tombstones. It grows until it
 * is sealed; afterwards records can only be marked dead.
 */
export class Segment {
  private readonly rows = new PackedRows();
  private postings: Postings = new Multimap();
  private readonly ids = new TextHeap();
  private batches = new Uint32Array(64);
  private dead = new Uint8Array(64);
  private deadCount = 0;

  get size(): number {
    return this.rows.size;
  }

  get live(): number {
    return this.rows.size - this.deadCount;
  }

  get bytes(): number {
    return this.rows.bytes + this.postings.bytes + this.ids.bytes + this.batches.byteLength + this.dead.byteLength;
  }

  add(recordId: string, batch: number, row: RecordRow, keys: Iterable<number>): void {
    const slot = this.rows.add(row);
    this.ids.add(recordId);
    if (slot === this.batches.length) {
      const [batches, dead] = [new Uint32Array(slot * 2), new Uint8Array(slot * 2)];
      batches.set(this.batches);
      dead.set(this.dead);
      this.batches = batches;
      this.dead = dead;
    }
    this.batches[slot] = batch;
    const growing = this.postings;
    if (!(growing instanceof Multimap)) throw new Error('A sealed segment takes no more records');
    for (const key of keys) growing.add(key, slot);
  }

  /** Packs everything that growing left loose, in one go. */
  seal(): void {
    atOnce(this.sealing());
  }

  /** The same in steps; until the last of them the segment must not be searched. */
  *sealing(): Steps<void> {
    if (!(this.postings instanceof Multimap)) return;
    const { keys, values, size } = this.postings.entries();
    this.postings = new SealedPostings(yield* PackedPostings.building(keys, values, size));
    this.rows.trim();
    this.ids.trim();
    this.batches = this.batches.slice(0, this.size);
    this.dead = this.dead.slice(0, this.size);
  }

  /** The slots of the live records under a key, in no particular order. */
  collect(key: number, into: number[]): void {
    const before = into.length;
    this.postings.collect(key, into);
    if (this.deadCount === 0) return;
    let kept = before;
    for (let at = before; at < into.length; at += 1) {
      const slot = into[at] ?? 0;
      if (this.dead[slot] === 0) {
        into[kept] = slot;
        kept += 1;
      }
    }
    into.length = kept;
  }

  row(slot: number): RecordRow {
    return this.rows.get(slot);
  }

  recordId(slot: number): string {
    return this.ids.get(slot);
  }

  batch(slot: number): number {
    return this.batches[slot] ?? 0;
  }

  isDead(slot: number): boolean {
    return this.dead[slot] === 1;
  }

  bury(slot: number): void {
    if (this.dead[slot] === 0) this.deadCount += 1;
    this.dead[slot] = 1;
  }
}

class SealedPostings implements Postings {
  constructor(private readonly packed: PackedPostings) {}

  get size(): number {
    return this.packed.size;
  }

  get bytes(): number {
    return this.packed.bytes;
  }

  collect(key: number, into: number[]): void {
    const [from, to] = this.packed.find(key);
    for (let at = from; at < to; at += 1) into.push(this.packed.slotAt(at));
  }
}
