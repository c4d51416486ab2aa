import type { RegisterRecord, Sex } from '../../../contract/index.js';
import { parseAddress, type ParsedAddress } from '../normalise/address.js';
import { parseDate, type PackedDate } from '../normalise/date.js';
import { parseNames, type ParsedName } from '../normalise/name.js';
import { packPhone, parsePhone } from '../normalise/phone.js';
import type { Lexicon } from './lexicon.js';

const NOTHING: readonly never[] = [];
/** Stands for an unknown word. */
export const NONE = -1;

/** A record as the matcher sees it: dictionary ids instead of words. */
export interface RecordRow {
  readonly people: readonly PersonRow[];
  readonly addresses: readonly AddressRow[];
  /** numbers of the record itself */
  readonly phones: readonly PhonePair[];
}

export interface PersonRow {
  readonly names: readonly NameRow[];
  readonly birth: PackedDate;
  readonly sex: SexCode;
  readonly phones: readonly PhonePair[];
}

export interface NameRow {
  readonly given: readonly number[];
  readonly surname: number;
  readonly parts: readonly number[];
}

export interface AddressRow {
  readonly flat: number;
  readonly house: number;
  readonly name: number;
  readonly street: number;
  readonly streetType: number;
  readonly places: readonly number[];
  readonly postcode: number;
  /** as PhonePair; [0, 0] when there is none */
  readonly uprn: PhonePair;
}

/** An exact number of up to 18 digits in two words. */
export type PhonePair = readonly [number, number];

export const UNKNOWN_SEX = 0;
/** 0 not known, 1 female, 2 male, 3 other */
export type SexCode = number;

export function sexCode(sex: Sex | undefined): SexCode {
  return sex === 'female' ? 1 : sex === 'male' ? 2 : sex === 'other' ? 3 : UNKNOWN_SEX;
}

/** Reads a record into a row; its words are added to the dictionaries. */
export function readRow(record: RegisterRecord, lexicon: Lexicon): RecordRow {
  return {
    people: (record.people ?? []).slice(0, 255).map((person) => ({
      names: parseNames(person).map((name) => internName(name, lexicon)),
      birth: parseDate(person.dateOfBirth),
      sex: sexCode(person.sex),
      phones: readPhones(person.phones),
    })),
    addresses: (record.addresses ?? []).slice(0, 255).flatMap((address) => {
      const parsed = parseAddress(address);
      return parsed === undefined ? [] : [internAddress(parsed, lexicon)];
    }),
    phones: readPhones(record.phones),
  };
}

function readPhones(phones: readonly string[] | undefined): readonly PhonePair[] {
  if (phones === undefined || phones.length === 0) return NOTHING;
  const numbers = new Set(phones.slice(0, 50).map(parsePhone));
  numbers.delete(undefined);
  return [...numbers].map((number) => packPhone(number ?? ''));
}

function internName(name: ParsedName, { names }: Lexicon): NameRow {
  return {
    given: name.given.map((word) => names.intern(word)),
    surname: name.surname === '' ? NONE : names.intern(name.surname),
    parts: name.parts.map((word) => names.intern(word)),
  };
}

function internAddress(address: ParsedAddress, lexicon: Lexicon): AddressRow {
  return {
    flat: address.flat === '' ? NONE : lexicon.numbers.intern(address.flat),
    house: address.house === '' ? NONE : lexicon.numbers.intern(address.house),
    name: address.name === '' ? NONE : lexicon.premises.intern(address.name),
    street: address.street === '' ? NONE : lexicon.streets.intern(address.street),
    streetType: address.streetType,
    places: address.places.map((place) => lexicon.places.intern(place)),
    postcode: address.postcode,
    uprn: packNumber(address.uprn),
  };
}

/** A number of up to 18 digits, without its leading zeros, in two words; [0, 0] for none. */
export function packNumber(digits: string): PhonePair {
  return [Number(digits.slice(0, -9) || 0), Number(digits.slice(-9) || 0)];
}
