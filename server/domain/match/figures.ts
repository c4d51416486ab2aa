/** What one query’s first answer was stated to be worth, and whether it is right. */
export interface Verdict {
  readonly probability: number;
  readonly right: boolean;
  readonly tier: string;
}

/** How the first answers of all queries fare when those from a threshold on are believed. */
export interface Score {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** @param known queries that have a right answer at all: what recall is a share of */
export function scoreAt(verdicts: readonly Verdict[], known: number, threshold: number): Score {
  const believed = verdicts.filter(({ probability }) => probability >= threshold);
  return { threshold, ...scoreOf(believed.filter(({ right }) => right).length, believed.length, known) };
}

/** The score of what is called a match. */
export function scoreOfMatches(verdicts: readonly Verdict[], known: number): Omit<Score, 'threshold'> {
  const called = verdicts.filter(({ tier }) => tier === 'match');
  return scoreOf(called.filter(({ right }) => right).length, called.length, known);
}

function scoreOf(right: number, believed: number, known: number): Omit<Score, 'threshold'> {
  const precision = believed === 0 ? 1 : right / believed;
  const recall = known === 0 ? 1 : right / known;
  return { precision, recall, f1: believed + known === 0 ? 0 : (2 * right) / (believed + known) };
}

/** The score at the threshold where F1 is best. */
export function bestScore(verdicts: readonly Verdict[], known: number): Score {
  let best = scoreAt(verdicts, known, 1.1);
  for (const { threshold, right, believed } of thresholds(verdicts)) {
    const score = scoreOf(right, believed, known);
    if (score.f1 > best.f1) best = { threshold, ...score };
  }
  return best;
}

/** The largest recall among the thresholds that keep this precision. */
export function recallAtPrecision(verdicts: readonly Verdict[], known: number, precision: number): number {
  let best = 0;
  for (const { right, believed } of thresholds(verdicts)) {
    if (right / believed >= precision) best = Math.max(best, right);
  }
  return known === 0 ? 1 : best / known;
}

/** Every probability that was stated, highest first, with what is believed from there on. */
function* thresholds(verdicts: readonly Verdict[]) {
  let [right, believed] = [0, 0];
  const sorted = verdicts.toSorted((a, b) => b.probability - a.probability);
  for (const [at, verdict] of sorted.entries()) {
    believed += 1;
    right += verdict.right ? 1 : 0;
    if (sorted[at + 1]?.probability === verdict.probability) continue;
    yield { threshold: verdict.probability, right, believed };
  }
}

/** A share with the interval that holds the true one 95 times in 100. */
export interface Interval {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Wilson’s interval (1927): sound for shares near 0 and 1 and for few observations. Of nothing, anything is possible. */
export function wilson(part: number, whole: number): Interval {
  if (whole === 0) return { share: 0, low: 0, high: 1 };
  const z = 1.96;
  const share = part / whole;
  const middle = (share + (z * z) / (2 * whole)) / (1 + (z * z) / whole);
  const reach = (z / (1 + (z * z) / whole)) * Math.sqrt((share * (1 - share)) / whole + (z * z) / (4 * whole * whole));
  return { share, low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}

/** What was stated within a span of probabilities, and how much of it was right. */
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** mean of what was stated */
  readonly stated: number;
  readonly right: Interval;
}

const EDGES = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1];

/** The calibration table: bins of stated probability, the last of which includes 1. */
export function calibrationOf(verdicts: readonly Verdict[], edges: readonly number[] = EDGES): CalibrationBin[] {
  return edges.slice(0, -1).map((from, at) => {
    const to = edges[at + 1] ?? 1;
    const inside = verdicts.filter(
      ({ probability }) => probability >= from && (probability < to || (to === 1 && probability <= 1)),
    );
    const right = inside.filter((verdict) => verdict.right).length;
    const stated = inside.reduce((sum, { probability }) => sum + probability, 0) / Math.max(1, inside.length);
    return { from, to, count: inside.length, stated, right: wilson(right, inside.length) };
  });
}
