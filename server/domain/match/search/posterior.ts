import { isLikelyDwelling } from '../compare/address.js';
import type { PersonComparison } from '../compare/person.js';
import type { Weights } from '../weights.js';

/** A recorded person, all their records together, as an answer to “who is it?”. */
export interface Hypothesis {
  /** the best comparison with any of the person’s records */
  readonly best: PersonComparison;
  /** names the recorded dwelling, so that a household is counted once */
  readonly household: string;
}

/** The probability of each hypothesis, in their order, and of “another person at a recorded address”. */
export interface Posterior {
  readonly probabilities: readonly number[];
  readonly housemate: number;
}

/**
 * The probability of each hypothesis. The alternatives are every other one, somebody who is not in the registers, and
 * somebody who is not in the registers but lives with one who is: he shares the address, often the surname, seldom
 * more.
 */
export function posterior(hypotheses: readonly Hypothesis[], addresses: number, weights: Weights): Posterior {
  const strangers = new Map<string, number>();
  for (const hypothesis of hypotheses) {
    const { household } = hypothesis;
    const odds = housemateOdds(hypothesis.best, addresses, weights);
    strangers.set(household, Math.max(strangers.get(household) ?? 0, odds));
  }
  const housemates = [...strangers.values()].reduce((sum, odds) => sum + odds, 0);
  const all = hypotheses.reduce((sum, { best }) => sum + 2 ** best.total, 1 + housemates);
  return { probabilities: hypotheses.map(({ best }) => 2 ** best.total / all), housemate: housemates / all };
}

/** Odds of “another person at this address” against “somebody unknown at an unknown address”. */
function housemateOdds(found: PersonComparison, addresses: number, weights: Weights): number {
  if (found.address === undefined || !isLikelyDwelling(found.address)) return 0;
  const { household, atKnownAddress, smallestPopulation } = weights.prior;
  const shared = (bits: number, share: number): number => share * 2 ** bits + (1 - share);
  const byBirth = found.birth.level.startsWith('age') ? household.age : household.dateOfBirth;
  return (
    (atKnownAddress / Math.max(addresses, smallestPopulation)) *
    2 ** found.address.sameBits *
    shared(found.bits.surname, household.surname) *
    shared(found.bits.givenNames, household.givenNames) *
    shared(found.bits.birth, byBirth) *
    shared(found.bits.phone, household.phone)
  );
}
