import type { PostcodeLevel, PostcodeTerm } from '../dictionary/postcode-term.js';
import type { PlaceTerm } from '../dictionary/place-term.js';
import type { Lexicon } from '../index/lexicon.js';
import type { Population } from '../index/population.js';
import { NONE, type AddressRow, type PhonePair } from '../index/rows.js';
import { NO_TYPE } from '../normalise/street.js';
import type { WholeAddress, Weights } from '../weights.js';
import { compareHouses, type HouseLevel, type FlatLevel } from './house.js';

/** An address as it was asked about. */
export interface QueryAddress {
  readonly flat: string;
  readonly house: string;
  readonly name: PlaceTerm | undefined;
  readonly street: PlaceTerm | undefined;
  readonly streetType: number;
  /** the street read as a place, where it is none that is known: the estate or the village instead of its street */
  readonly estate: PlaceTerm | undefined;
  readonly places: readonly PlaceTerm[];
  readonly postcode: PostcodeTerm | undefined;
  readonly uprn: PhonePair;
}

/** How an address asked about and a recorded one agree, part by part, and what that says about their being one. */
export interface AddressComparison {
  readonly uprn: boolean;
  readonly postcode: PostcodeLevel;
  /** `asPlace`: what was said for the street is a place of the recorded address */
  readonly street: 'exact' | 'near' | 'otherKind' | 'asPlace' | 'differs' | 'missing';
  /** some record holds a street of the name that was asked about, as it was written */
  readonly streetKnown: boolean;
  readonly place: 'agrees' | 'differs' | 'missing';
  readonly house: HouseLevel;
  /** the houses were compared by name */
  readonly named: boolean;
  readonly flat: FlatLevel;
  /** bits for “the same dwelling” against “two addresses picked at random” */
  readonly sameBits: number;
}

/**
 * Compares two addresses as one group: postcode, street and town go together, so what makes the agreement unlikely among
 * strangers is counted once, by the rarest of them.
 */
export function compareAddresses(
  ours: QueryAddress,
  theirs: AddressRow,
  lexicon: Lexicon,
  population: Population,
  weights: Weights,
): AddressComparison {
  const levels = {
    uprn: ours.uprn[0] + ours.uprn[1] !== 0 && ours.uprn[0] === theirs.uprn[0] && ours.uprn[1] === theirs.uprn[1],
    postcode: ours.postcode === undefined ? 'missing' : ours.postcode.level(theirs.postcode),
    street: compareStreets(ours, theirs),
    streetKnown: ours.street?.id !== undefined,
    place: comparePlaces(ours, theirs),
    ...compareHouses(ours, theirs, lexicon),
  };
  return { ...levels, sameBits: sameBits(levels, ours, theirs, population, weights) };
}

type Levels = Omit<AddressComparison, 'sameBits'>;

function compareStreets(ours: QueryAddress, theirs: AddressRow): AddressComparison['street'] {
  if (ours.street === undefined) return 'missing';
  const level = theirs.street === NONE ? 'missing' : ours.street.level(theirs.street);
  if ((level === 'missing' || level === 'differs') && isInEstate(ours, theirs)) return 'asPlace';
  if (level === 'missing') return level;
  const kinds = ours.streetType !== NO_TYPE && theirs.streetType !== NO_TYPE && ours.streetType !== theirs.streetType;
  if (!kinds) return level;
  // A slip in the name and another kind of street: two streets (Harewood Gardens, Hawkwood Road).
  return level === 'exact' ? 'otherKind' : 'differs';
}

/** What was said for a street is a place of the recorded address. */
const isInEstate = ({ estate }: QueryAddress, { places }: AddressRow): boolean =>
  estate !== undefined && places.some((id) => estate.level(id) !== 'differs');

function comparePlaces(ours: QueryAddress, theirs: AddressRow): AddressComparison['place'] {
  if (ours.places.length === 0 || theirs.places.length === 0) return 'missing';
  return ours.places.some((term) => theirs.places.some((id) => term.level(id) !== 'differs')) ? 'agrees' : 'differs';
}

function sameBits(
  levels: Levels,
  ours: QueryAddress,
  theirs: AddressRow,
  population: Population,
  weights: Weights,
): number {
  if (levels.uprn) return Math.log2(0.95 * Math.max(population.addresses, weights.prior.smallestPopulation));
  return locusBits(levels, ours, theirs, population, weights) + dwellingBits(levels, theirs, population, weights);
}

