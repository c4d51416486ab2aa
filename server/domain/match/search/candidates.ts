import { houseLabels, key } from '../index/keys.js';
import type { Segment } from '../index/segment.js';
import type { Shard } from '../index/shard.js';
import type { QueryAddress } from '../compare/address.js';
import type { QueryPerson } from '../compare/person.js';
import type { NameTerm } from '../dictionary/name-term.js';
import { dayOf, monthOf, swapDayAndMonth, yearOf } from '../normalise/date.js';

/** A record that shares a key with the subject. */
export interface Candidate {
  readonly shard: Shard;
  readonly segment: Segment;
  readonly slot: number;
}

/** A bucket with more records than this is not opened; records that one query may look at in all. */
export interface Budget {
  readonly bucket: number;
  /** the same for keys that only widen the search */
  readonly extra: number;
  readonly records: number;
}

export const BUDGET: Budget = { bucket: 3000, extra: 300, records: 12_000 };

/** Pairs of expanded words that are tried beyond those with one exact word. */
const BOTH_EXPANDED = 12;
const ADDRESS_NAMES = 12;
/** Years that a stated age is searched to be off. */
const AGE_REACH = 2;

interface Searched {
  readonly shard: Shard;
  readonly segment: Segment;
  readonly met: Set<number>;
  /** slots of the bucket that is being opened; kept between buckets to spare their allocation */
  readonly slots: number[];
}

/** Opens buckets and keeps what was found, each record once; says when a bucket was too large to open. */
export class Gathering {
  private readonly searched: readonly Searched[];
  private readonly found: Candidate[] = [];
  private readonly opened = new Set<number>();
  /** a bucket was skipped, or the budget ran out */
  skipped = false;

  constructor(
    shards: readonly Shard[],
    private readonly budget: Budget,
  ) {
    this.searched = shards.flatMap((shard) =>
      shard.segments().map((segment) => ({ shard, segment, met: new Set<number>(), slots: [] })),
    );
  }

  get candidates(): readonly Candidate[] {
    return this.found;
  }

  /** Adds the records under a key; when there are too many to look at, the search is not complete. */
  open(wanted: number): void {
    if (!this.tryOpen(wanted, this.budget.bucket)) this.skipped = true;
  }

  /**
   * Adds the records under a key that is tried beside the sufficient ones, when they are few: it finds what several slips
   * at once have hidden, and a search is complete without it.
   * @returns false when there were too many
   */
  tryOpen(wanted: number, most: number = this.budget.extra): boolean {
    if (this.opened.has(wanted)) return true;
    let size = 0;
    for (const { segment, slots } of this.searched) {
      slots.length = 0;
      segment.collect(wanted, slots);
      size += slots.length;
    }
    if (size > most || this.found.length + size > this.budget.records) return false;
    this.opened.add(wanted);
    if (size === 0) return true;
    for (const { shard, segment, met, slots } of this.searched) {
      for (const slot of slots) {
        if (met.has(slot)) continue;
        met.add(slot);
        this.found.push({ shard, segment, slot });
      }
    }
    return true;
  }
}

/** Everything that a party can be found by, strongest keys first. */
export function gatherPeople(person: QueryPerson, shards: readonly Shard[], budget: Budget): Gathering {
  const gathering = new Gathering(shards, budget);
  for (const phone of person.phones) gathering.open(key.phone(phone));
  for (const wanted of nameKeys(person)) gathering.open(wanted);
  for (const wanted of birthKeys(person)) gathering.open(wanted);
  if (person.address !== undefined) {
    for (const wanted of residentKeys(person, person.address)) gathering.open(wanted);
    if (person.names.length > 0) for (const wanted of dwellingKeys(person.address)) gathering.open(wanted);
  }
  for (const wanted of extraKeys(person)) gathering.tryOpen(wanted);
  for (const wanted of surnameKeys(person)) {
    if (isLoneSurname(person)) gathering.open(wanted);
    else gathering.tryOpen(wanted);
  }
  return gathering;
}

/** Nothing to look up but a surname: a bucket too large then leaves the search incomplete. */
function isLoneSurname({ names, birth, phones }: QueryPerson): boolean {
  const given = names.some((name) => name.given.length > 0 && !name.moved);
  return !given && birth.date === 0 && birth.age === undefined && phones.length === 0;
}

function* surnameKeys({ names }: QueryPerson): Iterable<number> {
  for (const { surname } of names) for (const word of surname?.variants ?? []) yield key.surname(word);
}

