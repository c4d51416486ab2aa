import { Multimap } from './multimap.js';
import { doubled, Numbers } from './numbers.js';
import type { Steps } from './steps.js';

export interface FamilyParts {
  /** where the entries of a surname begin, by its id; one more for the end */
  readonly starts: Uint32Array;
  /** four words an entry */
  readonly entries: Uint32Array;
}

/** What is looked for among the bearers of a surname. Tables by id, by year and by short hash; bits. */
export interface FamilyWanted {
  /** bits that a given name adds, by id + 1: 0 is no given name */
  readonly given: Float32Array;
  /** the most that any given name adds */
  readonly mostGiven: number;
  /** bits that a year of birth adds: 0 is not known */
  readonly years: Float32Array;
  /** 1 for a street that is looked for */
  readonly streets: Uint8Array;
  /** the last five bits of those, a bit each: most streets are told apart by them */
  readonly streetBits: number;
  /** by short hash; -1 for none */
  readonly postcode: number;
}

const STEP = 8_192;
const WORDS = 4;

/**
 * The people of a segment by surname, with what it takes to tell in a few nanoseconds whether one is worth a look: all
 * bearers of a name lie side by side and are gone through, which is faster than a key for every pair of names. An entry
 * for each surname, given name and address of a person, in four words side by side, since most surnames have few bearers:
 * given name (id + 1); slot; year of birth and, by short hash, street; postcode by short hash.
 */
export class FamilyIndex {
  private starts: Uint32Array | undefined;
  private entries: Uint32Array;
  private used: number;
  /** while it grows: surname → entries */
  private loose = new Multimap();
  private readonly met = new Numbers();

  constructor(parts?: FamilyParts) {
    this.starts = parts?.starts;
    this.entries = parts?.entries ?? new Uint32Array(64 * WORDS);
    this.used = (parts?.entries.length ?? 0) / WORDS;
  }

  get bytes(): number {
    return this.entries.byteLength + (this.starts?.byteLength ?? this.loose.bytes);
  }

  add(surname: number, given: number, year: number, street: number, postcode: number, slot: number): void {
    const at = this.used * WORDS;
    if (at === this.entries.length) this.entries = doubled(this.entries);
    this.entries[at] = given;
    this.entries[at + 1] = slot;
    this.entries[at + 2] = (year << 16) | street;
    this.entries[at + 3] = postcode;
    this.loose.add(surname, this.used);
    this.used += 1;
  }

  /** How many entries a surname has. */
  count(surname: number): number {
    const { starts } = this;
    if (starts !== undefined)
      return surname + 1 < starts.length ? (starts[surname + 1] ?? 0) - (starts[surname] ?? 0) : 0;
    this.met.size = 0;
    this.loose.collect(surname, this.met);
    return this.met.size;
  }

  /** Appends the slots of those whose given name and year come to `cut` bits, or who are at home where we look. */
  scan(surname: number, wanted: FamilyWanted, cut: number, into: Numbers): void {
    const { starts, entries } = this;
    if (starts !== undefined) {
      if (surname + 1 < starts.length)
        scanRange(entries, (starts[surname] ?? 0) * WORDS, (starts[surname + 1] ?? 0) * WORDS, wanted, cut, into);
      return;
    }
    const { met } = this;
    met.size = 0;
    this.loose.collect(surname, met);
    for (let i = 0; i < met.size; i += 1) {
      const at = (met.items[i] ?? 0) * WORDS;
      scanRange(entries, at, at + WORDS, wanted, cut, into);
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
    const entries = new Uint32Array(size * WORDS);
    for (let i = 0; i < size; i += 1) {
      if (i % STEP === 0) yield;
      const place = places[keys[i] ?? 0] ?? 0;
      places[keys[i] ?? 0] = place + 1;
      const from = (values[i] ?? 0) * WORDS;
      for (let word = 0; word < WORDS; word += 1) entries[place * WORDS + word] = this.entries[from + word] ?? 0;
    }
    this.entries = entries;
    this.starts = starts;
    this.loose = new Multimap();
  }

  parts(): FamilyParts {
    const { starts, entries } = this;
    if (starts === undefined) throw new Error('Only a sealed index has parts');
    return { starts, entries };
  }
}

/** Goes through entries side by side. Tens of thousands bear a common name: every step counts. */
function scanRange(
  entries: Uint32Array,
  from: number,
  to: number,
  { given, mostGiven, years, streets, streetBits, postcode }: FamilyWanted,
  cut: number,
  into: Numbers,
): void {
  for (let at = from; at < to; at += WORDS) {
    const born = entries[at + 2] ?? 0;
    const missing = cut - (years[born >>> 16] ?? 0);
    if (
      (missing <= mostGiven && missing <= (given[entries[at] ?? 0] ?? 0)) ||
      (((streetBits >>> (born & 31)) & 1) === 1 && streets[born & 0xffff] === 1) ||
      entries[at + 3] === postcode
    )
      into.push(entries[at + 1] ?? 0);
  }
}

/** The largest of the first `size` keys; -1 when there are none. */
export function mostOf(keys: Uint32Array, size: number): number {
  let most = -1;
  for (let i = 0; i < size; i += 1) most = Math.max(most, keys[i] ?? 0);
  return most;
}