/** Where: postcode, street, town. The shares of true pairs multiply; the share of strangers is that of the rarest agreement. */
function locusBits(
  levels: Levels,
  ours: QueryAddress,
  theirs: AddressRow,
  population: Population,
  weights: Weights,
): number {
  const m = weights.address;
  let bits = 0;
  let strangers = 1;
  if (levels.place !== 'missing') {
    const agrees = levels.place === 'agrees';
    bits += Math.log2(agrees ? m.place.agrees : m.place.differs);
    if (agrees) strangers = Math.max(RAREST_PLACE, rarestShared(theirs, ours.places, population));
  }
  if (levels.postcode !== 'missing') {
    bits += Math.log2(m.postcode[levels.postcode]);
    if (levels.postcode === 'district' || levels.postcode === 'near') {
      strangers = Math.min(strangers, population.district(theirs.postcode));
    }
  }
  if (levels.street === 'asPlace') {
    bits += Math.log2(m.street.asPlace);
    strangers = Math.min(strangers, Math.max(RAREST_PLACE, rarestShared(theirs, [ours.estate], population)));
  } else if (levels.street !== 'missing') {
    const similar = levels.street === 'exact' ? 'exact' : levels.street === 'differs' ? 'differs' : 'near';
    bits += Math.log2(m.street[similar]);
    if (similar !== 'differs') {
      const share = population.street(theirs.street) * (similar === 'near' ? 4 : 1);
      strangers = Math.max(
        strangers * Math.min(1, share * NEIGHBOURING),
        1 / (4 * Math.max(population.addresses, 2000)),
      );
    }
  }
  if (levels.postcode === 'exact') strangers = Math.min(strangers, population.postcode(theirs.postcode));
  if (levels.postcode === 'near') strangers = Math.min(strangers, population.postcode(theirs.postcode) * 30);
  return bits - Math.log2(strangers);
}

/** No place is rarer than this to somebody who says where an incident is: people name hamlets, too. */
const RAREST_PLACE = 2e-4;

function rarestShared(theirs: AddressRow, terms: readonly (PlaceTerm | undefined)[], population: Population): number {
  const shared = theirs.places.filter((id) => terms.some((term) => term !== undefined && term.level(id) !== 'differs'));
  return Math.min(1, ...shared.map((id) => population.place(id)));
}

/** Streets of one name in one town are likelier than chance has it: a street’s records cluster there. */
const NEIGHBOURING = 3;

function dwellingBits(levels: Levels, theirs: AddressRow, population: Population, weights: Weights): number {
  const { house, flat } = weights.address;
  let bits = 0;
  if (levels.house === 'exact') bits += Math.log2(house.exact / houseShare(theirs, population));
  else if (levels.house === 'overlaps' || levels.house === 'near') bits += Math.log2(house.near / 0.02);
  else if (levels.house === 'differs') bits += Math.log2(house.differs);
  if (levels.flat === 'exact') bits += Math.log2(flat.exact / Math.max(0.05, population.number(theirs.flat)));
  else if (levels.flat === 'oneSide') bits += Math.log2(flat.oneSide);
  else if (levels.flat === 'differs') bits += Math.log2(flat.differs);
  return bits;
}

/** Chance that another house of the same street has this number or name. */
function houseShare(theirs: AddressRow, population: Population): number {
  if (theirs.house !== NONE) return Math.max(0.01, population.number(theirs.house));
  return theirs.name === NONE ? 0.05 : Math.max(0.003, population.premises(theirs.name));
}

/** The dwelling is the same as far as both sides say, and so is where it stands. */
export function isSameDwelling(found: AddressComparison): boolean {
  return found.uprn || (found.house === 'exact' && found.flat !== 'differs' && isSameLocus(found));
}

/** The same house of a street of that name, the town not counted: people name the next town, and the post town. */
export function isLikelyDwelling(found: AddressComparison): boolean {
  if (isSameDwelling(found)) return true;
  const { house, flat, street, postcode } = found;
  return house === 'exact' && flat !== 'differs' && (street === 'exact' || street === 'near') && postcode !== 'differs';
}

/**
 * What makes a recorded address the location itself: house and flat are the same on both sides, and so is the street at
 * the postcode or in the town. Undefined when less agrees, and it has to be weighed how likely strangers agree as much.
 */
export function wholeAddress(found: AddressComparison): WholeAddress | undefined {
  if (found.uprn) return 'uprn';
  const { house, flat, street, postcode, place } = found;
  if (house !== 'exact' || (flat !== 'exact' && flat !== 'none')) return undefined;
  if (postcode === 'exact' && street !== 'differs' && street !== 'asPlace')
    return street === 'missing' ? 'postcode' : 'streetAndPostcode';
  const inTown = place === 'agrees' && postcode !== 'differs';
  if (!inTown) return undefined;
  return street === 'exact' ? 'streetAndTown' : street === 'near' && !found.streetKnown ? 'slipAndTown' : undefined;
}

/** The same street, or the same postcode; for a house with a name and no street, the same village or town. */
export function isSameLocus({ postcode, street, place, house, named }: AddressComparison): boolean {
  if (street === 'differs' || street === 'asPlace') return false;
  if (postcode === 'exact') return true;
  if (street === 'missing') return house === 'exact' && named && place === 'agrees' && postcode !== 'differs';
  if (postcode === 'differs') return false;
  return postcode === 'near' || postcode === 'district' || (postcode === 'missing' && place !== 'differs');
}
