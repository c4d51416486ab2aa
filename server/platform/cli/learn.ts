import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { Learner } from '../../domain/match/learn.js';
import { WEIGHTS } from '../../domain/match/weights.js';
import { readTruth } from './evaluate.js';
import { buildIndex, type MatchTerminal } from './match.js';
import { idOf, isExpected, readTable, subjectOf } from './match-rows.js';

export interface LearnOptions {
  readonly register: string;
  readonly queries: string;
  readonly truth: string;
  readonly out: string;
}

/** Answers below this probability are counted as well: the right one may have been thought unlikely. */
const LEAST = 1e-6;

/** Adds `outrider learn` to the command line. */
export function addLearnCommand(program: Command): void {
  program
    .command('learn')
    .description('learn weights from labelled pairs, for `outrider match --weights`')
    .requiredOption('--register <file>', 'CSV as for `outrider match`')
    .requiredOption('--queries <file>', 'CSV as for `outrider match`')
    .requiredOption('--truth <file>', 'CSV: query_id, record_id; an empty record_id says “not in the register”')
    .requiredOption('--out <file>', 'JSON that is written')
    .action(async (options: LearnOptions) => {
      process.exitCode = await runLearn(options, {
        out: (line) => process.stdout.write(`${line}\n`),
        error: (line) => process.stderr.write(`${line}\n`),
        interactive: process.stderr.isTTY,
        now: new Date().toISOString(),
      });
    });
}

/** Runs the command. Resolves to its exit code: 0 done, 1 failed. */
export async function runLearn(options: LearnOptions, terminal: MatchTerminal): Promise<number> {
  try {
    const truth = await readTruth(options.truth);
    const index = await buildIndex(options.register, terminal);
    let right: ReadonlySet<string> = new Set();
    const learner = new Learner(WEIGHTS, (hit) => (right.has(hit.recordId) ? 1 : 0));
    let count = 0;
    for await (const row of readTable(options.queries, [['query_id', 'record_id']])) {
      const subject = subjectOf(row);
      if (subject === undefined) continue;
      right = truth.get(idOf(row)) ?? new Set();
      index.ask(subject, terminal.now, undefined, { least: LEAST, learner });
      count += 1;
    }
    const weights = learner.weights(`${WEIGHTS.version}+learned-${terminal.now.slice(0, 10)}`);
    await writeFile(options.out, `${JSON.stringify(weights, null, 2)}\n`);
    terminal.out(`Weights learned from ${count} queries, written to ${options.out}`);
    return 0;
  } catch (cause) {
    if (!isExpected(cause)) throw cause;
    terminal.error(cause.message);
    return 1;
  }
}
