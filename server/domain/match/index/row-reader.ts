import { NO_TYPE } from '../normalise/street.js';
import { NONE, type AddressRow, type NameRow, type PersonRow, type PhonePair, type RecordRow } from './rows.js';
import { readText } from './text-heap.js';

const NOTHING: readonly never[] = [];
const NO_NUMBER: PhonePair = [0, 0];

/** Reads records byte by byte, as PackedRows lays them out: whole, or part after part without making objects. */
export class RowReader {
  batch = 0;
  people = 0;
  addresses = 0;
  phones = 0;
  private id = 0;
  private idEnd = 0;
  private cursor = 0;

  constructor(private readonly heap: Uint8Array) {}

  /** Goes to where a record begins, and reads its counts. Its addresses, its numbers and its people follow. */
  seek(start: number): void {
    this.cursor = start;
    this.batch = this.number();
    const letters = this.number();
    this.id = this.cursor;
    this.idEnd = this.id + 1 + letters * (this.heap[this.id] ?? 1);
    this.cursor = this.idEnd;
    const counts = this.byte();
    this.people = counts === 128 ? this.byte() : counts & 7;
    this.addresses = counts === 128 ? this.byte() : (counts >>> 3) & 3;
    this.phones = counts === 128 ? this.byte() : counts >>> 5;
  }

  recordId(): string {
    return readText(this.heap, this.id, this.idEnd);
  }

  byte(): number {
    this.cursor += 1;
    return this.heap[this.cursor - 1] ?? 0;
  }

  number(): number {
    let value = this.byte();
    if (value < 128) return value;
    value &= 127;
    for (let shift = 7; ; shift += 7) {
      const next = this.byte();
      value |= (next & 127) << shift;
      if (next < 128) return value >>> 0;
    }
  }

  word(): number {
    const at = this.cursor;
    const { heap } = this;
    this.cursor = at + 4;
    return (
      ((heap[at] ?? 0) | ((heap[at + 1] ?? 0) << 8) | ((heap[at + 2] ?? 0) << 16) | ((heap[at + 3] ?? 0) << 24)) >>> 0
    );
  }

  record(): RecordRow {
    const { people: persons, addresses: places, phones: numbers } = this;
    const addresses: AddressRow[] = [];
    for (let i = places; i > 0; i -= 1) addresses.push(this.address());
    const phones = this.pairs(numbers);
    const people: PersonRow[] = [];
    for (let i = persons; i > 0; i -= 1) people.push(this.person());
    return { people, addresses, phones };
  }

  address(): AddressRow {
    const present = this.byte();
    const places = this.byte();
    const streetType = present & 64 ? this.byte() : NO_TYPE;
    const flat = present & 1 ? this.number() : NONE;
    const house = present & 2 ? this.number() : NONE;
    const name = present & 4 ? this.number() : NONE;
    const street = present & 8 ? this.number() : NONE;
    const postcode = present & 16 ? this.word() : 0;
    const uprn: PhonePair = present & 32 ? [this.number(), this.word()] : NO_NUMBER;
    return { flat, house, name, street, streetType, places: this.several(places), postcode, uprn };
  }

  person(): PersonRow {
    const head = this.number();
    const numbers = head & 4 ? this.byte() : 0;
    const birth = this.number();
    const phones = this.pairs(numbers);
    const names: NameRow[] = [];
    for (let i = head >>> 3; i > 0; i -= 1) names.push(this.name());
    return { sex: head & 3, birth, phones, names };
  }

  private pairs(count: number): readonly PhonePair[] {
    if (count === 0) return NOTHING;
    const found: PhonePair[] = [];
    for (let i = 0; i < count; i += 1) found.push([this.number(), this.word()]);
    return found;
  }

  private name(): NameRow {
    const head = this.number();
    const given = this.several(head & 7);
    const surname = head & 8 ? this.number() : NONE;
    return { given, surname, parts: this.several(head >>> 4) };
  }

  private several(count: number): readonly number[] {
    if (count === 0) return NOTHING;
    const found: number[] = [];
    for (let i = 0; i < count; i += 1) found.push(this.number());
    return found;
  }
}