function* nameKeys({ names }: QueryPerson): Iterable<number> {
  for (const { given, joined, surname, parts } of names) {
    for (const family of surname === undefined ? [] : [surname, ...parts]) {
      for (const [i, first] of (joined === undefined ? given : [...given, joined]).entries()) {
        for (const [g, s] of pairs(first, family, i === 0 ? BOTH_EXPANDED : 1)) {
          yield key.givenAndSurname(g, s);
          if (i === 0) yield key.givenAndSurname(s, g);
        }
      }
    }
  }
}

/** Pairs with one exact word, then those of the likeliest variants of both. */
function* pairs(a: NameTerm, b: NameTerm, both: number): Iterable<readonly [string, string]> {
  for (const word of b.variants) yield [a.word, word];
  for (const word of a.variants) yield [word, b.word];
  for (const first of a.variants.slice(0, both)) for (const second of b.variants.slice(0, both)) yield [first, second];
}

function* birthKeys({ birth, names }: QueryPerson): Iterable<number> {
  const { date } = birth;
  if (dayOf(date) !== 0) {
    yield key.birth(date);
    const swapped = swapDayAndMonth(date);
    if (swapped !== 0) yield key.birth(swapped);
  }
  const years = yearsOfBirth(birth);
  for (const { given, surname, parts } of names) {
    for (const family of surname === undefined ? [] : [surname, ...parts]) {
      for (const word of family.variants) for (const year of years) yield key.surnameAndYear(word, year);
    }
    const [first] = given;
    if (first === undefined || monthOf(date) === 0) continue;
    for (const word of first.variants) yield key.givenAndMonth(word, date >>> 5);
  }
}

function yearsOfBirth({ date, age, at }: QueryPerson['birth']): number[] {
  if (date !== 0) return [yearOf(date)];
  if (age === undefined) return [];
  const youngest = yearOf(at) - age;
  return Array.from({ length: 2 * AGE_REACH + 2 }, (_, i) => youngest - 1 - AGE_REACH + i);
}

function* residentKeys({ names }: QueryPerson, address: QueryAddress): Iterable<number> {
  const streets = address.street?.variants ?? [];
  for (const { given, surname, parts } of names) {
    for (const family of surname === undefined ? [] : [surname, ...parts]) {
      for (const word of family.variants.slice(0, ADDRESS_NAMES)) {
        for (const street of streets) yield key.surnameAndStreet(word, street);
        if (address.postcode !== undefined) yield key.surnameAndPostcode(word, address.postcode.code);
      }
    }
    for (const word of given[0]?.variants.slice(0, ADDRESS_NAMES) ?? []) {
      for (const street of streets) yield key.givenAndStreet(word, street);
      if (address.postcode !== undefined) yield key.givenAndPostcode(word, address.postcode.code);
    }
  }
}

/** Keys of the dwelling itself: house and postcode, house and street, UPRN. */
export function* dwellingKeys(address: QueryAddress): Iterable<number> {
  if (address.uprn[0] + address.uprn[1] !== 0) yield key.uprn(address.uprn);
  const labels = address.house === '' ? [] : houseLabels(address.house);
  if (address.name !== undefined) labels.push(...address.name.variants);
  if (labels.length === 0 && address.flat !== '') labels.push(address.flat);
  for (const label of labels) {
    if (address.postcode !== undefined) yield key.postcodeAndHouse(address.postcode.code, label);
    for (const street of address.street?.variants ?? []) yield key.streetAndHouse(street, label);
  }
}

/** Keys that find somebody whose surname and street are both beyond recognition, or missing. */
function* extraKeys(person: QueryPerson): Iterable<number> {
  const years = yearsOfBirth(person.birth);
  for (const { given } of person.names) {
    for (const word of given[0]?.variants.slice(0, ADDRESS_NAMES) ?? []) {
      for (const year of years) yield key.givenAndYear(word, year);
    }
  }
  if (person.address !== undefined && person.names.length > 0) yield* houseAndPlaceKeys(person.address);
}

function* houseAndPlaceKeys(address: QueryAddress): Iterable<number> {
  if (address.house === '') return;
  for (const place of address.places) for (const word of place.variants) yield key.houseAndPlace(address.house, word);
}

/** Everything that an address can be found by. */
export function gatherAddresses(address: QueryAddress, shards: readonly Shard[], budget: Budget): Gathering {
  const gathering = new Gathering(shards, budget);
  for (const wanted of dwellingKeys(address)) gathering.open(wanted);
  if (address.postcode !== undefined) gathering.open(key.postcode(address.postcode.code));
  for (const place of address.places) {
    for (const name of address.name?.variants ?? []) gathering.open(key.nameAndPlace(name, place.word));
  }
  for (const wanted of houseAndPlaceKeys(address)) gathering.tryOpen(wanted);
  return gathering;
}
