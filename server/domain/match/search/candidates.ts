import type { QueryAddress } from '../compare/address.js';
import type { BirthBound } from '../compare/birth-bound.js';
import type { QueryName } from '../compare/names.js';
import { priorBits, type QueryPerson, type Scales } from '../compare/person.js';
import { NameLevel, type NameTerm } from '../dictionary/name-term.js';
import type { FamilyWanted } from '../index/family-index.js';
import { monthNumber } from '../index/given-index.js';
import { houseLabels, key } from '../index/keys.js';
import type { Lexicon } from '../index/lexicon.js';
import type { Shard } from '../index/shard.js';
import type { Steps } from '../index/steps.js';
import { postcodeHash, streetHash } from '../index/sketch.js';
import { dayOf, monthOf, swapDayAndMonth, yearOf } from '../normalise/date.js';
import { Gathering, type Budget } from './gathering.js';
import { LocationSieve } from './location-sieve.js';
import { SparseTable } from './sparse-table.js';

/** Given names that are tried beside a street or a year. */
const GIVEN_NAMES = 12;
/** Bits below which name and birth make no answer, were there nobody else: the rest of a record may still make up for some. */
const HOPELESS = -14;
/** Bits that an address of which no street is known may add to somebody: the same town, at another postcode or none. */
const TOWN = 4;

/** Tables hold 32-bit figures. */
const ROUNDING = 0.001;

/**
 * Gathers everybody that a party can be found by: first by what few share, then by name. Pauses after each, so that the best
 * of what was found may spare the search for others.
 */
export function* gatherPeople(
  person: QueryPerson,
  gathering: Gathering,
  scales: Scales,
  born: BirthBound,
): Steps<void> {
  const { address, birth, names } = person;
  for (const phone of person.phones) gathering.open(key.phone(phone));
  if (person.phones.length > 0) yield;
  if (dayOf(birth.date) !== 0) {
    gathering.open(key.birth(birth.date));
    const swapped = swapDayAndMonth(birth.date);
    if (swapped !== 0) gathering.open(key.birth(swapped));
  }
  if (address !== undefined && names.length > 0) {
    for (const wanted of dwellingKeys(address, scales.lexicon)) gathering.open(wanted);
    for (const wanted of givenAtHomeKeys(names, address)) gathering.open(wanted);
  }
  yield;
  if (address !== undefined && names.length > 0)
    for (const wanted of houseAndPlaceKeys(address, scales.lexicon)) gathering.tryOpen(wanted);
  new NameSearch(person, gathering, scales, born).run();
}

/** Tables that every search fills: they are too large to be made anew. */
const given = new SparseTable(new Float32Array(0));
const streets = new SparseTable(new Uint8Array(2 ** 16));

/** What is looked for at home. */
function wantedHome(address: QueryAddress | undefined): Pick<FamilyWanted, 'streets' | 'streetBits' | 'postcode'> {
  streets.begin(0);
  let streetBits = 0;
  for (const id of address?.street?.variants ?? []) {
    const street = streetHash(id);
    streets.set(street, 1);
    streetBits |= 1 << (street & 31);
  }
  const code = address?.postcode?.code;
  return { streets: streets.values, streetBits, postcode: code === undefined ? -1 : postcodeHash(code) };
}

/** Goes through the bearers of the surnames, and looks given names up by year of birth. */
class NameSearch {
  private readonly home: ReturnType<typeof wantedHome>;
  private readonly least: number;
  private readonly mostYearBits: number;

  constructor(
    private readonly person: QueryPerson,
    private readonly gathering: Gathering,
    private readonly scales: Scales,
    private readonly birth: BirthBound,
  ) {
    const { address } = person;
    this.home = wantedHome(address);
    this.mostYearBits = birth.years.reduce((most, year) => Math.max(most, birth.byYear[year] ?? 0), 0);
    const townAlone = address !== undefined && address.street === undefined;
    this.least = HOPELESS - (townAlone ? TOWN : 0) - priorBits(scales);
  }

