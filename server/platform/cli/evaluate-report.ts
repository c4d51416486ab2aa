import {
  bestScore,
  calibrationOf,
  recallAtPrecision,
  scoreAt,
  wilson,
  type Verdict,
} from '../../domain/match/figures.js';
import { groupBy } from '../../domain/group-by.js';

export interface Answer {
  readonly recordId: string;
  readonly probability: number;
  readonly tier: string;
}

/** A query with its answers, strongest first, and the records that are right: none for somebody not in the register. */
export interface Evaluated {
  readonly right: ReadonlySet<string>;
  readonly answers: readonly Answer[];
  readonly origin: string | undefined;
}

const THRESHOLDS = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999];
const BAR = 40;

const share = (value: number): string => value.toFixed(4).padStart(9);
const count = (value: number): string => String(value).padStart(8);
const bar = (letter: string, value: number): string => letter.repeat(Math.round(value * BAR));

/** What `outrider evaluate` prints, line by line. @param extra a threshold besides the usual ones */
export function* report(evaluated: readonly Evaluated[], extra: number | undefined): Iterable<string> {
  const verdicts = verdictsOf(evaluated);
  const known = evaluated.filter(isKnown).length;
  yield `${evaluated.length} queries, ${known} of them in the register; ${verdicts.length} have an answer`;
  yield* byThreshold(verdicts, known, extra);
  for (const most of [1, 3, 5]) {
    yield `right answer among the first ${most}: ${foundWithin(evaluated, known, most).toFixed(4)}`;
  }
  yield* byTier(verdicts);
  yield* calibration(verdicts);
  yield* byOrigin(evaluated);
}

const isKnown = ({ right }: Evaluated): boolean => right.size > 0;

const verdictsOf = (evaluated: readonly Evaluated[]): Verdict[] =>
  evaluated.flatMap(({ right, answers: [first] }) =>
    first === undefined ? [] : [{ ...first, right: right.has(first.recordId) }],
  );

function* byThreshold(verdicts: readonly Verdict[], known: number, extra: number | undefined): Iterable<string> {
  yield '';
  yield 'threshold precision    recall        F1';
  const thresholds = extra === undefined ? THRESHOLDS : [...THRESHOLDS, extra].toSorted((a, b) => a - b);
  for (const threshold of thresholds) {
    const { precision, recall, f1 } = scoreAt(verdicts, known, threshold);
    yield `${String(threshold).padStart(9)} ${share(precision)} ${share(recall)} ${share(f1)}  ${bar('█', f1)}`;
  }
  const { f1, threshold, precision, recall } = bestScore(verdicts, known);
  yield `best F1   ${f1.toFixed(4)} at ${threshold} (precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)})`;
  yield `recall at precision ≥ 0.999: ${recallAtPrecision(verdicts, known, 0.999).toFixed(4)}`;
}

function foundWithin(evaluated: readonly Evaluated[], known: number, most: number): number {
  const found = evaluated.filter(({ answers, right }) =>
    answers.slice(0, most).some(({ recordId }) => right.has(recordId)),
  );
  return known === 0 ? 1 : found.length / known;
}

function* byTier(verdicts: readonly Verdict[]): Iterable<string> {
  yield '';
  yield `tier of the first answer    count  right, 95 times in 100 between`;
  for (const tier of ['match', 'probable', 'possible']) {
    const called = verdicts.filter((verdict) => verdict.tier === tier);
    yield `${tier.padEnd(24)} ${count(called.length)} ${rightOf(called)}`;
  }
}

function* calibration(verdicts: readonly Verdict[]): Iterable<string> {
  yield '';
  yield 'calibration: stated          count  right, 95 times in 100 between';
  for (const { from, to, count: all, right } of calibrationOf(verdicts)) {
    const drawn = all === 0 ? '' : bar('▒', right.share);
    const span = `${String(from).padStart(6)} – ${String(to).padEnd(12)}`;
    yield `${span} ${count(all)} ${sayInterval(right, all)}  ${drawn}`;
  }
}

/** Whether errors fall on some more than on others: found first of those known, and right of what is stated ≥ 99 %. */
function* byOrigin(evaluated: readonly Evaluated[]): Iterable<string> {
  const told = evaluated.filter(({ origin }) => origin !== undefined);
  if (told.length === 0) return;
  yield '';
  yield 'origin of the name         known  found first               ≥ 0.99  right';
  const origins = [...groupBy(told, ({ origin = '' }) => origin)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [origin, of] of origins) {
    const known = of.filter(isKnown);
    const found = known.filter(({ right, answers: [first] }) => first !== undefined && right.has(first.recordId));
    const sure = verdictsOf(of).filter(({ probability }) => probability >= 0.99);
    const first = sayInterval(wilson(found.length, known.length), known.length);
    yield `${origin.padEnd(23)} ${count(known.length)}  ${first} ${count(sure.length)}  ${rightOf(sure)}`;
  }
}

const rightOf = (verdicts: readonly Verdict[]): string =>
  sayInterval(wilson(verdicts.filter(({ right }) => right).length, verdicts.length), verdicts.length);

const sayInterval = ({ share: middle, low, high }: ReturnType<typeof wilson>, of: number): string =>
  of === 0 ? '     –'.padEnd(24) : `${middle.toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}]`.padEnd(24);
