import type { Tier } from '../../../contract/index.js';
import type { BirthLevel } from '../compare/birth.js';
import { calibrated } from '../calibrate.js';
import { BirthBound } from '../compare/birth-bound.js';
import type { PersonComparison, QueryPerson, Scales } from '../compare/person.js';
import { NameLevel } from '../dictionary/name-term.js';
import type { Shard } from '../index/shard.js';
import { NONE, type PersonRow, type RecordRow } from '../index/rows.js';
import { gatherPeople } from './candidates.js';
import { bridge, cluster } from './cluster.js';
import { Contest } from './contest.js';
import { BUDGET, Gathering, type Candidate } from './gathering.js';
import { PersonBound } from './person-bound.js';
import { posterior, type Hypothesis, type Posterior } from './posterior.js';
import { SketchBound } from './sketch-bound.js';
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
  /** how many recorded people, this one among them, fit as well as the likeliest; 1 for everybody else */
  readonly equals: number;
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
  const bound = new PersonBound(ours, scales, born);
  const sieve = new SketchBound(ours, scales, born, bound);
  const gathering = new Gathering(shards, BUDGET, sieve);
  const contest = new Contest(ours, gathering, bound, scales, isExcepted);
  for (const _ of gatherPeople(ours, gathering, scales, born)) {
    // Whoever holds our number has been met, unless too many do.
    if (!gathering.skipped) sieve.number = 0;
    contest.findBest();
    sieve.floor = contest.floor;
  }
  contest.finish();
  const { shortlist, cut } = contest.shortlist();
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
  const equals = several ? 1 : order.filter((one) => fitsEqually(one, order[0])).length;
  // One winner does not make the others nobody: who would be the answer without the winner is shown as well, possible.
  const beside = order
    .slice(shown.links)
    .filter(({ hypothesis: one }) => one !== undefined && agreesThroughout(one.best))
    .filter(({ hypothesis: one }) => one !== undefined && likelyAlone(weigh([one]), scales.weights));
  const hits = [...order.slice(0, shown.links), ...beside].flatMap(
    ({ first, probability, hypothesis: who }, identity) =>
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
          equals: fitsEqually({ hypothesis: who, probability }, order[0]) ? equals : 1,
          tier: personTier(found, ours.relation, probability, scales.weights),
        })),
  );
  const housemate = weighed.reduce((most, one) => Math.max(most, one.housemate), 0);
  return { hits, housemate, skipped: gathering.skipped, cut, candidates: shown.candidates };
}

/** Bits within which two people fit equally: nobody would put one before the other. */
const EQUALLY = 1;

interface Weighed {
  readonly hypothesis: Hypothesis | undefined;
  readonly probability: number;
}

const fitsEqually = ({ hypothesis }: Weighed, best: Weighed | undefined): boolean =>
  hypothesis !== undefined &&
  best?.hypothesis !== undefined &&
  hypothesis.best.total >= best.hypothesis.best.total - EQUALLY;

/** Neither the given name nor the age speaks for somebody else: a twin sister, a father of the same name. */
const agreesThroughout = ({ name, birth }: PersonComparison): boolean =>
  name !== undefined && name.given <= NameLevel.near && !OPPOSING_BIRTH.has(birth.level);

const OPPOSING_BIRTH: ReadonlySet<BirthLevel> = new Set(['nearYear', 'differs', 'ageFiveOff', 'ageDiffers']);

const likelyAlone = ({ probabilities: [probability = 0] }: Posterior, { tiers }: Weights): boolean =>
  probability >= tiers.alone;

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
