import type { Tier } from '../../../contract/index.js';
import type { BirthLevel } from '../compare/birth.js';
import { calibrated } from '../calibrate.js';
import { BirthBound } from '../compare/birth-bound.js';
import { comparePerson, type PersonComparison, type QueryPerson, type Scales } from '../compare/person.js';
import { NameLevel } from '../dictionary/name-term.js';
import type { Shard } from '../index/shard.js';
import { NONE, type PersonRow, type RecordRow } from '../index/rows.js';
import { gatherPeople } from './candidates.js';
import { BestTotals, descending } from './best-totals.js';
import { bridge, cluster } from './cluster.js';
import { BUDGET, type Candidate, type Gathering } from './gathering.js';
import { PersonBound } from './person-bound.js';
import { posterior, type Hypothesis, type Posterior } from './posterior.js';
import { personTier } from './tier.js';
import type { Weights } from '../weights.js';

/** One person of one record, compared with the party. */
export interface PersonHit {
  readonly candidate: Candidate;
  readonly recordId: string;
  readonly personIndex: number;
  readonly person: PersonRow;
  readonly found: PersonComparison;
  readonly probability: number;
  readonly tier: Tier;
  /** number of the recorded person, all records together: 0 is the likeliest */
  readonly identity: number;
}

export interface FindOptions {
  /** links below this probability are left out */
  readonly least: number;
  /** every record is judged by itself, not against the others */
  readonly several: boolean;
  /** a person of a record who is not to be found */
  readonly isExcepted: (candidate: Candidate, personIndex: number) => boolean;
}

export interface PersonSearch {
  /** strongest first */
  readonly hits: readonly PersonHit[];
  /** probability of somebody unknown who lives at a recorded address */
  readonly housemate: number;
  readonly skipped: boolean;
  /** more records agree well than are looked at closely: some are not among the hits */
  readonly cut: boolean;
  /** different people that the hits could be, as many as it takes to cover nearly all of what was identified */
  readonly candidates: number;
}

interface Compared {
  readonly candidate: Candidate;
  readonly recordId: string;
  readonly personIndex: number;
  readonly person: PersonRow;
  readonly record: RecordRow;
  readonly found: PersonComparison;
}

/** Comparisons that are looked at closely: clustered, weighed against each other. */
const SHORTLIST = 48;
/** The same, when more are good on their own: all records of somebody known well. */
const MOST_CLOSE = 160;
/** A comparison this many bits below the best one, or below an even chance, cannot change the answer. */
const HOPELESS = 16;
/** Bits from which a comparison is good on its own: an even chance, were there nobody better. */
const GOOD = 0;

/**
 * Finds who a party may be: gathers candidates by keys, compares each, puts the records of one person together, and weighs
 * the people found against each other and against nobody.
 */
export function findPerson(
  ours: QueryPerson,
  shards: readonly Shard[],
  scales: Scales,
  { least, several, isExcepted }: FindOptions,
): PersonSearch {
  const born = new BirthBound(ours.birth, scales.population, scales.weights);
  const gathering = gatherPeople(ours, shards, scales, born, BUDGET);
  const bound = new PersonBound(ours, scales, born);
  const { shortlist, cut } = shorten(compareBest(ours, gathering, bound, scales, isExcepted));
  const clusters = several ? shortlist.map((_, i) => i) : bridge(cluster(shortlist, scales), shortlist);
  const identities = [...new Set(clusters)];
  const hypotheses = identities.map((first) => {
    const members = shortlist.filter((_, i) => clusters[i] === first);
    const best = members[0];
    if (best === undefined) throw new Error('A cluster has at least its first member');
    return { best: best.found, household: householdOf(best.record) };
  });
  const weigh = (among: readonly Hypothesis[]) => posterior(among, scales.population.addresses, scales.weights);
  const weighed = several ? hypotheses.map((one) => weigh([one])) : [weigh(hypotheses)];
  const stated = weighed.flatMap((one) => one.probabilities);
  const knots = several ? [] : scales.weights.calibration;
  const probabilities = stated.map((probability) => calibrated(probability, knots));
  const order = identities
    .map((first, i) => ({ first, hypothesis: hypotheses[i], probability: probabilities[i] ?? 0 }))
    .toSorted((a, b) => b.probability - a.probability);
  const shown = coverage(order, scales, least);
  // One winner does not make the others nobody: who would be the answer without the winner is shown as well, possible.
  const beside = order
    .slice(shown.links)
    .filter(({ hypothesis: one }) => one !== undefined && agreesThroughout(one.best))
    .filter(({ hypothesis: one }) => one !== undefined && likelyAlone(weigh([one]), scales.weights));
  const hits = [...order.slice(0, shown.links), ...beside].flatMap(({ first, probability }, identity) =>
    shortlist
      .filter((_, i) => clusters[i] === first)
      .map(({ candidate, recordId, personIndex, person, found }) => ({
        candidate,
        recordId,
        personIndex,
        person,
        found,
        probability,
        identity,
        tier: personTier(found, ours.relation, probability, scales.weights),
      })),
  );
  const housemate = weighed.reduce((most, one) => Math.max(most, one.housemate), 0);
  return { hits, housemate, skipped: gathering.skipped, cut, candidates: shown.candidates };
}

