import { NameLevel, type NameTerm } from '../dictionary/name-term.js';
import type { Lexicon } from '../index/lexicon.js';
import type { Population } from '../index/population.js';
import { UNKNOWN_SEX, type PersonRow, type PhonePair, type RecordRow, type SexCode } from '../index/rows.js';
import type { AddressRelation, Weights } from '../weights.js';
import { compareAddresses, isSameDwelling, type AddressComparison, type QueryAddress } from './address.js';
import { compareBirth, type BirthComparison, type QueryBirth } from './birth.js';
import { compareNames, type NameComparison, type QueryName } from './names.js';

/** A party, made ready for comparison. */
export interface QueryPerson {
  readonly names: readonly QueryName[];
  readonly birth: QueryBirth;
  readonly sex: SexCode;
  readonly phones: readonly PhonePair[];
  readonly address: QueryAddress | undefined;
  readonly relation: AddressRelation;
}

/** Everything that compares, made for one check. */
export interface Scales {
  readonly lexicon: Lexicon;
  readonly population: Population;
  readonly weights: Weights;
  /** names that were expanded before, for these very scales */
  readonly terms?: Map<string, NameTerm>;
}

/** A party beside one person of one record. Bits of the lines are rounded, so that they add up to `total` exactly. */
export interface PersonComparison {
  readonly name: NameComparison | undefined;
  readonly birth: BirthComparison;
  readonly sex: 'agrees' | 'differs' | 'missing';
  readonly phone: 'agrees' | 'differs' | 'missing';
  readonly address: AddressComparison | undefined;
  readonly bits: {
    readonly prior: number;
    readonly surname: number;
    readonly givenNames: number;
    readonly birth: number;
    readonly sex: number;
    readonly phone: number;
    readonly address: number;
  };
  readonly total: number;
}

/** Weights are kept in 64ths of a bit: sums of them are exact in any order. */
export const roundBits = (bits: number): number => Math.round(bits * 64) / 64;

/** Bits for one recorded person before anything is compared: one of all of them. */
export function priorBits({ population, weights }: Scales): number {
  const size = Math.max(population.people, weights.prior.smallestPopulation);
  return roundBits(Math.log2(weights.prior.knownOdds / size));
}

/**
 * Compares a party with one person of a record.
 * @param floor a total that the comparison must be able to reach
 * @returns undefined when name, birth and sex already say that it cannot, whatever address and number come to
 */
export function comparePerson(
  ours: QueryPerson,
  theirs: PersonRow,
  record: RecordRow,
  scales: Scales,
  floor = -Infinity,
): PersonComparison | undefined {
  const { lexicon, population, weights } = scales;
  const name = compareNames(ours.names, theirs.names, lexicon, weights);
  const birth = compareBirth(ours.birth, theirs.birth, population, weights);
  const sex = compareSex(ours.sex, theirs.sex);
  const prior = priorBits(scales);
  const surname = roundBits(name?.surnameBits ?? 0);
  const givenNames = roundBits(name?.givenBits ?? 0);
  const born = roundBits(birth.bits);
  const sexes = roundBits(sexBits(sex, name, weights));
  const sum = prior + surname + givenNames + born + sexes;
  if (sum + mostContactBits(ours) < floor) return undefined;
  const phone = comparePhones(ours.phones, theirs.phones, record.phones);
  const address = bestAddress(ours.address, record, scales);
  const phones = roundBits(phoneBits(phone, ours.phones, population, weights));
  const addresses = roundBits(address === undefined ? 0 : addressBits(address, ours.relation, weights));
  const bits = { prior, surname, givenNames, birth: born, sex: sexes, phone: phones, address: addresses };
  return { name, birth, sex, phone, address, bits, total: sum + phones + addresses };
}

/** More than address and number can add: a dwelling is one of thirty million, a number one of a hundred million. */
function mostContactBits({ phones, address }: QueryPerson): number {
  return (phones.length > 0 ? 27 : 0) + (address === undefined ? 0 : 36);
}

function compareSex(a: SexCode, b: SexCode): PersonComparison['sex'] {
  if (a === UNKNOWN_SEX || b === UNKNOWN_SEX) return 'missing';
  return a === b ? 'agrees' : 'differs';
}

/** A given name that agrees has said the sex already. */
function sexBits(level: PersonComparison['sex'], name: NameComparison | undefined, { sex }: Weights): number {
  if (level === 'missing') return 0;
  if (level === 'differs') return Math.log2(sex.differs / 0.5);
  return name !== undefined && name.given <= NameLevel.closeName ? 0 : Math.log2(sex.agrees / 0.5);
}

function comparePhones(
  ours: readonly PhonePair[],
  own: readonly PhonePair[],
  ofRecord: readonly PhonePair[],
): PersonComparison['phone'] {
  if (ours.length === 0 || own.length + ofRecord.length === 0) return 'missing';
  const holds = ([high, low]: PhonePair): boolean => ours.some((pair) => pair[0] === high && pair[1] === low);
  return own.some(holds) || ofRecord.some(holds) ? 'agrees' : 'differs';
}

function phoneBits(
  level: PersonComparison['phone'],
  ours: readonly PhonePair[],
  population: Population,
  { phone }: Weights,
): number {
  if (level === 'missing') return 0;
  if (level === 'differs') return Math.log2(phone.differs);
  const shares = ours.map((pair) => population.phone(pair));
  return Math.log2(phone.agrees / Math.max(...shares));
}

function bestAddress(ours: QueryAddress | undefined, record: RecordRow, scales: Scales): AddressComparison | undefined {
  if (ours === undefined) return undefined;
  let best: AddressComparison | undefined;
  for (const theirs of record.addresses) {
    const found = compareAddresses(ours, theirs, scales.lexicon, scales.population, scales.weights);
    if (best === undefined || found.sameBits > best.sameBits) best = found;
  }
  return best;
}

/** The person may be where they are recorded, or elsewhere: a different address costs little when people are often elsewhere. */
export function addressBits(
  found: Pick<AddressComparison, 'sameBits'>,
  relation: AddressRelation,
  { address }: Weights,
): number {
  const at = address.same[relation];
  return Math.log2(at * 2 ** found.sameBits + (1 - at) * 0.98);
}

/** Something besides the name agrees: what a confident single hit needs. */
export function isSupported({ birth, phone, address }: PersonComparison): boolean {
  return phone === 'agrees' || SUPPORTING_BIRTH.has(birth.level) || (address !== undefined && isSupportive(address));
}

/** The same dwelling, or the same postcode where a house is not known on both sides. */
function isSupportive(address: AddressComparison): boolean {
  const noHouse = address.house === 'missing' && address.street !== 'differs';
  return isSameDwelling(address) || (address.postcode === 'exact' && noHouse);
}

const SUPPORTING_BIRTH: ReadonlySet<string> = new Set([
  'exact',
  'dayAndMonthSwapped',
  'slip',
  'partial',
  'ageFits',
  'ageOneOff',
]);
