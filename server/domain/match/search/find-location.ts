import type { Evidence, Tier } from '../../../contract/index.js';
import { compareAddresses, isSameLocus, type AddressComparison, type QueryAddress } from '../compare/address.js';
import { roundBits, type Scales } from '../compare/person.js';
import { priorLine, sayAddress } from '../compare/sentences.js';
import { NONE, type AddressRow } from '../index/rows.js';
import type { Shard } from '../index/shard.js';
import { BUDGET, gatherAddresses, type Candidate } from './candidates.js';

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
  /** different addresses among the hits */
  readonly candidates: number;
}

interface Compared {
  readonly candidate: Candidate;
  readonly recordId: string;
  readonly address: AddressRow;
  readonly found: AddressComparison;
  readonly total: number;
}

/** Addresses that are looked at closely. */
const SHORTLIST = 60;

/**
 * Finds the records that hold the address of a location. Another house or another flat is never a hit; a flat named on one
 * side only, or a range that holds the number, is one, but no match.
 */
export function findLocation(ours: QueryAddress, shards: readonly Shard[], scales: Scales): LocationSearch {
  const gathering = gatherAddresses(ours, shards, BUDGET);
  const { population, weights } = scales;
  const prior = roundBits(
    Math.log2(weights.prior.knownOdds / Math.max(population.addresses, weights.prior.smallestPopulation)),
  );
  const compared = shorten(gathering.candidates.flatMap((candidate) => compareRecord(ours, candidate, prior, scales)));
  const dwellings = new Map<string, number>();
  for (const { address, total } of compared) {
    const dwelling = nameDwelling(address);
    dwellings.set(dwelling, Math.max(dwellings.get(dwelling) ?? 0, 2 ** total));
  }
  const all = 1 + [...dwellings.values()].reduce((sum, odds) => sum + odds, 0);
  const hits = compared.map(({ candidate, recordId, address, found, total }) => {
    const probability = Math.min(1, (dwellings.get(nameDwelling(address)) ?? 0) / all);
    const { agreement, sentence } = sayAddress(found);
    const weight = roundBits(found.sameBits);
    return {
      candidate,
      recordId,
      probability,
      weight: total,
      tier: locationTier(ours, found, probability, scales),
      evidence: [
        priorLine(prior, `before anything is compared: one of ${population.addresses} recorded addresses`),
        { field: 'address', agreement, weight, sentence: `the address, not this person: ${sentence}` },
      ],
    };
  });
  return { hits, skipped: gathering.skipped, candidates: dwellings.size };
}

function compareRecord(ours: QueryAddress, candidate: Candidate, prior: number, scales: Scales): Compared[] {
  const { segment, slot } = candidate;
  const recordId = segment.recordId(slot);
  const found = segment
    .row(slot)
    .addresses.map((address) => ({
      address,
      found: compareAddresses(ours, address, scales.lexicon, scales.population, scales.weights),
    }))
    .filter((one) => isJoinable(one.found))
    .toSorted((a, b) => b.found.sameBits - a.found.sameBits)[0];
  if (found === undefined) return [];
  return [{ candidate, recordId, ...found, total: prior + roundBits(found.found.sameBits) }];
}

/** House and flat do not contradict each other, and street or postcode agrees. */
function isJoinable(found: AddressComparison): boolean {
  if (found.uprn) return true;
  if (found.house === 'differs' || found.house === 'missing' || found.flat === 'differs') return false;
  if (isSameLocus(found)) return true;
  const street = found.street === 'exact' || found.street === 'near';
  return street && (found.postcode !== 'differs' || found.place === 'agrees');
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

function nameDwelling({ flat, house, name, street, postcode }: AddressRow): string {
  return [flat, house, house === NONE ? name : NONE, street === NONE ? postcode : street].join('|');
}

/** A match needs postcode or town besides street and house, and as much of the flat on both sides. */
function locationTier(ours: QueryAddress, found: AddressComparison, probability: number, { weights }: Scales): Tier {
  if (found.uprn) return 'match';
  const placed = found.postcode === 'exact' || found.postcode === 'near' || found.place === 'agrees';
  const whole = found.house === 'exact' && found.flat !== 'oneSide' && placed && ours.street?.word !== '';
  if (whole && found.street !== 'otherKind' && probability >= weights.tiers.probable) return 'match';
  if (found.house === 'overlaps' || found.house === 'near' || !placed) return 'possible';
  return probability >= weights.tiers.probable ? 'probable' : 'possible';
}
