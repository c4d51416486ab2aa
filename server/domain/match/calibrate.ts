import type { Verdict } from './figures.js';

/** What was stated, and what it was worth: two probabilities. */
export type Knot = readonly [stated: number, right: number];

/** Beyond these nothing can be told from data of the size there is. */
const [LEAST, MOST] = [0.001, 0.9999];
const FEWEST = 40;
/** Answers of a slice: enough that its share of right ones is known to a few percent. */
const SLICE = 60;

const logOdds = (probability: number): number => Math.log(probability / (1 - probability));
const fromLogOdds = (odds: number): number => 1 / (1 + Math.exp(-odds));

/**
 * A stated probability, put right by what statements of its kind were worth: straight lines between the knots in log-odds, and
 * as it is outside them. It changes how likely a person is said to be, never the evidence: that adds up to the weight.
 */
export function calibrated(stated: number, knots: readonly Knot[]): number {
  const above = knots.findIndex(([from]) => from > stated);
  const [low, high] = [knots[above - 1], knots[above]];
  if (low === undefined || high === undefined) return stated;
  const [from, to] = [logOdds(low[0]), logOdds(high[0])];
  const share = (logOdds(stated) - from) / (to - from);
  return fromLogOdds(logOdds(low[1]) + share * (logOdds(high[1]) - logOdds(low[1])));
}

/**
 * Fits the knots to answers whose truth is known: slices in the order of what was stated, neighbours that are out of order
 * pooled (isotonic regression by pool-adjacent-violators, Ayer et al. 1955). What is stated surer than the last slice says, or
 * less sure than the first, stays as it is.
 * @returns none when there are too few answers to say
 */
export function fitCalibration(verdicts: readonly Verdict[]): Knot[] {
  const between = verdicts
    .filter(({ probability }) => probability >= LEAST && probability <= MOST)
    .toSorted((a, b) => a.probability - b.probability);
  if (between.length < 3 * FEWEST) return [];
  const pools: { stated: number; right: number; count: number }[] = [];
  for (let at = 0; at < between.length; at += SLICE) {
    const slice = between.slice(at, at + SLICE);
    if (slice.length < FEWEST) break;
    pools.push({
      stated: slice.reduce((sum, { probability }) => sum + logOdds(probability), 0),
      right: slice.filter(({ right }) => right).length,
      count: slice.length,
    });
    for (let last = pools.length - 1; last > 0; last -= 1) {
      const [before, after] = [pools[last - 1], pools[last]];
      if (before === undefined || after === undefined || before.right * after.count <= after.right * before.count)
        break;
      pools.splice(last - 1, 2, {
        stated: before.stated + after.stated,
        right: before.right + after.right,
        count: before.count + after.count,
      });
    }
  }
  const inner = pools.map(({ stated, right, count }): Knot => [
    fromLogOdds(stated / count),
    (right + 0.5) / (count + 1),
  ]);
  return [[LEAST, LEAST], ...inner.filter(([stated]) => stated > LEAST && stated < MOST), [MOST, MOST]];
}