  run(): void {
    const { weights } = this.scales;
    for (const name of this.person.names) {
      const { given, joined, surname, parts, moved } = name;
      const givens = joined === undefined ? given : [...given, joined];
      if (surname !== undefined)
        this.scanFamilies([surname, ...parts], givens, moved ? Math.log2(weights.movedName) : 0);
      const [first] = joined === undefined ? given : [joined];
      if (surname !== undefined && first !== undefined)
        this.scanFamilies([first], [surname], Math.log2(weights.swappedNames));
      this.lookUpGiven(name);
    }
  }

  /** Scans the variants of surnames for people whose given name and year of birth make an answer of them. */
  private scanFamilies(families: readonly NameTerm[], givens: readonly NameTerm[], cost: number): void {
    const { gathering } = this;
    const { weights } = this.scales;
    const atHome = this.person.address !== undefined;
    const unlike = this.setGiven(givens);
    const agreeing = this.agreeingBits(givens);
    const mostGiven = givens.reduce((most, term) => Math.max(most, this.mostBits(term)), 0);
    const wanted: FamilyWanted = {
      ...this.home,
      given: given.values,
      mostGiven: mostGiven - unlike + ROUNDING,
      years: this.birth.byYear,
    };
    for (const term of families) {
      for (const surname of term.variants) {
        const bits = Math.max(
          term.bits(term.level(surname), 'surname', weights.surname),
          term.bits(NameLevel.part, 'surname', weights.surname),
        );
        const named = term.level(surname) <= NameLevel.spelling ? agreeing : Infinity;
        const cut = Math.min(this.least - bits - cost, named);
        if (!atHome && mostGiven + this.mostYearBits < cut) continue;
        gathering.scanFamily(surname, wanted, cut - unlike);
      }
    }
  }

  /**
   * Fills the table of given names with what each adds beyond one that is unlike all of ours.
   * @returns what such a one adds, at most
   */
  private setGiven(givens: readonly NameTerm[]): number {
    const { weights, lexicon } = this.scales;
    given.begin(lexicon.names.size + 1);
    if (givens.length === 0) return 0;
    const unlike = givens.reduce((most, term) => {
      const level = term.word.length === 1 ? NameLevel.initial : NameLevel.resembles;
      return Math.max(most, term.bits(level, 'given', weights.givenNames));
    }, -Infinity);
    given.set(0, -unlike);
    for (const term of givens) {
      for (const id of term.variants) {
        const bits = term.bits(term.level(id), 'given', weights.givenNames);
        given.raise(id + 1, Math.max(0, bits - unlike));
      }
    }
    return unlike;
  }

  /**
   * What it takes, beside the surname, to be one of those whom the party’s name fits. However common it is and however
   * little each of them is the answer, together they are: they are counted, and the question that tells them apart is asked.
   */
  private agreeingBits(givens: readonly NameTerm[]): number {
    if (givens.length === 0) return this.mostYearBits === 0 ? 0 : Infinity;
    const { givenNames } = this.scales.weights;
    let least = Infinity;
    for (const term of givens)
      for (const level of [NameLevel.exact, NameLevel.spelling])
        least = Math.min(least, term.bits(level, 'given', givenNames));
    return least - ROUNDING;
  }

  private mostBits(term: NameTerm): number {
    const { givenNames } = this.scales.weights;
    return term.variants.reduce((most, id) => Math.max(most, term.bits(term.level(id), 'given', givenNames)), 0);
  }

