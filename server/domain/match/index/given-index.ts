import { mostOf } from './family-index.js';
import { Multimap } from './multimap.js';
import { doubled, Numbers } from './numbers.js';
import type { Steps } from './steps.js';

export interface GivenParts {
  /** where the entries of a given name begin, by its id; one more for the end */
  readonly starts: Uint32Array;
  readonly months: Uint16Array;
  readonly slots: Uint32Array;
}

const STEP = 8_192;
const MONTHS = 13;
const FIRST_YEAR = 1000;

/** A year and a month of birth in 16 bits; month 0 is not known. */
export const monthNumber = (year: number, month: number): number => (year - FIRST_YEAR) * MONTHS + month;
const MOST_MONTHS = monthNumber(2200, 0);

/**
 * The people of a segment who have a year of birth, by first given name and then by when they were born: those of one name
 * and year lie side by side. 6 bytes an entry: year and month 2, slot 4.
 */
export class GivenIndex {
  private starts: Uint32Array | undefined;
  private months: Uint16Array;
  private slots: Uint32Array;
  private used: number;
  /** while it grows: given name → entries */
  private loose = new Multimap();
  private readonly entries = new Numbers();

  constructor(parts?: GivenParts) {
    this.starts = parts?.starts;
    this.months = parts?.months ?? new Uint16Array(64);
    this.slots = parts?.slots ?? new Uint32Array(64);
    this.used = parts?.slots.length ?? 0;
  }

  get bytes(): number {
    return this.months.byteLength + this.slots.byteLength + (this.starts?.byteLength ?? this.loose.bytes);
  }

  add(given: number, month: number, slot: number): void {
    const at = this.used;
    if (at === this.slots.length) {
      this.months = doubled(this.months);
      this.slots = doubled(this.slots);
    }
    this.months[at] = month;
    this.slots[at] = slot;
    this.loose.add(given, at);
    this.used = at + 1;
  }

  /** Appends the slots of a given name, born in the months `from` to `to`; false when there are more than `most`. */
  collect(given: number, from: number, to: number, into: Numbers, most = Infinity): boolean {
    if (this.starts === undefined) return this.collectLoose(given, from, to, into, most);
    if (given + 1 >= this.starts.length) return true;
    const end = this.starts[given + 1] ?? 0;
    let at = this.firstFrom(this.starts[given] ?? 0, end, from);
    for (let left = most; at < end && (this.months[at] ?? 0) <= to; at += 1) {
      if (left === 0) return false;
      left -= 1;
      into.push(this.slots[at] ?? 0);
    }
    return true;
  }

  /** Sorts by given name and month, and packs; until the last step it must not be searched. */
  *sealing(): Steps<void> {
    if (this.starts !== undefined) return;
    const { keys, size } = this.loose.entries();
    const all = new Uint32Array(size);
    for (let i = 0; i < size; i += 1) {
      if (i % STEP === 0) yield;
      all[i] = i;
    }
    const byMonth = yield* sorting(all, this.months, MOST_MONTHS);
    const order = yield* sorting(byMonth, keys, mostOf(keys, size) + 1);
    const starts = new Uint32Array(mostOf(keys, size) + 2);
    for (let i = 0; i < size; i += 1) {
      if (i % STEP === 0) yield;
      const next = (keys[i] ?? 0) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
    }
    for (let id = 1; id < starts.length; id += 1) starts[id] = (starts[id] ?? 0) + (starts[id - 1] ?? 0);
    const [months, slots] = [new Uint16Array(size), new Uint32Array(size)];
    for (let i = 0; i < size; i += 1) {
      if (i % STEP === 0) yield;
      months[i] = this.months[order[i] ?? 0] ?? 0;
      slots[i] = this.slots[order[i] ?? 0] ?? 0;
    }
    [this.months, this.slots, this.starts] = [months, slots, starts];
    this.loose = new Multimap();
  }

  parts(): GivenParts {
    const { starts, months, slots } = this;
    if (starts === undefined) throw new Error('Only a sealed index has parts');
    return { starts, months, slots };
  }

  private collectLoose(given: number, from: number, to: number, into: Numbers, most: number): boolean {
    const { entries } = this;
    entries.size = 0;
    this.loose.collect(given, entries);
    let left = most;
    for (let i = 0; i < entries.size; i += 1) {
      const at = entries.items[i] ?? 0;
      const month = this.months[at] ?? 0;
      if (month < from || month > to) continue;
      if (left === 0) return false;
      left -= 1;
      into.push(this.slots[at] ?? 0);
    }
    return true;
  }

  private firstFrom(start: number, end: number, month: number): number {
    let from = start;
    let span = end - start;
    while (span > 0) {
      const half = span >>> 1;
      if ((this.months[from + half] ?? 0) < month) {
        from += half + 1;
        span -= half + 1;
      } else span = half;
    }
    return from;
  }
}

/** One pass of a radix sort: the entries in the order of a key, those of one key in the order they had. */
function* sorting(entries: Uint32Array, keys: Uint16Array | Uint32Array, kinds: number): Steps<Uint32Array> {
  const places = new Uint32Array(kinds + 1);
  for (let i = 0; i < entries.length; i += 1) {
    if (i % STEP === 0) yield;
    const next = (keys[entries[i] ?? 0] ?? 0) + 1;
    places[next] = (places[next] ?? 0) + 1;
  }
  for (let kind = 1; kind < places.length; kind += 1) places[kind] = (places[kind] ?? 0) + (places[kind - 1] ?? 0);
  const sorted = new Uint32Array(entries.length);
  for (let i = 0; i < entries.length; i += 1) {
    if (i % STEP === 0) yield;
    const entry = entries[i] ?? 0;
    const key = keys[entry] ?? 0;
    const place = places[key] ?? 0;
    places[key] = place + 1;
    sorted[place] = entry;
  }
  return sorted;
}
