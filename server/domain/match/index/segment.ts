import { FamilyIndex, type FamilyParts, type FamilyWanted } from './family-index.js';
import { GivenIndex, type GivenParts } from './given-index.js';
import { addKeys, addNames, key, Keys } from './keys.js';
import type { Lexicon } from './lexicon.js';
import { doubled, Numbers } from './numbers.js';
import type { PostingsParts } from './packed-postings.js';
import { PackedRows, type RowsParts } from './packed-rows.js';
import { Postings } from './postings.js';
import type { RowReader } from './row-reader.js';
import type { RecordRow } from './rows.js';
import type { Steps } from './steps.js';

export interface SegmentParts {
  readonly rows: RowsParts;
  readonly families: FamilyParts;
  readonly givens: GivenParts;
  readonly ids: PostingsParts;
  readonly keys: PostingsParts;
}

/** The mark of a record that is dead. */
const DEAD = 255;

/**
 * Records of one register in one block: packed rows, people by name, postings, and a byte a record that marks the dead and
 * those that the search in progress has met. It grows until it is sealed; afterwards records can only be marked dead.
 */
export class Segment {
  private readonly rows: PackedRows;
  private readonly families: FamilyIndex;
  private readonly givens: GivenIndex;
  private readonly ids: Postings;
  private readonly postings: Postings;
  private marks: Uint8Array;
  private deadCount = 0;
  private search = 0;
  private sealed: boolean;
  private readonly keys = new Keys();
  /** what a question in progress has collected */
  private readonly slots = new Numbers();

  constructor(parts?: SegmentParts) {
    this.sealed = parts !== undefined;
    this.rows = parts === undefined ? new PackedRows() : PackedRows.from(parts.rows);
    this.families = new FamilyIndex(parts?.families);
    this.givens = new GivenIndex(parts?.givens);
    this.ids = parts === undefined ? new Postings() : Postings.from(parts.ids);
    this.postings = parts === undefined ? new Postings() : Postings.from(parts.keys);
    this.marks = new Uint8Array(Math.max(64, this.rows.size));
  }

  get size(): number {
    return this.rows.size;
  }

  get live(): number {
    return this.rows.size - this.deadCount;
  }

  /** A sketch of each record, four words by slot. Good until the next record is added. */
  get sketches(): Uint32Array {
    return this.rows.sketches;
  }

  get bytes(): number {
    const { rows, families, givens, ids, postings, marks } = this;
    return rows.bytes + families.bytes + givens.bytes + ids.bytes + postings.bytes + marks.byteLength;
  }

  add(recordId: string, batch: number, row: RecordRow, lexicon: Lexicon): void {
    this.index(this.rows.add(recordId, batch, row), recordId, row, lexicon);
  }

  /** Adds a record of another segment as it is. */
  adopt(from: Segment, slot: number, lexicon: Lexicon): void {
    this.index(this.rows.copy(from.rows, slot), from.recordId(slot), from.row(slot), lexicon);
  }

  private index(slot: number, recordId: string, row: RecordRow, lexicon: Lexicon): void {
    if (this.sealed) throw new Error('A sealed segment takes no more records');
    if (slot === this.marks.length) this.marks = doubled(this.marks);
    this.ids.add(key.record(recordId), slot);
    addNames(row, slot, this.families, this.givens);
    this.keys.begin();
    addKeys(row, lexicon, this.keys);
    this.keys.each((wanted) => this.postings.add(wanted, slot));
  }

  /** Packs everything that growing left loose, in steps; until the last of them the segment must not be searched. */
  *sealing(): Steps<void> {
    if (this.sealed) return;
    this.sealed = true;
    yield* this.ids.sealing();
    yield* this.postings.sealing();
    yield* this.families.sealing();
    yield* this.givens.sealing();
    this.rows.trim();
    this.marks = this.marks.slice(0, this.size);
  }

  /** What is packed; nothing of it ever changes. The dead are not told. */
  parts(): SegmentParts {
    const { rows, families, givens, ids, postings } = this;
    return {
      rows: rows.parts(),
      families: families.parts(),
      givens: givens.parts(),
      ids: ids.parts(),
      keys: postings.parts(),
    };
  }

  /** Begins a search: no record has been met. */
  beginSearch(): void {
    this.search += 1;
    if (this.search < DEAD) return;
    this.search = 1;
    for (let slot = 0; slot < this.size; slot += 1) if (this.marks[slot] !== DEAD) this.marks[slot] = 0;
  }

  /** True once in a search for every record that is not dead. */
  meets(slot: number): boolean {
    const mark = this.marks[slot];
    if (mark === DEAD || mark === this.search) return false;
    this.marks[slot] = this.search;
    return true;
  }

  /** Appends the slots under a key, dead ones too; false when there are more than `most`. */
  collect(wanted: number, into: Numbers, most?: number): boolean {
    return this.postings.collect(wanted, into, most);
  }

  /** Appends the slots of people of a surname who are worth a look, dead ones too. */
  scanFamily(surname: number, wanted: FamilyWanted, cut: number, into: Numbers): void {
    this.families.scan(surname, wanted, cut, into);
  }

  /** How many entries a scan of a surname goes through. */
  familySize(surname: number): number {
    return this.families.count(surname);
  }

  /** Appends the slots of people of a given name, born between two months; false when there are more than `most`. */
  collectGiven(given: number, from: number, to: number, into: Numbers, most?: number): boolean {
    return this.givens.collect(given, from, to, into, most);
  }

  /** How many live records there are under a key. */
  holders(wanted: number): number {
    const { slots } = this;
    slots.size = 0;
    this.collect(wanted, slots);
    let live = 0;
    for (let at = 0; at < slots.size; at += 1) if (!this.isDead(slots.items[at] ?? 0)) live += 1;
    return live;
  }

  /** The live record of an id. */
  find(recordId: string): number | undefined {
    const { slots } = this;
    slots.size = 0;
    this.ids.collect(key.record(recordId), slots);
    for (let at = 0; at < slots.size; at += 1) {
      const slot = slots.items[at] ?? 0;
      if (!this.isDead(slot) && this.recordId(slot) === recordId) return slot;
    }
    return undefined;
  }

  row(slot: number): RecordRow {
    return this.rows.get(slot);
  }

  /** A reader at a record, good until the next question to this segment. */
  at(slot: number): RowReader {
    return this.rows.at(slot);
  }

  recordId(slot: number): string {
    return this.rows.recordId(slot);
  }

  batch(slot: number): number {
    return this.rows.batch(slot);
  }

  isDead(slot: number): boolean {
    return this.marks[slot] === DEAD;
  }

  bury(slot: number): void {
    if (!this.isDead(slot)) this.deadCount += 1;
    this.marks[slot] = DEAD;
  }
}
