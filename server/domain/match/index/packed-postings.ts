import type { Numbers } from './numbers.js';
import type { Steps } from './steps.js';

/** Entries that are gone through between two pauses. */
const STEP = 8_192;
const [FEWEST_BITS, MOST_BITS] = [16, 22];

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

  /** Builds by sorting parallel arrays of keys and values in any order; both are left as they are. */
  static *building(keys: Uint32Array, values: Uint32Array, size: number): Steps<PackedPostings> {
    const bits = Math.max(FEWEST_BITS, Math.min(MOST_BITS, Math.ceil(Math.log2(size + 1)) - 2));
    const sorted = yield* sortByKey({ keys: keys.subarray(0, size), values: values.subarray(0, size) });
    const directory = new Uint32Array(2 ** bits + 1);
    const lower = new Uint16Array(size);
    let bucket = 0;
    for (let i = 0; i < size; i += 1) {
      if (i % STEP === 0) yield;
      const key = sorted.keys[i] ?? 0;
      for (; bucket <= key >>> (32 - bits); bucket += 1) directory[bucket] = i;
      lower[i] = key & 0xffff;
    }
    directory.fill(size, bucket);
    return new PackedPostings({ bits, directory, lower, values: sorted.values });
  }
}

interface Pairs {
  readonly keys: Uint32Array;
  readonly values: Uint32Array;
}

/** Bits of the key by which each pass of the sort goes: few enough for all places that are written to, to stay at hand. */
const DIGITS = [11, 11, 10] as const;

/** Radix sort from the lowest digit: values of one key stay in their order. The result is in arrays of its own. */
function* sortByKey(unsorted: Pairs): Steps<Pairs> {
  const size = unsorted.keys.length;
  const spare = [0, 1].map((): Pairs => ({ keys: new Uint32Array(size), values: new Uint32Array(size) }));
  let from = unsorted;
  let shift = 0;
  for (const [pass, bits] of DIGITS.entries()) {
    const to = spare[pass % 2] ?? from;
    const mask = 2 ** bits - 1;
    const places = new Uint32Array(mask + 2);
    for (let i = 0; i < size; i += 1) {
      if (i % STEP === 0) yield;
      const next = (((from.keys[i] ?? 0) >>> shift) & mask) + 1;
      places[next] = (places[next] ?? 0) + 1;
    }
    for (let digit = 1; digit <= mask; digit += 1) places[digit] = (places[digit] ?? 0) + (places[digit - 1] ?? 0);
    for (let i = 0; i < size; i += 1) {
      if (i % STEP === 0) yield;
      const key = from.keys[i] ?? 0;
      const digit = (key >>> shift) & mask;
      const place = places[digit] ?? 0;
      places[digit] = place + 1;
      to.keys[place] = key;
      to.values[place] = from.values[i] ?? 0;
    }
    from = to;
    shift += bits;
  }
  return from;
}
