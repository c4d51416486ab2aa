import type { QueryAddress } from '../compare/address.js';
import type { BirthBound } from '../compare/birth-bound.js';
import { addressBits, priorBits, type QueryPerson, type Scales } from '../compare/person.js';
import { NameLevel, type NamePosition, type NameTerm } from '../dictionary/name-term.js';
import type { PlaceTerm } from '../dictionary/place-term.js';
import {
  ANYWHERE,
  halvesHash,
  hasMoreGiven,
  NOBODY,
  sketchedBirth,
  sketchedGiven,
  sketchedSex,
  sketchedSurname,
  SKETCH_WORDS,
  streetHash,
  UNTOLD,
} from '../index/sketch.js';
import { isBritish } from '../normalise/postcode.js';
import type { AddressRelation, NameWeights, Weights } from '../weights.js';
import type { Sieve } from './gathering.js';
import { MOST_ADDRESS_BITS, NEIGHBOURING, RAREST_PLACE, ROUNDING, type PersonBound } from './person-bound.js';
import { SparseTable } from './sparse-table.js';

/** Bits by id + 1, beyond what a name has that is unlike all of ours. */
const surnames = new SparseTable(new Float32Array(0));
const givens = new SparseTable(new Float32Array(0));
/** Bits by short hash: what an address in that street can add. */
const streets = new SparseTable(new Float32Array(2 ** 16));
const HALF = 255;
/** Postcodes a slip away, as compare/address has them. */
const NEAR_POSTCODES = 30;

/**
 * The most bits that a comparison with anybody on a record can come to, as far as its sketch tells: in one look, without
 * reading the row. Never less than the comparison says. One search at a time.
 */
export class SketchBound implements Sieve {
  /** what a record must be able to come to; it rises while better ones are found */
  floor = -Infinity;
  /** what a number may add: nothing, once everybody who holds it has been met */
  number: number;
  private readonly prior: number;
  private readonly named: boolean;
  private readonly unlikeSurname: number;
  private readonly unlikeGiven: number;
  private readonly mostGiven: number;
  private readonly sexes: readonly number[];
  private readonly home: HomeBound | undefined;

  constructor(
    ours: QueryPerson,
    scales: Scales,
    private readonly born: BirthBound,
    private readonly exactly: PersonBound,
  ) {
    this.prior = priorBits(scales) + ROUNDING;
    this.named = ours.names.length > 0;
    this.number = Math.max(0, exactly.phoneAgrees);
    this.home = ours.address === undefined ? undefined : new HomeBound(ours.address, ours.relation, scales);
    const { sex } = scales.weights;
    this.sexes = [0, 1, 2, 3].map((code) =>
      code === 0 || ours.sex === 0
        ? 0
        : code === ours.sex
          ? Math.max(0, Math.log2(sex.agrees / 0.5))
          : Math.log2(sex.differs / 0.5),
    );
    surnames.begin(scales.lexicon.names.size + 1);
    givens.begin(scales.lexicon.names.size + 1);
    this.unlikeSurname = this.fillSurnames(ours, scales);
    [this.unlikeGiven, this.mostGiven] = this.fillGivens(ours, scales);
  }

  lets(sketches: Uint32Array, slot: number): boolean {
    const at = slot * SKETCH_WORDS;
    const who = sketches[at + 1] ?? 0;
    const surname = sketchedSurname(who);
    if (surname >= NOBODY) return surname === UNTOLD;
    const name = sketches[at + 2] ?? 0;
    const given = sketchedGiven(name);
    const more = hasMoreGiven(who);
    let least = this.floor - this.prior - this.number - (this.sexes[sketchedSex(who)] ?? 0);
    if (this.home !== undefined) least -= this.home.of(sketches[at + 3] ?? 0);
    const [likeSurname, likeGiven] = [surnames.values[surname] ?? 0, givens.values[given] ?? 0];
    const rest = likeSurname + this.unlikeSurname + (more ? this.mostGiven : likeGiven + this.unlikeGiven) - least;
    const birth = this.born.of(sketchedBirth(who, name));
    if (rest + birth < 0) return false;
    if (!this.named || (likeSurname > 0 && (more || likeGiven > 0))) return true;
    const bits =
      (surname === 0 ? 0 : this.exactly.surname(surname - 1)) +
      (more ? this.mostGiven : given === 0 ? 0 : this.exactly.given(given - 1));
    return bits + birth >= least;
  }