  /** Given name and month of birth; given name and year, where that alone may be an answer: the surname may have changed. */
  private lookUpGiven({ given: [first], surname }: QueryName): void {
    const { date } = this.person.birth;
    const { gathering, scales } = this;
    if (first === undefined || this.mostYearBits === 0) return;
    const unlike = surname === undefined ? 0 : surname.bits(NameLevel.differs, 'surname', scales.weights.surname);
    for (const id of first.variants.slice(0, GIVEN_NAMES)) {
      const bits = first.bits(first.level(id), 'given', scales.weights.givenNames) + unlike;
      if (monthOf(date) !== 0) {
        const month = monthNumber(yearOf(date), monthOf(date));
        gathering.openGiven(id, month, month);
      }
      for (const year of this.birth.years) {
        if (bits + (this.birth.byYear[year] ?? 0) < this.least) continue;
        gathering.tryGiven(id, monthNumber(year, 0), monthNumber(year, 12));
      }
    }
  }
}

function* givenAtHomeKeys(names: readonly QueryName[], { street, postcode }: QueryAddress): Iterable<number> {
  const streets = street?.variants ?? [];
  for (const { given } of names) {
    for (const id of given[0]?.variants.slice(0, GIVEN_NAMES) ?? []) {
      for (const one of streets) yield key.givenAndStreet(id, one);
      if (postcode !== undefined) yield key.givenAndPostcode(id, postcode.code);
    }
  }
}

/** Keys of the dwelling itself: house and postcode, house and street, UPRN. */
function* dwellingKeys(address: QueryAddress, { numbers }: Lexicon): Iterable<number> {
  const { uprn, house, flat, postcode } = address;
  if (uprn[0] + uprn[1] !== 0) yield key.uprn(uprn);
  const labels = house === '' ? [] : houseLabels(house);
  const named = address.name?.variants ?? [];
  if (house === '' && address.name === undefined && flat !== '') labels.push(flat);
  const houses = labels.flatMap((label) => numbers.find(label) ?? []);
  const streets = address.street?.variants ?? [];
  for (const id of houses) {
    if (postcode !== undefined) yield key.postcodeAndHouse(postcode.code, id);
    for (const street of streets) yield key.streetAndHouse(street, id);
  }
  for (const id of named) {
    if (postcode !== undefined) yield key.postcodeAndName(postcode.code, id);
    for (const street of streets) yield key.streetAndName(street, id);
  }
}

/** House number and town, for a street beyond recognition or a place said in its stead. */
function* houseAndPlaceKeys({ house, places, estate }: QueryAddress, { numbers }: Lexicon): Iterable<number> {
  const id = house === '' ? undefined : numbers.find(house);
  if (id === undefined) return;
  for (const place of estate === undefined ? places : [estate, ...places])
    for (const one of place.variants) yield key.houseAndPlace(id, one);
}

/** Streets whose every house is looked up when none is the one that was said. */
const WHOLE_STREETS = 3;

/** Every house of the streets that were said, and every one of that number in the town. */
export function gatherStreet(
  address: QueryAddress,
  shards: readonly Shard[],
  { lexicon }: Scales,
  budget: Budget,
): Gathering {
  const gathering = new Gathering(shards, budget);
  for (const street of address.street?.variants.slice(0, WHOLE_STREETS) ?? [])
    for (let house = 0; house < lexicon.numbers.size; house += 1) gathering.tryOpen(key.streetAndHouse(street, house));
  for (const wanted of houseAndPlaceKeys(address, lexicon)) gathering.tryOpen(wanted);
  return gathering;
}

/** Everything that an address can be found by. */
export function gatherAddresses(
  address: QueryAddress,
  shards: readonly Shard[],
  { lexicon }: Scales,
  budget: Budget,
): Gathering {
  const gathering = new Gathering(shards, budget, new LocationSieve(address));
  for (const wanted of dwellingKeys(address, lexicon)) gathering.open(wanted);
  if (address.postcode !== undefined) gathering.open(key.postcode(address.postcode.code));
  for (const { id } of address.places) {
    if (id === undefined) continue;
    for (const name of address.name?.variants ?? []) gathering.open(key.nameAndPlace(name, id));
  }
  for (const wanted of houseAndPlaceKeys(address, lexicon)) gathering.tryOpen(wanted);
  return gathering;
}
