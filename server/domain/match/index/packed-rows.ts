import { NO_TYPE } from '../normalise/street.js';
import { doubled } from './numbers.js';
import { RowReader } from './row-reader.js';
import { NONE, type AddressRow, type NameRow, type PersonRow, type PhonePair, type RecordRow } from './rows.js';
import { sketch, SKETCH_WORDS } from './sketch.js';
import { bytesOf, writeText } from './text-heap.js';

export interface RowsParts {
  readonly heap: Uint8Array;
  /** four words a row, see `sketch` */
  readonly sketches: Uint32Array;
}

/** A record without what varies: room is made for a whole one before it is written. */
const WIDEST_NUMBER = 5;
/** People, addresses and numbers of a record that one byte tells. */
const FEW = { people: 7, addresses: 3, phones: 3 } as const;

/**
 * Rows one after another in one array of bytes, each as long as what it holds, and a sketch of each (16 bytes). Numbers are
 * written seven bits a byte, the lowest first. A record:
 *
 * | part    | bytes                                                                                              |
 * |---------|----------------------------------------------------------------------------------------------------|
 * | record  | batch 1–5, length of the id 1–2, id, counts 1 (or 0x80 and 3), its addresses, its numbers, people  |
 * | address | what is present 1, kind of street 0–1, places 1, then ids 1–3 each, postcode 4, UPRN 5–9           |
 * | number  | digits above 10⁹ 1–5, the nine below 4                                                             |
 * | person  | sex and count of names 1, numbers 0–1 and each, date of birth 1–3, names                           |
 * | name    | counts 1, ids of given names, surname and its parts 1–3 each                                       |
 *
 * A synthetic person with one address and one number takes 45 to 50 bytes, the id among them.
 */
export class PackedRows {
  private heap: Uint8Array;
  private heads: Uint32Array;
  private used: number;
  private count: number;
  private reader: RowReader;

  constructor(parts: RowsParts = { heap: new Uint8Array(1024), sketches: new Uint32Array(256) }, size = 0) {
    ({ heap: this.heap, sketches: this.heads } = parts);
    this.count = size;
    this.used = size === 0 ? 0 : parts.heap.length;
    this.reader = new RowReader(this.heap);
  }

  static from(parts: RowsParts): PackedRows {
    return new PackedRows(parts, parts.sketches.length / SKETCH_WORDS);
  }

  get size(): number {
    return this.count;
  }

  /** The sketches, four words a row. Good until the next row is added. */
  get sketches(): Uint32Array {
    return this.heads;
  }

  get bytes(): number {
    return this.heap.byteLength + this.heads.byteLength;
  }

  /** Adds a row and returns its slot: 0, 1, 2, … */
  add(recordId: string, batch: number, row: RecordRow): number {
    const head = this.begin();
    sketch(row, this.heads, head);
    this.ensure(2 * WIDEST_NUMBER + bytesOf(recordId) + 4);
    this.number(batch);
    this.number(recordId.length);
    this.used = writeText(recordId, this.heap, this.used);
    this.counts(row);
    for (const address of row.addresses) this.address(address);
    for (const phone of row.phones) this.pair(phone);
    for (const person of row.people) this.person(person);
    this.count += 1;
    return this.count - 1;
  }

  /** Gives back the room that growing left over; for a segment that will not grow any more. */
  trim(): void {
    this.heap = this.heap.slice(0, this.used);
    this.heads = this.heads.slice(0, this.count * SKETCH_WORDS);
    this.reader = new RowReader(this.heap);
  }

  /** A reader that stands at the counts of a record. There is one: it is good until the next call. */
  at(slot: number): RowReader {
    this.reader.seek(this.startOf(slot));
    return this.reader;
  }

  get(slot: number): RecordRow {
    return this.at(slot).record();
  }

  recordId(slot: number): string {
    return this.at(slot).recordId();
  }

  batch(slot: number): number {
    return this.at(slot).batch;
  }

