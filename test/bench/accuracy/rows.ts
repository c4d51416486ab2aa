import {
  bestScore,
  calibrationOf,
  recallAtPrecision,
  scoreOfMatches,
  wilson,
} from '../../../server/domain/match/figures.js';
import type { BenchRow } from '../rows.js';
import { knownOf, recallWithin, verdictsOf, type Answered } from './trial.js';

const round = (share: number): number => Math.round(share * 10_000) / 10_000;

export const figure = (what: string, value: number, goal?: string, unit = ''): BenchRow => ({
  what,
  value: round(value),
  unit,
  ...(goal === undefined ? {} : { goal }),
});

/** F1 where it is best. */
export function f1Row(what: string, answered: readonly Answered[], goal: string): BenchRow {
  const known = knownOf(answered).length;
  return figure(
    `${what} (${answered.length} queries, ${known} known): F1`,
    bestScore(verdictsOf(answered), known).f1,
    goal,
  );
}

export function recallAtPrecisionRow(what: string, answered: readonly Answered[], goal: string): BenchRow {
  const recall = recallAtPrecision(verdictsOf(answered), knownOf(answered).length, 0.999);
  return figure(`${what}: recall at precision ≥ 0.999`, recall, goal);
}

/** Precision and recall of what is called a match. */
export function matchRows(
  what: string,
  answered: readonly Answered[],
  goals: { readonly precision?: string; readonly recall?: string },
): BenchRow[] {
  const verdicts = verdictsOf(answered);
  const { precision, recall } = scoreOfMatches(verdicts, knownOf(answered).length);
  const called = verdicts.filter(({ tier }) => tier === 'match').length;
  return [
    figure(`${what}: precision of ${called} called match`, precision, goals.precision),
    figure(`${what}: known called match`, recall, goals.recall),
  ];
}

export const recallRow = (what: string, answered: readonly Answered[], most: number, goal?: string): BenchRow =>
  figure(`${what}: the truth among the first ${most}`, recallWithin(answered, most), goal);

/** Share of all queries that are answered with a match which is somebody else. */
export function wrongMatchRow(what: string, answered: readonly Answered[], goal: string): BenchRow {
  const wrong = verdictsOf(answered).filter(({ tier, right }) => tier === 'match' && !right).length;
  return figure(`${what}: somebody else called match, of all queries`, wrong / Math.max(1, answered.length), goal);
}

/** What first answers were stated to be worth, and what they were. */
export function calibrationRows(what: string, answered: readonly Answered[]): BenchRow[] {
  const verdicts = verdictsOf(answered);
  const sure = verdicts.filter(({ probability }) => probability >= 0.99);
  const right = sure.filter((verdict) => verdict.right).length;
  const known = knownOf(answered).length;
  return [
    figure(`${what}: stated ≥ 99 % (${sure.length}), right`, right / Math.max(1, sure.length), '≥ 0.99'),
    figure(`${what}: known who get there`, right / Math.max(1, known), '≥ 0.86'),
    ...calibrationOf(verdicts, [0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1])
      .filter(({ count }) => count > 0)
      .map(({ from, to, count, stated, right: { share, low, high } }) =>
        figure(
          `${what}: stated ${from} to ${to} (${count}), right in [${round(low)}, ${round(high)}]`,
          share,
          `about ${round(stated)}`,
        ),
      ),
  ];
}

/** By origin: known people found first, and what is stated ≥ 99 %, each with its interval. */
export function originRows(
  what: string,
  answered: readonly Answered[],
  originOf: (one: Answered) => string,
): BenchRow[] {
  const origins = [...new Set(answered.map(originOf))].toSorted();
  return origins.flatMap((origin) => {
    const of = answered.filter((one) => originOf(one) === origin);
    const known = knownOf(of);
    const found = known.filter(({ links: [first], right }) => first !== undefined && right.has(first.recordId)).length;
    const sure = verdictsOf(of).filter(({ probability }) => probability >= 0.99);
    const right = sure.filter((verdict) => verdict.right).length;
    const told = (part: number, whole: number): string => {
      const { low, high } = wilson(part, whole);
      return `${whole}, in [${round(low)}, ${round(high)}]`;
    };
    return [
      figure(`${what}, ${origin} names: found first (${told(found, known.length)})`, found / Math.max(1, known.length)),
      figure(
        `${what}, ${origin} names: stated ≥ 99 % and right (${told(right, sure.length)})`,
        right / Math.max(1, sure.length),
      ),
    ];
  });
}
