import { InvalidArgumentError, type Command } from 'commander';
import { bestScore, recallAtPrecision, scoreAt, type Verdict } from '../../domain/match/figures.js';
import { isExpected, readTable } from './match-rows.js';

export interface EvaluateOptions {
  readonly matches: string;
  readonly truth: string;
  readonly threshold?: number;
}

export interface EvaluateTerminal {
  readonly out: (line: string) => void;
  readonly error: (line: string) => void;
}

/** Adds `outrider evaluate` to the command line. */
export function addEvaluateCommand(program: Command): void {
  program
    .command('evaluate')
    .description('compare what `outrider match` found with the truth')
    .requiredOption('--matches <file>', 'CSV that `outrider match` wrote')
    .requiredOption('--truth <file>', 'CSV: query_id, record_id; an empty record_id says “not in the register”')
    .option('--threshold <p>', 'a probability to report besides the usual ones', readProbability)
    .action(async (options: EvaluateOptions) => {
      process.exitCode = await runEvaluate(options, {
        out: (line) => process.stdout.write(`${line}\n`),
        error: (line) => process.stderr.write(`${line}\n`),
      });
    });
}

function readProbability(text: string): number {
  const probability = Number(text);
  if (!(probability >= 0 && probability <= 1)) throw new InvalidArgumentError('It must be between 0 and 1.');
  return probability;
}

/** Runs the command. Resolves to its exit code: 0 done, 1 failed. */
export async function runEvaluate(options: EvaluateOptions, terminal: EvaluateTerminal): Promise<number> {
  try {
    const truth = await readTruth(options.truth);
    const answers = await readAnswers(options.matches);
    for (const line of report(truth, answers, options.threshold)) terminal.out(line);
    return 0;
  } catch (cause) {
    if (!isExpected(cause)) throw cause;
    terminal.error(cause.message);
    return 1;
  }
}

/** Query → the records that are right; an empty set for somebody who is not in the register. */
export type Truth = ReadonlyMap<string, ReadonlySet<string>>;

export interface Answer {
  readonly recordId: string;
  readonly probability: number;
  readonly tier: string;
}

/** Reads a file of labelled queries. */
export async function readTruth(file: string): Promise<Truth> {
  const truth = new Map<string, Set<string>>();
  for await (const row of readTable(file, [['query_id'], ['record_id']])) {
    const query = row['query_id'] ?? '';
    const right = truth.get(query) ?? new Set();
    if (row['record_id']) right.add(row['record_id']);
    truth.set(query, right);
  }
  return truth;
}

async function readAnswers(file: string): Promise<Map<string, Answer[]>> {
  const answers = new Map<string, Answer[]>();
  for await (const row of readTable(file, [['query_id'], ['record_id'], ['probability']])) {
    const query = row['query_id'] ?? '';
    const list = answers.get(query) ?? [];
    list.push({ recordId: row['record_id'] ?? '', probability: Number(row['probability']), tier: row['tier'] ?? '' });
    answers.set(query, list);
  }
  return answers;
}

export function verdictsOf(truth: Truth, answers: ReadonlyMap<string, readonly Answer[]>): Verdict[] {
  return [...truth].flatMap(([query, right]) => {
    const first = answers.get(query)?.[0];
    return first === undefined ? [] : [{ ...first, right: right.has(first.recordId) }];
  });
}

const THRESHOLDS = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999];
const BINS = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1.000001];
const BAR = 40;

function* report(
  truth: Truth,
  answers: ReadonlyMap<string, readonly Answer[]>,
  extra: number | undefined,
): Iterable<string> {
  const verdicts = verdictsOf(truth, answers);
  const known = [...truth.values()].filter((right) => right.size > 0).length;
  yield `${truth.size} queries, ${known} of them in the register; ${verdicts.length} have an answer`;
  const share = (value: number): string => value.toFixed(4).padStart(9);
  yield '';
  yield 'threshold precision    recall        F1';
  const thresholds = extra === undefined ? THRESHOLDS : [...THRESHOLDS, extra].toSorted((a, b) => a - b);
  for (const threshold of thresholds) {
    const score = scoreAt(verdicts, known, threshold);
    const bar = '█'.repeat(Math.round(score.f1 * BAR));
    yield `${String(threshold).padStart(9)} ${share(score.precision)} ${share(score.recall)} ${share(score.f1)}  ${bar}`;
  }
  const best = bestScore(verdicts, known);
  yield `best F1   ${best.f1.toFixed(4)} at ${best.threshold} (precision ${best.precision.toFixed(4)}, recall ${best.recall.toFixed(4)})`;
  yield `recall at precision ≥ 0.999: ${recallAtPrecision(verdicts, known, 0.999).toFixed(4)}`;
  for (const k of [1, 3, 5])
    yield `right answer among the first ${k}: ${foundWithin(truth, answers, known, k).toFixed(4)}`;
  yield '';
  yield 'tier of the first answer    count  right';
  for (const tier of ['match', 'probable', 'possible']) {
    const called = verdicts.filter((verdict) => verdict.tier === tier);
    yield `${tier.padEnd(24)} ${String(called.length).padStart(8)} ${rightShare(called)}`;
  }
  yield '';
  yield 'calibration: stated          count  right';
  for (const [at, from] of BINS.slice(0, -1).entries()) {
    const to = BINS[at + 1] ?? 1;
    const stated = verdicts.filter(({ probability }) => probability >= from && probability < to);
    const bar = '▒'.repeat(Math.round((stated.filter(({ right }) => right).length / Math.max(1, stated.length)) * BAR));
    yield `${String(from).padStart(6)} – ${String(Math.min(1, to)).padEnd(12)} ${String(stated.length).padStart(8)} ${rightShare(stated)}  ${bar}`;
  }
}

const rightShare = (verdicts: readonly Verdict[]): string =>
  verdicts.length === 0 ? '     –' : (verdicts.filter(({ right }) => right).length / verdicts.length).toFixed(4);

function foundWithin(truth: Truth, answers: ReadonlyMap<string, readonly Answer[]>, known: number, k: number): number {
  let found = 0;
  for (const [query, right] of truth) {
    if ((answers.get(query) ?? []).slice(0, k).some(({ recordId }) => right.has(recordId))) found += 1;
  }
  return known === 0 ? 1 : found / known;
}
