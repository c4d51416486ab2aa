import { dayOf, monthOf, yearOf } from '../normalise/date.js';
import { hashParts, hashText, shortHash } from './hash.js';
import type { FamilyIndex } from './family-index.js';
import { monthNumber, type GivenIndex } from './given-index.js';
import type { Lexicon } from './lexicon.js';
import { Numbers } from './numbers.js';
import { NONE, type AddressRow, type PersonRow, type PhonePair, type RecordRow } from './rows.js';
import { postcodeHash, streetHash } from './sketch.js';

/** What a record can be found by, beside the names in it. A key is the hash of its kind and of ids of the dictionaries. */
const KeyKind = {
  record: 0,
  birth: 1,
  phone: 2,
  uprn: 3,
  givenAndStreet: 4,
  givenAndPostcode: 5,
  postcode: 6,
  postcodeAndHouse: 7,
  postcodeAndName: 8,
  streetAndHouse: 9,
  streetAndName: 10,
  houseAndPlace: 11,
  nameAndPlace: 12,
} as const;

/** The key of a part of something, 16 bits each: all parts of one thing, which are looked up together, lie side by side. */
const within = (kind: number, whole: number, part: number): number =>
  ((hashParts(kind, whole) & 0xffff_0000) | shortHash(part)) >>> 0;

export const key = {
  record: (recordId: string) => hashParts(KeyKind.record, hashText(recordId)),
  birth: (date: number) => hashParts(KeyKind.birth, date),
  phone: ([high, low]: PhonePair) => hashParts(KeyKind.phone, high, low),
  uprn: ([high, low]: PhonePair) => hashParts(KeyKind.uprn, high, low),
  givenAndStreet: (given: number, street: number) => within(KeyKind.givenAndStreet, street, given),
  givenAndPostcode: (given: number, code: number) => within(KeyKind.givenAndPostcode, code, given),
  postcode: (code: number) => hashParts(KeyKind.postcode, code),
  postcodeAndHouse: (code: number, house: number) => within(KeyKind.postcodeAndHouse, code, house),
  postcodeAndName: (code: number, name: number) => within(KeyKind.postcodeAndName, code, name),
  streetAndHouse: (street: number, house: number) => within(KeyKind.streetAndHouse, street, house),
  streetAndName: (street: number, name: number) => within(KeyKind.streetAndName, street, name),
  houseAndPlace: (house: number, place: number) => within(KeyKind.houseAndPlace, place, house),
  nameAndPlace: (name: number, place: number) => within(KeyKind.nameAndPlace, place, name),
} as const;

/** The keys of one record, each once; kept between records to spare its allocation. */
export class Keys {
  private readonly found = new Numbers();
  private many: Set<number> | undefined;

  begin(): void {
    this.found.size = 0;
    this.many = undefined;
  }

  add(wanted: number): void {
    if (this.has(wanted)) return;
    this.found.push(wanted);
    this.many?.add(wanted);
  }

  each(visit: (wanted: number) => void): void {
    for (let i = 0; i < this.found.size; i += 1) visit(this.found.items[i] ?? 0);
  }

  private has(wanted: number): boolean {
    const { items, size } = this.found;
    if (size === FEW) this.many ??= new Set(items.subarray(0, size));
    if (this.many !== undefined) return this.many.has(wanted);
    for (let i = 0; i < size; i += 1) if (items[i] === wanted) return true;
    return false;
  }
}

/** Keys up to which looking through them is faster than a set. */
const FEW = 24;

/** All keys of a record but its own id’s, each once. */
export function addKeys(row: RecordRow, lexicon: Lexicon, keys: Keys): void {
  for (const phone of row.phones) keys.add(key.phone(phone));
  for (const address of row.addresses) addAddressKeys(address, lexicon, keys);
  for (const person of row.people) addPersonKeys(person, row.addresses, keys);
}

function addPersonKeys({ phones, birth, names }: PersonRow, addresses: readonly AddressRow[], keys: Keys): void {
  for (const phone of phones) keys.add(key.phone(phone));
  if (dayOf(birth) !== 0) keys.add(key.birth(birth));
  for (const { given } of names) {
    const [first] = given;
    if (first === undefined) continue;
    for (const { street, postcode } of addresses) {
      if (street !== NONE) keys.add(key.givenAndStreet(first, street));
      else if (postcode !== 0) keys.add(key.givenAndPostcode(first, postcode));
    }
  }
}

function addAddressKeys(address: AddressRow, lexicon: Lexicon, keys: Keys): void {
  const { uprn, postcode, street, name, house, places } = address;
  if (uprn[0] + uprn[1] !== 0) keys.add(key.uprn(uprn));
  const labels = labelsOf(address, lexicon);
  if (postcode !== 0) {
    keys.add(key.postcode(postcode));
    for (const label of labels) keys.add(key.postcodeAndHouse(postcode, label));
    if (name !== NONE) keys.add(key.postcodeAndName(postcode, name));
  }
  if (street !== NONE) {
    for (const label of labels) keys.add(key.streetAndHouse(street, label));
    if (name !== NONE) keys.add(key.streetAndName(street, name));
  }
  for (const place of places) {
    if (name !== NONE) keys.add(key.nameAndPlace(name, place));
    if (house !== NONE) keys.add(key.houseAndPlace(house, place));
  }
}

function labelsOf({ house, flat, name }: AddressRow, { numbers }: Lexicon): readonly number[] {
  if (house !== NONE) return numbers.expansion(numbers.word(house), houseLabelIds);
  return name === NONE && flat !== NONE ? [flat] : [];
}

const houseLabelIds = (house: string, numbers: Lexicon['numbers']): readonly number[] =>
  houseLabels(house).map((label) => numbers.intern(label));

/** What a house number is looked up under: a range under both its ends as well, 12a under 12 as well. */
export function houseLabels(house: string): string[] {
  const [from = '', to] = house.split('-');
  const labels = to === undefined ? [house] : [house, from, to];
  return [...new Set([...labels, ...labels.map((label) => label.replace(/[a-z]$/, ''))])];
}

/** Adds the people of a record to what is looked up by name: an entry for every surname, given name and address. */
export function addNames(row: RecordRow, slot: number, families: FamilyIndex, givens: GivenIndex): void {
  for (const { names, birth } of row.people) {
    for (const { given, surname, parts } of names) {
      const [first] = given;
      if (first !== undefined && birth !== 0) givens.add(first, monthNumber(yearOf(birth), monthOf(birth)), slot);
      if (surname === NONE) {
        // A lone name may be the surname, written in the wrong field.
        if (first !== undefined) addFamily(first, [], birth, row.addresses, slot, families);
        continue;
      }
      addFamily(surname, given, birth, row.addresses, slot, families);
      for (const part of parts) if (part !== surname) addFamily(part, given, birth, row.addresses, slot, families);
    }
  }
}

function addFamily(
  surname: number,
  given: readonly number[],
  birth: number,
  addresses: readonly AddressRow[],
  slot: number,
  families: FamilyIndex,
): void {
  const year = yearOf(birth);
  const homes = addresses.length === 0 ? [undefined] : addresses;
  for (const home of homes) {
    const street = home === undefined || home.street === NONE ? 0 : streetHash(home.street);
    const postcode = home === undefined || home.postcode === 0 ? 0 : postcodeHash(home.postcode);
    families.add(surname, (given[0] ?? NONE) + 1, year, street, postcode, slot);
    for (const other of given.slice(1)) families.add(surname, other + 1, year, street, postcode, slot);
  }
}
