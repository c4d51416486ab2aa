import { NONE, type AddressRow, type NameRow, type PersonRow, type PhonePair, type RecordRow } from './rows.js';

/**
 * Rows in one array of 32-bit words, each as long as what it holds. A record: its counts; its addresses; its own numbers;
 * its people. Absent parts take no room.
 */
export class PackedRows {
  private words = new Uint32Array(1024);
  private used = 0;
  private starts = new Uint32Array(64);
  private count = 0;

  get size(): number {
    return this.count;
  }

  get bytes(): number {
    return this.words.byteLength + this.starts.byteLength;
  }

  /** Adds a row and returns its slot: 0, 1, 2, … */
  add(row: RecordRow): number {
    if (this.count === this.starts.length) this.starts = doubled(this.starts);
    this.starts[this.count] = this.used;
    this.write(row.people.length | (row.addresses.length << 8) | (row.phones.length << 16));
    for (const address of row.addresses) this.writeAddress(address);
    for (const phone of row.phones) this.writePair(phone);
    for (const person of row.people) this.writePerson(person);
    this.count += 1;
    return this.count - 1;
  }

  /** Gives back the room that growing left over; for a segment that will not grow any more. */
  trim(): void {
    this.words = this.words.slice(0, this.used);
    this.starts = this.starts.slice(0, this.count);
  }

  get(slot: number): RecordRow {
    const reader = new Reader(this.words, this.starts[slot] ?? 0);
    const counts = reader.next();
    const addresses: AddressRow[] = [];
    for (let i = (counts >>> 8) & 255; i > 0; i -= 1) addresses.push(reader.address());
    const phones = reader.pairs((counts >>> 16) & 255);
    const people: PersonRow[] = [];
    for (let i = counts & 255; i > 0; i -= 1) people.push(reader.person());
    return { people, addresses, phones };
  }

  private write(word: number): void {
    if (this.used === this.words.length) this.words = doubled(this.words);
    this.words[this.used] = word;
    this.used += 1;
  }

  private writePair(pair: PhonePair): void {
    this.write(pair[0]);
    this.write(pair[1]);
  }

  private writeAddress(address: AddressRow): void {
    const parts = [address.flat, address.house, address.name, address.street];
    let present = parts.reduce((mask, part, bit) => mask | (part === NONE ? 0 : 1 << bit), 0);
    if (address.postcode !== 0) present |= 16;
    if (address.uprn[0] + address.uprn[1] !== 0) present |= 32;
    this.write(present | (address.places.length << 8) | (address.streetType << 16));
    for (const part of parts) if (part !== NONE) this.write(part);
    if (present & 16) this.write(address.postcode);
    if (present & 32) this.writePair(address.uprn);
    for (const place of address.places) this.write(place);
  }

  private writePerson(person: PersonRow): void {
    this.write(person.names.length | (person.phones.length << 8) | (person.sex << 16));
    this.write(person.birth);
    for (const phone of person.phones) this.writePair(phone);
    for (const name of person.names) {
      this.write(name.given.length | (name.parts.length << 8) | (name.surname === NONE ? 0 : 1 << 16));
      for (const word of name.given) this.write(word);
      if (name.surname !== NONE) this.write(name.surname);
      for (const word of name.parts) this.write(word);
    }
  }
}

const NOTHING: readonly never[] = [];
const NO_NUMBER: PhonePair = [0, 0];

/** Reads a record word by word. */
class Reader {
  constructor(
    private readonly words: Uint32Array,
    private at: number,
  ) {}

  next(): number {
    this.at += 1;
    return this.words[this.at - 1] ?? 0;
  }

  pairs(count: number): readonly PhonePair[] {
    if (count === 0) return NOTHING;
    const found: PhonePair[] = [];
    for (let i = 0; i < count; i += 1) found.push([this.next(), this.next()]);
    return found;
  }

  address(): AddressRow {
    const head = this.next();
    const flat = head & 1 ? this.next() : NONE;
    const house = head & 2 ? this.next() : NONE;
    const name = head & 4 ? this.next() : NONE;
    const street = head & 8 ? this.next() : NONE;
    const postcode = head & 16 ? this.next() : 0;
    const uprn: PhonePair = head & 32 ? [this.next(), this.next()] : NO_NUMBER;
    const places = this.several((head >>> 8) & 255);
    return { flat, house, name, street, streetType: (head >>> 16) & 255, places, postcode, uprn };
  }

  person(): PersonRow {
    const head = this.next();
    const birth = this.next();
    const phones = this.pairs((head >>> 8) & 255);
    const names: NameRow[] = [];
    for (let i = head & 255; i > 0; i -= 1) names.push(this.name());
    return { sex: (head >>> 16) & 3, birth, phones, names };
  }

  private name(): NameRow {
    const head = this.next();
    const given = this.several(head & 255);
    const surname = head & (1 << 16) ? this.next() : NONE;
    return { given, surname, parts: this.several((head >>> 8) & 255) };
  }

  private several(count: number): readonly number[] {
    if (count === 0) return NOTHING;
    const found: number[] = [];
    for (let i = 0; i < count; i += 1) found.push(this.next());
    return found;
  }
}

function doubled(from: Uint32Array): Uint32Array<ArrayBuffer> {
  const to = new Uint32Array(from.length * 2);
  to.set(from);
  return to;
}
