import type { Evidence, Tier } from '../../../contract/index.js';
import {
  compareAddresses,
  isSameLocus,
  wholeAddress,
  type AddressComparison,
  type QueryAddress,
} from '../compare/address.js';
import { roundBits, type Scales } from '../compare/person.js';
import { priorLine, sayAddress } from '../compare/sentences.js';
import { NONE, type AddressRow } from '../index/rows.js';
import type { Shard } from '../index/shard.js';
import { NO_POSTCODE, outwardOf } from '../normalise/postcode.js';
import type { Weights, WholeAddress } from '../weights.js';
import { gatherAddresses, gatherStreet } from './candidates.js';
import { BUDGET, type Candidate } from './gathering.js';

/** A recorded address that may be the location. */
export interface LocationHit {
  readonly candidate: Candidate;
  readonly recordId: string;
  readonly probability: number;
  readonly weight: number;
  readonly tier: Tier;
  readonly evidence: readonly Evidence[];
}

export interface LocationSearch {
  readonly hits: readonly LocationHit[];
  readonly skipped: boolean;
  /** more records hold such an address than are looked at closely */
  readonly cut: boolean;
  /** different addresses among the hits */
  readonly candidates: number;
}

interface Compared {
  readonly candidate: Candidate;
  readonly recordId: string;
  readonly address: AddressRow;
  readonly found: AddressComparison;
  /** what makes it the location itself; undefined when that is a matter of chances */
  readonly whole: WholeAddress | undefined;
  readonly bits: number;
  readonly total: number;
}

/** Addresses that are looked at closely. */
const SHORTLIST = 160;

/**
 * Finds the records that hold the address of a location. Another house or another flat is never a hit; a flat named on one
 * side only, or a range that holds the number, is one, but no match.
 */
export function findLocation(
  ours: QueryAddress,
  shards: readonly Shard[],
  scales: Scales,
  isExcepted: (candidate: Candidate) => boolean,
): LocationSearch {
  const gathering = gatherAddresses(ours, shards, scales, BUDGET);
  const candidates = gathering.candidates.filter((candidate) => !isExcepted(candidate));
  return weigh(ours, candidates, gathering.skipped, isJoinable, scales);
}

/**
 * Finds the records of an address that differs in one thing from that of a location which none holds: another house of the
 * street, another street of the town. For files whose numbers are often wrong; what it finds is possible at most, and
 * nothing that a card shows.
 */
export function findNearLocation(
  ours: QueryAddress,
  shards: readonly Shard[],
  scales: Scales,
  least: number,
): LocationSearch {
  const { candidates, skipped } = gatherStreet(ours, shards, scales, BUDGET);
  const search = weigh(ours, candidates, skipped, isNearby, scales);
  const hits = search.hits
    .filter(({ probability }) => probability >= least)
    .map((hit): LocationHit => ({ ...hit, tier: 'possible' }));
  return { ...search, hits };
}

function weigh(
  ours: QueryAddress,
  candidates: readonly Candidate[],
  skipped: boolean,
  isCandidate: (found: AddressComparison) => boolean,
  scales: Scales,
): LocationSearch {
  const { population, weights } = scales;
  const prior = roundBits(
    Math.log2(weights.prior.knownOdds / Math.max(population.addresses, weights.prior.smallestPopulation)),
  );
  const joinable = candidates.flatMap((candidate) => compareRecord(ours, candidate, isCandidate, prior, scales));
  const compared = shorten(joinable);
  const dwellings = gatherDwellings(compared);
  const hits = compared.map((one) => {
    const { candidate, recordId, found, whole, bits, total } = one;
    const others = rivalOdds(one, dwellings) + neighbourOdds(one, weights);
    const building = 2 ** total / (1 + 2 ** total + others);
    const probability = found.flat === 'oneSide' ? building * weights.address.unsaidFlat : building;
    const { agreement, sentence } = sayAddress(found);
    return {
      candidate,
      recordId,
      probability,
      weight: total,
      tier: locationTier(found, whole, probability, scales),
      evidence: [
        priorLine(prior, `before anything is compared: one of ${population.addresses} recorded addresses`),
        { field: 'address', agreement, weight: bits, sentence: `the address, not this person: ${sentence}` },
      ],
    } as const;
  });
  const cut = joinable.length > SHORTLIST;
  return { hits, skipped, cut, candidates: dwellings.length };
}

/** The first, and so the likeliest, of the addresses that can be one and the same. */
function gatherDwellings(compared: readonly Compared[]): Compared[] {
  const dwellings: Compared[] = [];
  for (const one of compared) if (!dwellings.some((other) => mayBeOne(one, other))) dwellings.push(one);
  return dwellings;
}

