import { InvalidArgumentError, type Command } from 'commander';
import { originOf } from '../../domain/match/words/origins.js';
import { squash } from '../../domain/match/normalise/text.js';
import { report, type Answer, type Evaluated } from './evaluate-report.js';
import { inWords } from './in-words.js';
import { idOf, readTable, UNUSABLE, UnusableTable } from './match-rows.js';
import { openTerminal, type Terminal } from './terminal.js';

export interface EvaluateOptions {
  readonly matches: string;
  readonly truth: string;
  readonly threshold?: number;
  /** the file that was asked: tells the origin of each name */
  readonly queries?: string;
}

/** Adds `outrider evaluate` to the command line. */
export function addEvaluateCommand(program: Command): void {
  program
    .command('evaluate')
    .description('compare what `outrider match` found with the truth')
    .requiredOption('--matches <file>', 'CSV that `outrider match` wrote')
    .requiredOption('--truth <file>', 'CSV: query_id, record_id; an empty record_id says “not in the register”')
    .option('--queries <file>', 'CSV that was asked: error rates by its column `origin`, or by what the surname tells')
    .option('--threshold <p>', 'a probability to report besides the usual ones', readProbability)
    .action(async (options: EvaluateOptions) => {
      process.exitCode = await runEvaluate(options, openTerminal());
    });
}

function readProbability(text: string): number {
  const probability = Number(text);
  if (!(probability >= 0 && probability <= 1)) throw new InvalidArgumentError('It must be between 0 and 1.');
  return probability;
}

/** Runs the command. Resolves to its exit code: 0 done, 1 failed. */
export const runEvaluate = (options: EvaluateOptions, terminal: Pick<Terminal, 'out' | 'error'>): Promise<number> =>
  inWords(terminal, UNUSABLE, async () => {
    const truth = await readTruth(options.truth);
    const answers = await readAnswers(options.matches);
    const origins = options.queries === undefined ? new Map<string, string>() : await readOrigins(options.queries);
    const evaluated = [...truth].map(([query, right]): Evaluated => ({
      right,
      answers: answers.get(query) ?? [],
      origin: origins.get(query),
    }));
    for (const line of report(evaluated, options.threshold)) terminal.out(line);
    return 0;
  });

/** Query → the records that are right; an empty set for somebody who is not in the register. */
export type Truth = ReadonlyMap<string, ReadonlySet<string>>;

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
    const probability = Number(row['probability']);
    if (!(probability >= 0 && probability <= 1)) {
      throw new UnusableTable(`${file}: query ${query}: probability must be between 0 and 1`);
    }
    list.push({ recordId: row['record_id'] ?? '', probability, tier: row['tier'] ?? '' });
    answers.set(query, list);
  }
  return answers;
}

/** Where the name of each query is from: the column `origin` of a file, or what the surname tells. */
async function readOrigins(file: string): Promise<ReadonlyMap<string, string>> {
  const origins = new Map<string, string>();
  for await (const row of readTable(file, [['query_id', 'record_id']])) {
    origins.set(idOf(row), row['origin'] || originOf(squash(row['surname'] ?? '')));
  }
  return origins;
}