/** Neither the given name nor the age speaks for somebody else: a twin sister, a father of the same name. */
const agreesThroughout = ({ name, birth }: PersonComparison): boolean =>
  name !== undefined && name.given <= NameLevel.near && !OPPOSING_BIRTH.has(birth.level);

const OPPOSING_BIRTH: ReadonlySet<BirthLevel> = new Set(['nearYear', 'differs', 'ageFiveOff', 'ageDiffers']);

const likelyAlone = ({ probabilities: [probability = 0] }: Posterior, { tiers }: Weights): boolean =>
  probability >= tiers.alone;

/**
 * Compares the candidates in the order of the most that each can come to, until none that is left can matter: it would
 * not be good, and falls hopelessly short of the best or behind as many as are looked at closely.
 */
function compareBest(
  ours: QueryPerson,
  gathering: Gathering,
  bound: PersonBound,
  scales: Scales,
  isExcepted: FindOptions['isExcepted'],
): Compared[] {
  const bounds = new Float64Array(gathering.size);
  for (let at = 0; at < bounds.length; at += 1) bounds[at] = bound.of(gathering.rowAt(at));
  const all: Compared[] = [];
  const best = new BestTotals(SHORTLIST);
  for (const at of descending(bounds)) {
    const floor = Math.min(Math.max(floorBelow(best.first), best.last - AS_GOOD), GOOD);
    if ((bounds[at] ?? 0) < floor) break;
    const candidate = gathering.candidate(at);
    const record = candidate.segment.row(candidate.slot);
    for (const [personIndex, person] of record.people.entries()) {
      if (isExcepted(candidate, personIndex)) continue;
      const found = comparePerson(ours, person, record, scales, floor);
      if (found === undefined || found.total < floor) continue;
      best.add(found.total);
      all.push({ candidate, recordId: '', personIndex, person, record, found });
    }
  }
  return all;
}

/** What a comparison must come to beside the best: more than is hopeless, or good on its own. */
const floorBelow = (best: number): number => Math.min(Math.max(best, GOOD) - HOPELESS, GOOD);

/** The best few and all that are good, in an order that depends on nothing but what is in the registers. */
function shorten(all: readonly Compared[]): { readonly shortlist: readonly Compared[]; readonly cut: boolean } {
  const best = all.reduce((most, { found }) => Math.max(most, found.total), -Infinity);
  const near = all.filter(({ found }) => found.total > floorBelow(best));
  const totals = near.map(({ found }) => found.total).toSorted((a, b) => b - a);
  const floor = Math.min(totals[SHORTLIST - 1] ?? -Infinity, Math.max(GOOD, totals[MOST_CLOSE - 1] ?? GOOD));
  const ordered = near
    .filter(({ found }) => found.total >= floor)
    .map((one) => ({ ...one, recordId: one.candidate.segment.recordId(one.candidate.slot) }))
    .toSorted(
      (a, b) =>
        b.found.total - a.found.total ||
        order(a.candidate.shard.register, b.candidate.shard.register) ||
        order(a.recordId, b.recordId) ||
        a.personIndex - b.personIndex,
    );
  const good = totals.filter((total) => total >= GOOD).length;
  const shortlist = ordered.slice(0, Math.max(SHORTLIST, Math.min(good, MOST_CLOSE)));
  const firstLeftOut = totals[shortlist.length];
  const crowded = firstLeftOut !== undefined && firstLeftOut >= best - AS_GOOD;
  return { shortlist, cut: crowded || good > MOST_CLOSE };
}

/** Bits within which one that is left out is as good an answer as the best: the five hundred of one name in a hostel. */
const AS_GOOD = 1;

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Names the first dwelling of a record; records without one are households of their own. */
function householdOf(record: RecordRow): string {
  const [address] = record.addresses;
  if (address === undefined) return 'none';
  const { flat, house, name, street, postcode } = address;
  return [flat, house, name, street === NONE ? postcode : street].join('|');
}

function coverage(
  order: readonly { readonly probability: number }[],
  { weights }: Scales,
  least: number,
): { readonly links: number; readonly candidates: number } {
  const identified = order.reduce((sum, { probability }) => sum + probability, 0);
  if (identified < least) return { links: 0, candidates: 0 };
  let [covered, candidates] = [0, 0];
  while (candidates < order.length && covered < identified * weights.tiers.cover) {
    covered += order[candidates]?.probability ?? 0;
    candidates += 1;
  }
  const links = order.filter(({ probability }) => probability >= least).length;
  return { links: Math.max(links, Math.min(candidates, 10)), candidates: Math.max(candidates, Math.min(links, 1)) };
}
