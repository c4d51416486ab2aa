import { addressBits, priorBits, type QueryPerson, type Scales } from '../compare/person.js';
import type { BirthBound } from '../compare/birth-bound.js';
import { NameLevel } from '../dictionary/name-term.js';
import { NONE } from '../index/rows.js';
import type { RowReader } from '../index/row-reader.js';
import { NO_POSTCODE } from '../normalise/postcode.js';

/** Bits that an address can come to at most: a dwelling is one of thirty million. */
export const MOST_ADDRESS_BITS = 36;
/** Lines are rounded before they are added up: so much may a sum be above the bound. */
export const ROUNDING = 0.1;
/** Share of strangers with a pair of given names that makes one word, as compare/names has it. */
const MOST_SHARED = 1e-4;

/**
 * The most bits that a comparison of a party with anybody on a record can come to, told from the packed row in a fraction
 * of the time that the comparison takes. Never less than what the comparison says (a test holds the two together): a
 * record whose bound is too low need not be compared.
 */
export class PersonBound {
  private readonly prior: number;
  private readonly surnames = new Map<number, number>();
  private readonly givens = new Map<number, number>();
  readonly phoneAgrees: number;
  private readonly phoneDiffers: number;
  private readonly ourHouse: number | undefined;
  readonly mostMiddle: number;
  readonly mostJoined: number;

  constructor(
    private readonly ours: QueryPerson,
    private readonly scales: Scales,
    private readonly born: BirthBound,
  ) {
    const { population, weights, lexicon } = scales;
    const { phones, names, address } = ours;
    this.prior = priorBits(scales);
    const rarest = Math.max(0, ...phones.map((pair) => population.phone(pair)));
    this.phoneAgrees = phones.length === 0 ? 0 : Math.log2(weights.phone.agrees / rarest);
    this.phoneDiffers = phones.length === 0 ? 0 : Math.log2(weights.phone.differs);
    const house = address?.house ?? '';
    this.ourHouse = house === '' || house.includes('-') ? undefined : (lexicon.numbers.find(house) ?? NONE);
    const { agrees, sharedByStrangers } = weights.middleName;
    this.mostMiddle = names.some(({ given }) => given.length > 1) ? Math.log2(agrees / sharedByStrangers) : 0;
    this.mostJoined = names.some(({ given }) => given.length > 0)
      ? Math.log2(weights.givenNames.spelling / MOST_SHARED)
      : -Infinity;
  }

  /** @param row a reader that stands at the counts of a record */
  of(row: RowReader): number {
    const { people, addresses, phones } = row;
    let home = addresses === 0 || this.ours.address === undefined ? 0 : -Infinity;
    for (let i = 0; i < addresses; i += 1) home = Math.max(home, this.address(row));
    const called = this.holdsPhone(row, phones);
    let best = -Infinity;
    for (let i = 0; i < people; i += 1) best = Math.max(best, this.person(row, called, phones));
    return best + home + this.prior + ROUNDING;
  }

  private person(row: RowReader, called: boolean, phonesOfRecord: number): number {
    const head = row.number();
    const phones = head & 4 ? row.byte() : 0;
    const birth = row.number();
    const own = this.holdsPhone(row, phones);
    let bits = this.born.of(birth) + this.sex(head & 3);
    if (own || called) bits += this.phoneAgrees;
    else if (phones + phonesOfRecord > 0) bits += this.phoneDiffers;
    let name = this.ours.names.length === 0 || head < 8 ? 0 : -Infinity;
    for (let i = head >>> 3; i > 0; i -= 1) {
      const found = this.name(row);
      if (this.ours.names.length > 0) name = Math.max(name, found);
    }
    return bits + name;
  }

  private name(row: RowReader): number {
    const head = row.number();
    const count = head & 7;
    let given = -Infinity;
    for (let i = 0; i < count; i += 1) given = Math.max(given, this.given(row.number()));
    if (count > 1) given = Math.max(given, this.mostJoined) + this.mostMiddle;
    let surname = head & 8 ? this.surname(row.number()) : 0;
    for (let i = head >>> 4; i > 0; i -= 1) surname = Math.max(surname, this.surname(row.number()));
    return surname + (count === 0 ? 0 : given);
  }

  /** What a surname can come to. */
  surname(id: number): number {
    const known = this.surnames.get(id);
    if (known !== undefined) return known;
    const { surname: weights, swappedNames } = this.scales.weights;
    let best = -Infinity;
    for (const { surname, parts, given, joined } of this.ours.names) {
      if (surname === undefined) best = Math.max(best, 0);
      for (const term of surname === undefined ? parts : [surname, ...parts]) {
        const level = term.level(id);
        if (term === surname) best = Math.max(best, term.bits(level, 'surname', weights));
        if (level <= NameLevel.near) best = Math.max(best, term.bits(NameLevel.part, 'surname', weights));
      }
      const first = joined ?? given[0];
      if (first !== undefined && surname !== undefined)
        best = Math.max(best, first.bits(first.level(id), 'surname', weights) + Math.log2(swappedNames));
    }
    this.surnames.set(id, best);
    return best;
  }

