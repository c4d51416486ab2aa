import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { counted } from '../../domain/count.js';
import { fitCalibration } from '../../domain/match/calibrate.js';
import type { Verdict } from '../../domain/match/figures.js';
import { Learner, type Judge } from '../../domain/match/learn.js';
import type { RecordIndex } from '../../domain/match/record-index.js';
import type { Subject } from '../../domain/match/types.js';
import { WEIGHTS, type Weights } from '../../domain/match/weights.js';
import { readTruth, type Truth } from './evaluate.js';
import { inWords, WronglyUsed } from './in-words.js';
import { buildIndex, openMatchTerminal, type MatchTerminal } from './match.js';
import { REGISTER } from './self-pairs.js';
import { idOf, readTable, subjectOf, UNUSABLE } from './match-rows.js';

export interface LearnOptions {
  readonly register: string;
  readonly queries: string;
  readonly truth?: string;
  /** without truth: expectation–maximisation */
  readonly em?: boolean;
  readonly out: string;
}

/** Answers below this probability are counted as well: the right one may have been thought unlikely. */
const LEAST = 1e-6;
/** Steps of expectation–maximisation: after the fifth the shares hardly move. */
const ROUNDS = 5;
/** With fewer labelled queries than this, all of them are counted and none is kept to calibrate by. */
const ENOUGH = 600;

interface Asked {
  readonly id: string;
  readonly subject: Subject;
}

/** Adds `outrider learn` to the command line. */
export function addLearnCommand(program: Command): void {
  program
    .command('learn')
    .description('learn weights for `outrider match --weights`, or for a force: weights.json in its data folder')
    .requiredOption('--register <file>', 'CSV as for `outrider match`')
    .requiredOption('--queries <file>', 'CSV as for `outrider match`')
    .option('--truth <file>', 'CSV: query_id, record_id; an empty record_id says “not in the register”')
    .option('--em', 'without any truth: by expectation–maximisation over what is found')
    .requiredOption('--out <file>', 'JSON that is written')
    .addHelpText(
      'after',
      `\nWith truth, two thirds of the queries are counted and the others calibrate the list, when there are ${ENOUGH} or more;` +
        '\nwithout, nothing says how sure is sure: the list is not calibrated.',
    )
    .action(async (options: LearnOptions) => {
      process.exitCode = await runLearn(options, openMatchTerminal());
    });
}

/** Runs the command. Resolves to its exit code: 0 done, 1 failed, 2 used wrongly. */
export async function runLearn(options: LearnOptions, terminal: MatchTerminal): Promise<number> {
  const { truth: truthFile, em = false } = options;
  return inWords(terminal, UNUSABLE, async () => {
    if ((truthFile === undefined) !== em) throw new WronglyUsed('Say either --truth or --em.');
    const told = truthFile === undefined ? undefined : await readTruth(truthFile);
    const index = await buildIndex(options.register, terminal);
    const truth = told && ofRegister(told, index);
    if (truth !== undefined && truth.size < (told?.size ?? 0))
      terminal.error(
        `${truthFile}: ${(told?.size ?? 0) - truth.size} name no record of the register and teach nothing`,
      );
    const asked: Asked[] = [];
    for await (const row of readTable(options.queries, [['query_id', 'record_id']])) {
      const subject = subjectOf(row);
      if (subject !== undefined && (truth === undefined || truth.has(idOf(row))))
        asked.push({ id: idOf(row), subject });
    }
    if (asked.length === 0) {
      terminal.error(`${options.queries}: there is nothing to learn from${em ? '' : ': no query has a truth'}`);
      return 1;
    }
    const lesson = { index, asked, version: `${WEIGHTS.version}+learned-${terminal.now.slice(0, 10)}`, terminal };
    const learned = truth === undefined ? learnAlone(lesson) : learnFrom(truth, lesson);
    await writeFile(options.out, `${JSON.stringify(learned.weights, null, 2)}\n`);
    terminal.out(`Weights learned from ${learned.told}, written to ${options.out}`);
    return 0;
  });
}

/** What of the truth the register can bear out: a right record that it does not hold would teach that nobody is found. */
const ofRegister = (truth: Truth, index: RecordIndex): Truth =>
  new Map([...truth].filter(([, right]) => [...right].every((recordId) => index.holds(REGISTER, recordId))));

/** What is learned from, and what the list will be called. */
interface Lesson {
  readonly index: RecordIndex;
  readonly asked: readonly Asked[];
  readonly version: string;
  readonly terminal: MatchTerminal;
}

interface Learned {
  readonly weights: Weights;
  readonly told: string;
}

function learnAlone(lesson: Lesson): Learned {
  const { asked, version, terminal } = lesson;
  let weights: Weights = { ...WEIGHTS, calibration: [] };
  for (let round = 1; round <= ROUNDS; round += 1) {
    const learner = new Learner({ ...WEIGHTS, address: { ...WEIGHTS.address, same: weights.address.same } });
    observe(lesson, learner, weights);
    weights = learner.weights(version);
    if (terminal.interactive) terminal.error(`round ${round} of ${ROUNDS} done`);
  }
  return { weights, told: `${counted(asked.length, 'query', 'queries')} without truth` };
}

function learnFrom(truth: Truth, lesson: Lesson): Learned {
  const { index, asked, version, terminal } = lesson;
  const keepsApart = asked.length >= ENOUGH;
  const apart = asked.filter(({ id }) => keepsApart && isApart(id));
  const taught = asked.filter(({ id }) => !keepsApart || !isApart(id));
  let right: ReadonlySet<string> = new Set();
  const judge: Judge = ({ recordId }) => (right.has(recordId) ? 1 : 0);
  const learner = new Learner(WEIGHTS, judge);
  observe({ ...lesson, asked: taught }, learner, WEIGHTS, ({ id }) => {
    right = truth.get(id) ?? new Set();
  });
  const weights = learner.weights(version);
  const verdicts = apart.flatMap(({ id, subject }): Verdict[] => {
    const [best] = index.ask(subject, terminal.now, undefined, { least: LEAST, weights }).links;
    if (best === undefined) return [];
    const { probability, tier, recordId } = best;
    return [{ probability, tier, right: truth.get(id)?.has(recordId) ?? false }];
  });
  const calibration = fitCalibration(verdicts);
  const how = calibration.length > 0 ? `calibrated on ${apart.length} others` : 'too few to calibrate them';
  return { weights: { ...weights, calibration }, told: `${counted(taught.length, 'query', 'queries')}, ${how}` };
}

const PROGRESS = 10_000;

/** Has the learner watch each query being asked. @param before told of each, in time */
function observe(
  { index, asked, terminal }: Pick<Lesson, 'index' | 'asked' | 'terminal'>,
  learner: Learner,
  weights: Weights,
  before: (one: Asked) => void = () => undefined,
): void {
  for (const [at, one] of asked.entries()) {
    before(one);
    index.ask(one.subject, terminal.now, undefined, { least: LEAST, learner, weights });
    if (terminal.interactive && (at + 1) % PROGRESS === 0) terminal.error(`${at + 1} of ${asked.length} queries asked`);
  }
}

/** Every third query, by its id: the same ones whenever the same file is learned from. */
const isApart = (id: string): boolean => (createHash('sha256').update(id).digest()[0] ?? 0) % 3 === 0;
