import { Multimap } from './multimap.js';
import { doubled, Numbers } from './numbers.js';
import type { Steps } from './steps.js';

export interface FamilyParts {
  /** where the entries of a surname begin, by its id; one more for the end */
  readonly starts: Uint32Array;
  readonly given: Uint32Array;
  readonly years: Uint16Array;
  readonly streets: Uint16Array;
  readonly postcodes: Uint16Array;
  readonly slots: Uint32Array;
}

/** What is looked for among the bearers of a surname. Tables by id, by year and by short hash; `cut` is bits. */
export interface FamilyWanted {
  /** bits that a given name adds, by id + 1: 0 is no given name */
  readonly given: Float32Array;
  /** bits that a year of birth adds: 0 is not known */
  readonly years: Float32Array;
  readonly streets: Uint8Array;
  readonly postcodes: Uint8Array;
}

const STEP = 8_192;

/**
 * The people of a segment by surname, with what it takes to tell in a few nanoseconds whether one is worth a look: all
 * bearers of a name lie side by side and are gone through, which is faster than a key for every pair of names. An entry
 * for each surname, given name and address of a person; 14 bytes: given name (id + 1) 4, year of birth 2, street and
 * postcode by short hash 2 each, slot 4.
 */
export class FamilyIndex {
  private starts: Uint32Array | undefined;
  private given: Uint32Array;
  private years: Uint16Array;
  private streets: Uint16Array;
  private postcodes: Uint16Array;
  private slots: Uint32Array;
  private used: number;
  /** while it grows: surname → entries */
  private loose = new Multimap();
  private readonly entries = new Numbers();

  constructor(parts?: FamilyParts) {
    this.starts = parts?.starts;
    this.given = parts?.given ?? new Uint32Array(64);
    this.years = parts?.years ?? new Uint16Array(64);
    this.streets = parts?.streets ?? new Uint16Array(64);
    this.postcodes = parts?.postcodes ?? new Uint16Array(64);
    this.slots = parts?.slots ?? new Uint32Array(64);
    this.used = parts?.slots.length ?? 0;
  }

  get bytes(): number {
    const { starts, given, years, streets, postcodes, slots, loose } = this;
    const columns = [given, years, streets, postcodes, slots].reduce((sum, column) => sum + column.byteLength, 0);
    return columns + (starts?.byteLength ?? loose.bytes);
  }

  add(surname: number, given: number, year: number, street: number, postcode: number, slot: number): void {
    const at = this.used;
    if (at === this.slots.length) this.grow();
    this.given[at] = given;
    this.years[at] = year;
    this.streets[at] = street;
    this.postcodes[at] = postcode;
    this.slots[at] = slot;
    this.loose.add(surname, at);
    this.used = at + 1;
  }

  /** How many entries a surname has. */
  count(surname: number): number {
    const { starts } = this;
    if (starts !== undefined)
      return surname + 1 < starts.length ? (starts[surname + 1] ?? 0) - (starts[surname] ?? 0) : 0;
    this.entries.size = 0;
    this.loose.collect(surname, this.entries);
    return this.entries.size;
  }

  /** Appends the slots of those whose given name and year come to `cut` bits, or who are at home where we look. */
  scan(surname: number, wanted: FamilyWanted, cut: number, into: Numbers): void {
    const { starts } = this;
    if (starts !== undefined) {
      if (surname + 1 >= starts.length) return;
      const to = starts[surname + 1] ?? 0;
      for (let at = starts[surname] ?? 0; at < to; at += 1)
        if (this.isWanted(at, wanted, cut)) into.push(this.slots[at] ?? 0);
      return;
    }
    const { entries } = this;
    entries.size = 0;
    this.loose.collect(surname, entries);
    for (let i = 0; i < entries.size; i += 1) {
      const at = entries.items[i] ?? 0;
      if (this.isWanted(at, wanted, cut)) into.push(this.slots[at] ?? 0);
    }
  }

  /** Sorts by surname and packs; until the last step it must not be searched. */
  *sealing(): Steps<void> {
    if (this.starts !== undefined) return;
    const { keys, values, size } = this.loose.entries();
    const starts = new Uint32Array(mostOf(keys, size) + 2);
    for (let i = 0; i < size; i += 1) {
      if (i % STEP === 0) yield;
      const next = (keys[i] ?? 0) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
    }
    for (let id = 1; id < starts.length; id += 1) starts[id] = (starts[id] ?? 0) + (starts[id - 1] ?? 0);
    const places = starts.slice();
    const order = new Uint32Array(size);
    for (let i = 0; i < size; i += 1) {
      if (i % STEP === 0) yield;
      const place = places[keys[i] ?? 0] ?? 0;
      places[keys[i] ?? 0] = place + 1;
      order[place] = values[i] ?? 0;
    }
    this.given = inOrder(this.given, order, new Uint32Array(size));
    yield;
    this.years = inOrder(this.years, order, new Uint16Array(size));
    yield;
    this.streets = inOrder(this.streets, order, new Uint16Array(size));
    yield;
    this.postcodes = inOrder(this.postcodes, order, new Uint16Array(size));
    yield;
    this.slots = inOrder(this.slots, order, new Uint32Array(size));
    this.starts = starts;
    this.loose = new Multimap();
  }

  parts(): FamilyParts {
    const { starts, given, years, streets, postcodes, slots } = this;
    if (starts === undefined) throw new Error('Only a sealed index has parts');
    return { starts, given, years, streets, postcodes, slots };
  }

  private isWanted(at: number, wanted: FamilyWanted, cut: number): boolean {
    return (
      (wanted.given[this.given[at] ?? 0] ?? 0) + (wanted.years[this.years[at] ?? 0] ?? 0) >= cut ||
      wanted.streets[this.streets[at] ?? 0] === 1 ||
      wanted.postcodes[this.postcodes[at] ?? 0] === 1
    );
  }

  private grow(): void {
    this.given = doubled(this.given);
    this.years = doubled(this.years);
    this.streets = doubled(this.streets);
    this.postcodes = doubled(this.postcodes);
    this.slots = doubled(this.slots);
  }
}

/** The largest of the first `size` keys; -1 when there are none. */
export function mostOf(keys: Uint32Array, size: number): number {
  let most = -1;
  for (let i = 0; i < size; i += 1) most = Math.max(most, keys[i] ?? 0);
  return most;
}

function inOrder<T extends Uint16Array | Uint32Array>(column: T, order: Uint32Array, into: T): T {
  for (let i = 0; i < order.length; i += 1) into[i] = column[order[i] ?? 0] ?? 0;
  return into;
}