  /** What a given name can come to. */
  given(id: number): number {
    const known = this.givens.get(id);
    if (known !== undefined) return known;
    const { givenNames: weights } = this.scales.weights;
    let best = -Infinity;
    for (const { surname, given, joined } of this.ours.names) {
      if (given.length === 0) best = Math.max(best, 0);
      for (const term of joined === undefined ? given : [...given, joined]) {
        const level = term.level(id);
        best = Math.max(best, term.bits(level, 'given', weights));
        if (level <= NameLevel.near) best = Math.max(best, term.bits(NameLevel.part, 'given', weights));
      }
      if (surname !== undefined && given.length > 0)
        best = Math.max(best, surname.bits(surname.level(id), 'given', weights));
    }
    this.givens.set(id, best);
    return best;
  }

  private sex(code: number): number {
    if (code === 0 || this.ours.sex === 0) return 0;
    const { agrees, differs } = this.scales.weights.sex;
    return code === this.ours.sex ? Math.max(0, Math.log2(agrees / 0.5)) : Math.log2(differs / 0.5);
  }

  private holdsPhone(row: RowReader, count: number): boolean {
    let found = false;
    for (let i = 0; i < count; i += 1) {
      const [high, low] = [row.number(), row.word()];
      for (const ours of this.ours.phones) if (ours[0] === high && ours[1] === low) found = true;
    }
    return found;
  }

  /** What compare/address comes to at most, with the house and flat that are told most cheaply. */
  private address(row: RowReader): number {
    const present = row.byte();
    const placeCount = row.byte();
    if (present & 64) row.byte();
    const flat = present & 1 ? row.number() : NONE;
    const house = present & 2 ? row.number() : NONE;
    const name = present & 4 ? row.number() : NONE;
    const street = present & 8 ? row.number() : NONE;
    const postcode = present & 16 ? row.word() : NO_POSTCODE;
    const reference = present & 32 ? [row.number(), row.word()] : undefined;
    let [agreeing, rarest, estate] = [0, 1, Infinity];
    const { address } = this.ours;
    const { population, weights } = this.scales;
    for (let i = 0; i < placeCount; i += 1) {
      const place = row.number();
      if (address?.estate !== undefined && address.estate.level(place) !== 'differs')
        estate = Math.min(estate, population.place(place));
      if (address?.places.some((term) => term.level(place) !== 'differs') !== true) continue;
      agreeing += 1;
      rarest = Math.min(rarest, population.place(place));
    }
    if (address === undefined) return 0;
    if (reference !== undefined && reference[0] === address.uprn[0] && reference[1] === address.uprn[1])
      return MOST_ADDRESS_BITS;
    const m = weights.address;
    let [bits, strangers] = [0, 1];
    if (address.places.length > 0 && placeCount > 0) {
      bits += Math.log2(agreeing > 0 ? m.place.agrees : m.place.differs);
      strangers = Math.max(RAREST_PLACE, rarest);
    }
    const level = address.postcode?.level(postcode) ?? 'missing';
    if (level === 'near') return MOST_ADDRESS_BITS;
    if (level !== 'missing') bits += Math.log2(m.postcode[level]);
    if (level === 'district') strangers = Math.min(strangers, population.district(postcode));
    const found = street === NONE ? 'missing' : (address.street?.level(street) ?? 'missing');
    if (found === 'exact' || found === 'near') {
      bits += Math.log2(Math.max(m.street.exact, m.street.near));
      strangers = this.onStreet(strangers, street);
    } else if (estate < Infinity) {
      bits += Math.log2(m.street.asPlace);
      strangers = Math.min(strangers, Math.max(RAREST_PLACE, estate));
    } else if (found === 'differs') bits += Math.log2(m.street.differs);
    if (level === 'exact') strangers = Math.min(strangers, population.postcode(postcode));
    bits += this.houseBits(house, name) - Math.log2(strangers);
    // A number beside the name of a building may be its flat.
    if (address.name !== undefined || (address.flat !== '' && flat !== NONE))
      bits += Math.max(0, Math.log2(m.flat.exact / 0.05));
    return addressBits({ sameBits: bits }, this.ours.relation, weights);
  }

  /** The share of strangers in a street that agrees. */
  private onStreet(strangers: number, street: number): number {
    const { population } = this.scales;
    const share = Math.min(1, population.street(street) * NEIGHBOURING);
    return Math.max(strangers * share, 1 / (4 * Math.max(population.addresses, 2000)));
  }

  private houseBits(house: number, name: number): number {
    const { house: m } = this.scales.weights.address;
    const { address } = this.ours;
    if (address !== undefined && address.house + address.flat === '' && address.name === undefined) return 0;
    const numbered = this.ourHouse !== undefined && house !== NONE && name === NONE;
    if (!numbered || address?.name !== undefined) return Math.log2(m.exact / 0.003);
    const same = house === this.ourHouse || this.scales.lexicon.numbers.word(house).includes('-');
    return Math.log2(same ? m.exact / 0.01 : m.differs);
  }
}

/** Streets of one name in one town, and the rarest of places, as compare/address has them. */
export const NEIGHBOURING = 3;
export const RAREST_PLACE = 2e-4;
