import { monthOf, yearOf, dayOf } from '../normalise/date.js';
import type { AddressRow, PersonRow, PhonePair, RecordRow } from './rows.js';
import { NONE } from './rows.js';
import { hashParts, hashText } from './hash.js';
import type { Lexicon } from './lexicon.js';

/** What a record can be found by. A key is the hash of its kind and of the words themselves, never of their ids. */
export const KeyKind = {
  record: 0,
  givenAndSurname: 1,
  surnameAndYear: 2,
  givenAndMonth: 3,
  birth: 4,
  surname: 5,
  surnameAndStreet: 6,
  givenAndStreet: 7,
  surnameAndPostcode: 8,
  givenAndPostcode: 9,
  phone: 10,
  uprn: 11,
  postcodeAndHouse: 12,
  streetAndHouse: 13,
  postcode: 14,
  nameAndPlace: 15,
  houseAndPlace: 16,
  givenAndYear: 17,
} as const;

export const key = {
  record: (recordId: string) => hashParts(KeyKind.record, hashText(recordId)),
  givenAndSurname: (given: string, surname: string) =>
    hashParts(KeyKind.givenAndSurname, hashText(given), hashText(surname)),
  surnameAndYear: (surname: string, year: number) => hashParts(KeyKind.surnameAndYear, hashText(surname), year),
  givenAndMonth: (given: string, yearAndMonth: number) =>
    hashParts(KeyKind.givenAndMonth, hashText(given), yearAndMonth),
  birth: (date: number) => hashParts(KeyKind.birth, date),
  surname: (surname: string) => hashParts(KeyKind.surname, hashText(surname)),
  surnameAndStreet: (surname: string, street: string) =>
    hashParts(KeyKind.surnameAndStreet, hashText(surname), hashText(street)),
  givenAndStreet: (given: string, street: string) =>
    hashParts(KeyKind.givenAndStreet, hashText(given), hashText(street)),
  surnameAndPostcode: (surname: string, code: number) => hashParts(KeyKind.surnameAndPostcode, hashText(surname), code),
  givenAndPostcode: (given: string, code: number) => hashParts(KeyKind.givenAndPostcode, hashText(given), code),
  phone: ([high, low]: PhonePair) => hashParts(KeyKind.phone, high, low),
  uprn: ([high, low]: PhonePair) => hashParts(KeyKind.uprn, high, low),
  postcodeAndHouse: (code: number, house: string) => hashParts(KeyKind.postcodeAndHouse, code, hashText(house)),
  streetAndHouse: (street: string, house: string) =>
    hashParts(KeyKind.streetAndHouse, hashText(street), hashText(house)),
  postcode: (code: number) => hashParts(KeyKind.postcode, code),
  houseAndPlace: (house: string, place: string) => hashParts(KeyKind.houseAndPlace, hashText(house), hashText(place)),
  givenAndYear: (given: string, year: number) => hashParts(KeyKind.givenAndYear, hashText(given), year),
  nameAndPlace: (name: string, place: string) => hashParts(KeyKind.nameAndPlace, hashText(name), hashText(place)),
} as const;

/** All keys of a record, each once. */
export function keysOf(recordId: string, row: RecordRow, lexicon: Lexicon): Set<number> {
  const keys = new Set([key.record(recordId)]);
  for (const phone of row.phones) keys.add(key.phone(phone));
  for (const address of row.addresses) addAddressKeys(address, lexicon, keys);
  for (const person of row.people) addPersonKeys(person, row.addresses, lexicon, keys);
  return keys;
}

function addPersonKeys(person: PersonRow, addresses: readonly AddressRow[], lexicon: Lexicon, keys: Set<number>): void {
  const { birth } = person;
  for (const phone of person.phones) keys.add(key.phone(phone));
  if (dayOf(birth) !== 0) keys.add(key.birth(birth));
  for (const name of person.names) {
    const given = name.given.map((id) => lexicon.names.word(id));
    const surnames = (name.surname === NONE ? [] : [name.surname, ...name.parts]).map((id) => lexicon.names.word(id));
    for (const surname of surnames) {
      keys.add(key.surname(surname));
      if (birth !== 0) keys.add(key.surnameAndYear(surname, yearOf(birth)));
      for (const word of given) keys.add(key.givenAndSurname(word, surname));
    }
    const [first] = given;
    if (first !== undefined && name.surname === NONE) keys.add(key.surname(first));
    if (first !== undefined && birth !== 0) keys.add(key.givenAndYear(first, yearOf(birth)));
    if (first !== undefined && monthOf(birth) !== 0) keys.add(key.givenAndMonth(first, birth >>> 5));
    for (const address of addresses) addResidentKeys(first, surnames, address, lexicon, keys);
  }
}

function addResidentKeys(
  first: string | undefined,
  surnames: readonly string[],
  address: AddressRow,
  lexicon: Lexicon,
  keys: Set<number>,
): void {
  if (address.street !== NONE) {
    const street = lexicon.streets.word(address.street);
    for (const surname of surnames) keys.add(key.surnameAndStreet(surname, street));
    if (first !== undefined) keys.add(key.givenAndStreet(first, street));
  } else if (address.postcode !== 0) {
    for (const surname of surnames) keys.add(key.surnameAndPostcode(surname, address.postcode));
    if (first !== undefined) keys.add(key.givenAndPostcode(first, address.postcode));
  }
}

function addAddressKeys(address: AddressRow, lexicon: Lexicon, keys: Set<number>): void {
  if (address.uprn[0] + address.uprn[1] !== 0) keys.add(key.uprn(address.uprn));
  const labels = labelsOf(address, lexicon);
  if (address.postcode !== 0) {
    keys.add(key.postcode(address.postcode));
    for (const label of labels) keys.add(key.postcodeAndHouse(address.postcode, label));
  }
  if (address.street !== NONE) {
    for (const label of labels) keys.add(key.streetAndHouse(lexicon.streets.word(address.street), label));
  }
  for (const id of address.places) {
    const place = lexicon.places.word(id);
    if (address.name !== NONE) keys.add(key.nameAndPlace(lexicon.premises.word(address.name), place));
    if (address.house !== NONE) keys.add(key.houseAndPlace(lexicon.numbers.word(address.house), place));
  }
}

function labelsOf(address: AddressRow, lexicon: Lexicon): string[] {
  const labels = address.house === NONE ? [] : houseLabels(lexicon.numbers.word(address.house));
  if (address.name !== NONE) labels.push(lexicon.premises.word(address.name));
  if (labels.length === 0 && address.flat !== NONE) labels.push(lexicon.numbers.word(address.flat));
  return labels;
}

/** What a house number is looked up under: a range under both its ends as well, 12a under 12 as well. */
export function houseLabels(house: string): string[] {
  const [from = '', to] = house.split('-');
  const labels = to === undefined ? [house] : [house, from, to];
  return [...new Set([...labels, ...labels.map((label) => label.replace(/[a-z]$/, ''))])];
}