/** The odds of the other dwellings; those of which less agrees take nothing from one that is the location itself. */
function rivalOdds(one: Compared, dwellings: readonly Compared[]): number {
  return dwellings
    .filter((other) => !mayBeOne(one, other) && (one.whole === undefined || other.whole !== undefined))
    .reduce((sum, { total }) => sum + 2 ** total, 0);
}

/** Share of addresses that no record holds and that lie in a recorded street, or have a number that another street of the town has. */
const NEIGHBOURS = 0.5;

/** The odds of a place that no record holds and that differs from the recorded one in this alone, as neighbours do. */
function neighbourOdds({ found, total }: Compared, { address }: Weights): number {
  const wrong =
    found.house === 'differs'
      ? address.house.differs
      : found.street === 'differs' || found.street === 'asPlace'
        ? address.street[found.street]
        : undefined;
  return wrong === undefined ? 0 : (2 ** total * NEIGHBOURS) / wrong;
}

/** Two recorded addresses do not contradict each other: one house and flat, in one street or at one postcode. */
function mayBeOne({ address: a }: Compared, { address: b }: Compared): boolean {
  if (nameHouse(a) !== nameHouse(b)) return false;
  const postcodes = a.postcode !== NO_POSTCODE && b.postcode !== NO_POSTCODE;
  if (postcodes && a.postcode === b.postcode) return true;
  return a.street === b.street && !(postcodes && outwardOf(a.postcode) !== outwardOf(b.postcode));
}

function compareRecord(
  ours: QueryAddress,
  candidate: Candidate,
  isCandidate: (found: AddressComparison) => boolean,
  prior: number,
  scales: Scales,
): Compared[] {
  const { segment, slot } = candidate;
  const recordId = segment.recordId(slot);
  const found = segment
    .row(slot)
    .addresses.map((address) => ({
      address,
      found: compareAddresses(ours, address, scales.lexicon, scales.population, scales.weights),
    }))
    .filter((one) => isCandidate(one.found))
    .toSorted((a, b) => b.found.sameBits - a.found.sameBits)[0];
  if (found === undefined) return [];
  const whole = wholeAddress(found.found);
  const { itself } = scales.weights.address;
  // Then the record is as good as its writing; its rarity among strangers has nothing left to say.
  const bits = roundBits(
    whole === undefined ? found.found.sameBits : Math.log2(itself[whole] / (1 - itself[whole])) - prior,
  );
  return [{ candidate, recordId, ...found, whole, bits, total: prior + bits }];
}

/** House and flat do not contradict each other, and street or postcode agrees. */
function isJoinable(found: AddressComparison): boolean {
  if (found.uprn) return true;
  if (found.house === 'differs' || found.house === 'missing' || found.flat === 'differs') return false;
  if (isSameLocus(found)) return true;
  const street = found.street === 'exact' || found.street === 'near';
  if (found.street === 'asPlace') return found.place === 'agrees' && found.postcode !== 'differs';
  return street && (found.postcode !== 'differs' || found.place === 'agrees');
}

/** Street or house differs, not both, and so does no flat. */
function isNearby({ house, flat, street, place, postcode }: AddressComparison): boolean {
  if (flat === 'differs' || house === 'missing') return false;
  if (house === 'exact') return place === 'agrees' || postcode === 'exact';
  return (street === 'exact' || street === 'near') && place !== 'differs' && postcode !== 'differs';
}

function shorten(all: readonly Compared[]): Compared[] {
  return all
    .toSorted(
      (a, b) =>
        b.total - a.total ||
        compareText(a.candidate.shard.register, b.candidate.shard.register) ||
        compareText(a.recordId, b.recordId),
    )
    .slice(0, SHORTLIST);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function nameHouse({ flat, house, name }: AddressRow): string {
  return [flat, house, house === NONE ? name : NONE].join('|');
}

/** A match is the location itself, and nearly certain; a range, a slip in a name or an unknown town is possible at most. */
function locationTier(
  found: AddressComparison,
  whole: WholeAddress | undefined,
  probability: number,
  { weights: { tiers } }: Scales,
): Tier {
  if (whole !== undefined && probability >= tiers.match) return 'match';
  const placed = found.postcode === 'exact' || found.postcode === 'near' || found.place === 'agrees';
  if (found.house === 'overlaps' || found.house === 'near' || found.street === 'asPlace' || !placed) return 'possible';
  return probability >= tiers.probable ? 'probable' : 'possible';
}
