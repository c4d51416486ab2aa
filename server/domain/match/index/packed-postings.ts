import type { Steps } from './steps.js';

/** Entries that are gone through between two pauses. */
const STEP = 8_192;

/**
 * Postings that never change: under a 32-bit key, the slots of the records that have it. A directory over the key's
 * upper bits and, within a bucket, entries sorted by the lower 16 bits: about 7 bytes an entry, no false answers.
 */
export class PackedPostings {
  private constructor(
    private readonly shift: number,
    private readonly directory: Uint32Array,
    private readonly lower: Uint16Array,
    private readonly slots: Uint32Array,
  ) {}

  get size(): number {
    return this.slots.length;
  }

  get bytes(): number {
    return this.directory.byteLength + this.lower.byteLength + this.slots.byteLength;
  }

  /** Builds from parallel arrays of keys and slots, in any order; both are left as they are. A step is about a millisecond. */
  static *building(keys: Uint32Array, slots: Uint32Array, size: number): Steps<PackedPostings> {
    const bits = Math.max(16, Math.min(22, Math.ceil(Math.log2(size + 1)) - 2));
    const shift = 32 - bits;
    const directory = new Uint32Array(2 ** bits + 1);
    for (let i = 0; i < size; i += 1) {
      if (i % STEP === 0) yield;
      bump(directory, ((keys[i] ?? 0) >>> shift) + 1);
    }
    for (let bucket = 1; bucket < directory.length; bucket += 1) {
      directory[bucket] = (directory[bucket] ?? 0) + (directory[bucket - 1] ?? 0);
    }
    const places = directory.slice();
    const order = new Uint32Array(size);
    for (let i = 0; i < size; i += 1) {
      if (i % STEP === 0) yield;
      const bucket = (keys[i] ?? 0) >>> shift;
      order[places[bucket] ?? 0] = i;
      bump(places, bucket);
    }
    const [lower, packed] = [new Uint16Array(size), new Uint32Array(size)];
    for (let bucket = 0; bucket + 1 < directory.length; bucket += 1) {
      if (bucket % STEP === 0) yield;
      const [from, to] = [directory[bucket] ?? 0, directory[bucket + 1] ?? 0];
      if (to - from > 1) sortBucket(order.subarray(from, to), keys);
      for (let at = from; at < to; at += 1) {
        lower[at] = (keys[order[at] ?? 0] ?? 0) & 0xffff;
        packed[at] = slots[order[at] ?? 0] ?? 0;
      }
    }
    return new PackedPostings(shift, directory, lower, packed);
  }

  /** The half-open range of a key's entries; read them with `slotAt`. Both ends equal when there are none. */
  find(key: number): readonly [number, number] {
    const bucket = key >>> this.shift;
    const [first, end] = [this.directory[bucket] ?? 0, this.directory[bucket + 1] ?? 0];
    const wanted = key & 0xffff;
    let from = first;
    let span = end - first;
    while (span > 0) {
      const half = span >>> 1;
      if ((this.lower[from + half] ?? 0) < wanted) {
        from += half + 1;
        span -= half + 1;
      } else span = half;
    }
    let to = from;
    while (to < end && this.lower[to] === wanted) to += 1;
    return [from, to];
  }

  slotAt(position: number): number {
    return this.slots[position] ?? 0;
  }
}

function bump(counts: Uint32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}

function sortBucket(order: Uint32Array, keys: Uint32Array): void {
  order.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
}
