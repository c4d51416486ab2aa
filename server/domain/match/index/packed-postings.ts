import type { Numbers } from './numbers.js';
import type { Steps } from './steps.js';

/** Entries that are gone through between two pauses. */
const STEP = 8_192;
const [FEWEST_BITS, MOST_BITS] = [16, 22];
/** A bucket up to this long is sorted by insertion. */
const SHORT = 24;

export interface PostingsParts {
  readonly bits: number;
  readonly directory: Uint32Array;
  readonly lower: Uint16Array;
  readonly values: Uint32Array;
}

/**
 * Postings that never change: under a 32-bit key, the values that have it. A directory over the key’s upper bits (4 bytes for
 * about four entries) and, within a bucket, entries sorted by the lower 16 bits (2 bytes) and their values (4 bytes):
 * 7 bytes an entry, no false answers.
 */
export class PackedPostings {
  private readonly shift: number;

  constructor(readonly parts: PostingsParts) {
    this.shift = 32 - parts.bits;
  }

  get size(): number {
    return this.parts.values.length;
  }

  get bytes(): number {
    const { directory, lower, values } = this.parts;
    return directory.byteLength + lower.byteLength + values.byteLength;
  }

  /** Appends the values under a key, in the order in which they were added; false, and nothing, when more than `most`. */
  collect(key: number, into: Numbers, most = Infinity): boolean {
    const { directory, lower, values } = this.parts;
    const bucket = key >>> this.shift;
    const end = directory[bucket + 1] ?? 0;
    let from = directory[bucket] ?? 0;
    const wanted = key & 0xffff;
    let span = end - from;
    while (span > 0) {
      const half = span >>> 1;
      if ((lower[from + half] ?? 0) < wanted) {
        from += half + 1;
        span -= half + 1;
      } else span = half;
    }
    let to = from;
    while (to < end && lower[to] === wanted) to += 1;
    if (to - from > most) return false;
    for (; from < to; from += 1) into.push(values[from] ?? 0);
    return true;
  }

  /** Every entry again, by key. */
  *entries(): Iterable<readonly [key: number, value: number]> {
    const { directory, lower, values } = this.parts;
    for (let bucket = 0; bucket + 1 < directory.length; bucket += 1) {
      const upper = (bucket << this.shift) & 0xffff_0000;
      for (let at = directory[bucket] ?? 0; at < (directory[bucket + 1] ?? 0); at += 1)
        yield [(upper | (lower[at] ?? 0)) >>> 0, values[at] ?? 0];
    }
  }

  /** Builds by counting, from parallel arrays of keys and values in any order; both are left as they are. */
  static *building(keys: Uint32Array, values: Uint32Array, size: number): Steps<PackedPostings> {
    const bits = Math.max(FEWEST_BITS, Math.min(MOST_BITS, Math.ceil(Math.log2(size + 1)) - 2));
    const shift = 32 - bits;
    const directory = new Uint32Array(2 ** bits + 1);
    for (let i = 0; i < size; i += 1) {
      if (i % STEP === 0) yield;
      const bucket = ((keys[i] ?? 0) >>> shift) + 1;
      directory[bucket] = (directory[bucket] ?? 0) + 1;
    }
    for (let bucket = 1; bucket < directory.length; bucket += 1)
      directory[bucket] = (directory[bucket] ?? 0) + (directory[bucket - 1] ?? 0);
    const places = directory.slice();
    const [lower, packed] = [new Uint16Array(size), new Uint32Array(size)];
    for (let i = 0; i < size; i += 1) {
      if (i % STEP === 0) yield;
      const key = keys[i] ?? 0;
      const place = places[key >>> shift] ?? 0;
      places[key >>> shift] = place + 1;
      lower[place] = key & 0xffff;
      packed[place] = values[i] ?? 0;
    }
    for (let bucket = 0; bucket + 1 < directory.length; bucket += 1) {
      if (bucket % STEP === 0) yield;
      sortBucket(lower, packed, directory[bucket] ?? 0, directory[bucket + 1] ?? 0);
    }
    return new PackedPostings({ bits, directory, lower, values: packed });
  }
}

/** Sorts a bucket by the lower halves of its keys; those of one key stay in their order. */
function sortBucket(lower: Uint16Array, values: Uint32Array, from: number, to: number): void {
  if (to - from > SHORT) {
    sortLong(lower, values, from, to);
    return;
  }
  for (let i = from + 1; i < to; i += 1) {
    const half = lower[i] ?? 0;
    const value = values[i] ?? 0;
    let at = i;
    while (at > from && (lower[at - 1] ?? 0) > half) {
      lower[at] = lower[at - 1] ?? 0;
      values[at] = values[at - 1] ?? 0;
      at -= 1;
    }
    lower[at] = half;
    values[at] = value;
  }
}

function sortLong(lower: Uint16Array, values: Uint32Array, from: number, to: number): void {
  const places = Float64Array.from({ length: to - from }, (_, i) => (lower[from + i] ?? 0) * 2 ** 32 + i).sort();
  const before = values.slice(from, to);
  for (const [i, place] of places.entries()) {
    lower[from + i] = Math.floor(place / 2 ** 32);
    values[from + i] = before[place % 2 ** 32] ?? 0;
  }
}