  /** @returns what a surname that is unlike all of ours can come to */
  private fillSurnames({ names }: QueryPerson, { weights }: Scales): number {
    const cost = Math.log2(weights.swappedNames);
    const terms: Term[] = [];
    let none = names.length === 0 ? 0 : -Infinity;
    for (const { surname, parts, given, joined } of names) {
      const first = joined ?? given[0];
      if (surname === undefined) none = 0;
      else terms.push({ term: surname, cost: 0 });
      for (const term of parts) terms.push({ term, cost: 0 });
      if (first !== undefined && surname !== undefined) terms.push({ term: first, cost });
    }
    return fill(surnames, terms, none, 'surname', weights.surname);
  }

  /** @returns what a given name that is unlike all of ours can come to, and what any can, with a middle name */
  private fillGivens({ names }: QueryPerson, { weights }: Scales): readonly [number, number] {
    const terms: Term[] = [];
    let none = names.length === 0 ? 0 : -Infinity;
    for (const { surname, given, joined } of names) {
      if (given.length === 0) none = 0;
      for (const term of joined === undefined ? given : [...given, joined]) terms.push({ term, cost: 0 });
      if (surname !== undefined && given.length > 0) terms.push({ term: surname, cost: 0 });
    }
    const unlike = fill(givens, terms, none, 'given', weights.givenNames);
    let most = unlike;
    for (const { term } of terms)
      for (const id of term.alike) most = Math.max(most, unlike + (givens.values[id + 1] ?? 0));
    return [unlike, Math.max(most, this.exactly.mostJoined) + this.exactly.mostMiddle];
  }
}

interface Term {
  readonly term: NameTerm;
  readonly cost: number;
}

/** Levels that a word reaches without having been looked up. */
const UNLOOKED = [NameLevel.initial, NameLevel.resembles, NameLevel.differs] as const;

/**
 * Fills a table with what each name adds to one that is unlike all terms; place 0, no name at all, makes up for that.
 * @returns what such a name comes to
 */
function fill(
  table: SparseTable<Float32Array>,
  terms: readonly Term[],
  none: number,
  position: NamePosition,
  weights: NameWeights,
): number {
  let unlike = none;
  for (const { term, cost } of terms)
    for (const level of UNLOOKED) unlike = Math.max(unlike, term.bits(level, position, weights) + cost);
  if (unlike === -Infinity) unlike = 0;
  table.set(0, -unlike);
  for (const { term, cost } of terms) {
    for (const id of term.alike) {
      const level = term.level(id);
      const whole = term.bits(level, position, weights);
      const bits = level <= NameLevel.near ? Math.max(whole, term.bits(NameLevel.part, position, weights)) : whole;
      if (bits + cost > unlike) table.raise(id + 1, bits + cost - unlike);
    }
  }
  return unlike;
}

/** Keeps what is in the table of streets above 0. */
const ABOVE_NOTHING = 64;

/** What the address of a record can add, by short hash of street and postcode. */
class HomeBound {
  /** at another postcode, by whether a street, and a postcode, is on record: the same town and house at best */
  private readonly elsewhere: readonly number[];
  /** at a postcode of which one half is ours, and at ours, by whether another street is on record */
  private readonly halfOurs: readonly number[];
  private readonly atOurs: readonly number[];
  private readonly most: number;
  private readonly postcode: number;
  private readonly postcodeIsForeign: boolean;