  /** Copies a record of other rows, as it is, into these and returns its slot. */
  copy(from: PackedRows, slot: number): number {
    const head = this.begin();
    const theirs = slot * SKETCH_WORDS;
    for (let word = 1; word < SKETCH_WORDS; word += 1) this.heads[head + word] = from.heads[theirs + word] ?? 0;
    const start = from.startOf(slot);
    const end = slot + 1 < from.count ? from.startOf(slot + 1) : from.used;
    this.ensure(end - start);
    this.heap.set(from.heap.subarray(start, end), this.used);
    this.used += end - start;
    this.count += 1;
    return this.count - 1;
  }

  parts(): RowsParts {
    return { heap: this.heap.subarray(0, this.used), sketches: this.heads.subarray(0, this.count * SKETCH_WORDS) };
  }

  private startOf(slot: number): number {
    return this.heads[slot * SKETCH_WORDS] ?? 0;
  }

  /** Makes room for a sketch, and writes where the row begins. @returns where the sketch is */
  private begin(): number {
    const head = this.count * SKETCH_WORDS;
    if (head === this.heads.length) this.heads = doubled(this.heads);
    this.heads[head] = this.used;
    return head;
  }

  private ensure(more: number): void {
    if (this.used + more <= this.heap.length) return;
    this.heap = doubled(this.heap, this.used + more);
    this.reader = new RowReader(this.heap);
  }

  private byte(value: number): void {
    this.heap[this.used] = value;
    this.used += 1;
  }

  private number(value: number): void {
    let rest = value;
    for (; rest > 127; rest >>>= 7) this.byte((rest & 127) | 128);
    this.byte(rest);
  }

  private word(value: number): void {
    this.byte(value & 255);
    this.byte((value >>> 8) & 255);
    this.byte((value >>> 16) & 255);
    this.byte(value >>> 24);
  }

  private pair([high, low]: PhonePair): void {
    this.ensure(WIDEST_NUMBER + 4);
    this.number(high);
    this.word(low);
  }

  private counts({ people, addresses, phones }: RecordRow): void {
    if (people.length <= FEW.people && addresses.length <= FEW.addresses && phones.length <= FEW.phones) {
      this.byte(people.length | (addresses.length << 3) | (phones.length << 5));
      return;
    }
    this.byte(128);
    this.byte(people.length);
    this.byte(addresses.length);
    this.byte(phones.length);
  }

  private address(address: AddressRow): void {
    this.ensure(3 + (8 + address.places.length) * WIDEST_NUMBER);
    const { flat, house, name, street } = address;
    let present = 0;
    if (flat !== NONE) present |= 1;
    if (house !== NONE) present |= 2;
    if (name !== NONE) present |= 4;
    if (street !== NONE) present |= 8;
    if (address.postcode !== 0) present |= 16;
    if (address.uprn[0] + address.uprn[1] !== 0) present |= 32;
    if (address.streetType !== NO_TYPE) present |= 64;
    this.byte(present);
    this.byte(address.places.length);
    if (present & 64) this.byte(address.streetType);
    if (present & 1) this.number(flat);
    if (present & 2) this.number(house);
    if (present & 4) this.number(name);
    if (present & 8) this.number(street);
    if (present & 16) this.word(address.postcode);
    if (present & 32) this.pair(address.uprn);
    for (const place of address.places) this.number(place);
  }

  private person({ names, phones, sex, birth }: PersonRow): void {
    this.ensure(3 * WIDEST_NUMBER);
    this.number(sex | (phones.length > 0 ? 4 : 0) | (names.length << 3));
    if (phones.length > 0) this.byte(phones.length);
    this.number(birth);
    for (const phone of phones) this.pair(phone);
    for (const name of names) this.name(name);
  }

  private name({ given, surname, parts }: NameRow): void {
    this.ensure((2 + given.length + parts.length) * WIDEST_NUMBER);
    this.number(given.length | (surname === NONE ? 0 : 8) | (parts.length << 4));
    for (const word of given) this.number(word);
    if (surname !== NONE) this.number(surname);
    for (const word of parts) this.number(word);
  }
}