  constructor(address: QueryAddress, relation: AddressRelation, { population, weights }: Scales) {
    const { place, street, postcode } = weights.address;
    const code = address.postcode?.code;
    const known = address.uprn[0] + address.uprn[1] !== 0;
    const dwelling = mostOfDwelling(address, weights);
    this.postcodeIsForeign = code !== undefined && !isBritish(code);
    this.postcode = code === undefined ? 0 : halvesHash(code);

    const bits = (locus: number): number =>
      addressBits({ sameBits: known ? MOST_ADDRESS_BITS : locus + dwelling }, relation, weights);
    const shared = (terms: readonly PlaceTerm[]): number => {
      let rarest = 1;
      for (const term of terms) for (const id of term.alike) rarest = Math.min(rarest, population.place(id));
      return Math.max(RAREST_PLACE, rarest);
    };
    const { estate } = address;
    const town = shared(address.places);
    const inTown = Math.max(0, Math.log2(place.agrees / town));
    // What was said for the street may be a place on record.
    const asPlace = estate === undefined ? -Infinity : Math.log2(street.asPlace / shared([...address.places, estate]));
    const noStreet = Math.max(inTown, asPlace);
    const otherStreet = address.street === undefined ? noStreet : Math.max(inTown + Math.log2(street.differs), asPlace);
    const otherPostcode = code === undefined ? 0 : Math.log2(postcode.differs);
    this.elsewhere = [noStreet, otherStreet, noStreet + otherPostcode, otherStreet + otherPostcode].map(bits);

    const least = 1 / (4 * Math.max(population.addresses, 2000));
    streets.begin(0);
    for (const id of address.street?.alike ?? []) {
      const strangers = Math.max(least, town * Math.min(1, NEIGHBOURING * population.street(id)));
      streets.raise(streetHash(id), ABOVE_NOTHING + bits(otherPostcode - Math.log2(strangers)));
    }
    const { rarestPostcode } = population;
    this.most = bits(-Math.log2(code === undefined ? least : Math.min(least, rarestPostcode)));
    const district = code === undefined ? 1 : population.district(code);
    const half = Math.max(
      Math.log2(postcode.near / Math.min(RAREST_PLACE, rarestPostcode * NEAR_POSTCODES)),
      Math.log2(postcode.district / Math.min(RAREST_PLACE, district)),
    );
    const whole = -Math.log2(Math.min(least, rarestPostcode));
    const another = address.street === undefined ? 0 : Math.log2(Math.max(street.differs, street.asPlace));
    this.halfOurs = [half, half + another].map(bits);
    this.atOurs = [whole, whole + another].map(bits);
  }

  of(home: number): number {
    if (home === 0) return Math.max(0, this.elsewhere[0] ?? 0);
    if (home === ANYWHERE) return this.most;
    const [street, postcode] = [home >>> 16, home & 0xffff];
    const inStreet = street === 0 ? 0 : (streets.values[street] ?? 0);
    const hasStreet = street === 0 ? 0 : 1;
    if (this.postcode === 0) return inStreet === 0 ? (this.elsewhere[hasStreet] ?? 0) : inStreet - ABOVE_NOTHING;
    if (postcode === 0) return inStreet === 0 ? (this.elsewhere[hasStreet] ?? 0) : this.most;
    const differing = postcode ^ this.postcode;
    const [district, unit] = [differing >>> 8 === 0, (differing & HALF) === 0];
    if (!this.postcodeIsForeign && !district && !unit)
      return inStreet === 0 ? (this.elsewhere[hasStreet | 2] ?? 0) : inStreet - ABOVE_NOTHING;
    if (this.postcodeIsForeign || inStreet !== 0) return this.most;
    return (district && unit ? this.atOurs : this.halfOurs)[hasStreet] ?? 0;
  }
}

/** What house and flat can add. */
function mostOfDwelling({ house, flat, name }: QueryAddress, { address: m }: Weights): number {
  const numbered = house !== '' && name === undefined;
  const isBuilding = house + flat !== '' || name !== undefined;
  const isFlat = flat !== '' || (house !== '' && name !== undefined);
  return (
    (isBuilding ? Math.max(0, Math.log2(m.house.exact / (numbered ? 0.01 : 0.003))) : 0) +
    (isFlat ? Math.max(0, Math.log2(m.flat.exact / 0.05)) : 0)
  );
}
