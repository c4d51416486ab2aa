import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { InvalidArgumentError, type Command } from 'commander';
import type { RegisterRecord } from '../../contract/index.js';
import { counted } from '../../domain/count.js';
import { RecordIndex } from '../../domain/match/record-index.js';
import type { AnswerOptions } from '../../domain/match/search/answer.js';
import { WEIGHTS, type Weights } from '../../domain/match/weights.js';
import { readWeights } from '../matcher/weights-file.js';
import type { Link } from '../../domain/match/types.js';
import { adaptWeights, referenceDay, sampleRows } from './match-adapt.js';
import { inWords, WronglyUsed } from './in-words.js';
import { readTable, recordOf, subjectOf, idOf, UNUSABLE, type Row } from './match-rows.js';
import { besides, PairSearch, REGISTER } from './self-pairs.js';
import { openTerminal, type Terminal } from './terminal.js';
import { Timings } from './timings.js';
import { wholeNumber } from './whole-number.js';

export interface MatchOptions {
  readonly register: string;
  readonly queries?: string;
  readonly out: string;
  readonly self?: boolean;
  readonly limit: number;
  /** an instant */
  readonly at?: string;
  /** a file that `outrider learn` wrote */
  readonly weights?: string;
  /** whether the weights are adapted to the file at hand */
  readonly adapt: boolean;
}

/** Where a command of the matcher speaks, and when: an instant, for ages. */
export type MatchTerminal = Omit<Terminal, 'env'> & { readonly now: string };

/** The terminal of the person who started the command, and today. */
export const openMatchTerminal = (): MatchTerminal => ({ ...openTerminal(), now: new Date().toISOString() });

const BATCH = 'file';
/** Answers below this probability are not worth a row. */
const LEAST = 0.001;

/** Adds `outrider match` to the command line. */
export function addMatchCommand(program: Command): void {
  program
    .command('match')
    .description('match a file of queries against a register of people and addresses, or a register with itself')
    .requiredOption('--register <file>', 'CSV: record_id and any of the columns that --help lists')
    .option('--queries <file>', 'CSV: query_id and any of the same columns')
    .requiredOption('--out <file>', 'CSV that is written')
    .option('--self', 'instead of queries: the pairs of the register that are one person')
    .option('--limit <n>', 'most rows for one query', wholeNumber(1), 5)
    .option(
      '--at <date>',
      'the day that ages are as of (YYYY-MM-DD); else today, unless the data say otherwise',
      readDay,
    )
    .option('--weights <file>', 'weights that `outrider learn` wrote; else the built-in list')
    .option('--no-adapt', 'use the weights as they are, instead of adapting them to this register and these queries')
    .addHelpText(
      'after',
      '\nColumns: given_names, surname, also_known_as, date_of_birth, approximate_age, sex, phone, flat, building, street,' +
        '\nlocality, town, postcode, uprn, or address (one line). Several aliases or numbers in one cell are separated by “;”.' +
        '\nOut: query_id, rank, record_id, probability, weight, tier, evidence (JSON); with --self a pair in each row.',
    )
    .action(async (options: MatchOptions) => {
      process.exitCode = await runMatch(options, openMatchTerminal());
    });
}

function readDay(text: string): string {
  const instant = `${text}T00:00:00Z`;
  if (Number.isNaN(Date.parse(instant))) throw new InvalidArgumentError('It must be a day, YYYY-MM-DD.');
  return instant;
}

/** Runs the command. Resolves to its exit code: 0 done, 1 failed, 2 used wrongly. */
export async function runMatch(options: MatchOptions, terminal: MatchTerminal): Promise<number> {
  const { queries, self = false } = options;
  return inWords(terminal, UNUSABLE, async () => {
    if ((queries === undefined) !== self) throw new WronglyUsed('Say either --queries or --self.');
    const index = await buildIndex(options.register, terminal);
    const sample = await sampleRows(queries ?? options.register);
    const at = options.at ?? referenceDay(index, sample, terminal.now, terminal.out);
    const weights = await chooseWeights(index, options, sample, at);
    const asking: Asking = { index, at, weights, timings: new Timings(), terminal };
    const lines =
      queries === undefined ? pairLines(asking, options.register) : answerLines(asking, queries, options.limit);
    const written = await writeLines(options.out, lines);
    terminal.out(`${counted(written - 1, 'row')} written to ${options.out}`);
    terminal.out(asking.timings.summary());
    return 0;
  });
}

/** What rows are asked of, and how. */
interface Asking {
  readonly index: RecordIndex;
  /** the day that ages are as of, an instant */
  readonly at: string;
  readonly weights: Weights;
  readonly timings: Timings;
  readonly terminal: MatchTerminal;
}

async function chooseWeights(index: RecordIndex, options: MatchOptions, sample: readonly Row[], at: string) {
  const base = options.weights === undefined ? WEIGHTS : await readWeights(options.weights);
  if (!options.adapt) return base;
  return adaptWeights(index, sample, at, base, (recordId) => (options.self === true ? besides(recordId) : {}));
}

/** Reads a register and builds an index over it; prints how long that took, and how large it is. */
export async function buildIndex(file: string, terminal: MatchTerminal) {
  const records = new Map<string, RegisterRecord>();
  let nameless = 0;
  for await (const row of readTable(file, [['record_id', 'query_id']])) {
    const record = recordOf(row);
    if (record.recordId === '') nameless += 1;
    else records.set(record.recordId, record);
    if (terminal.interactive && records.size % 50_000 === 0) terminal.error(`${records.size} records read`);
  }
  if (nameless > 0) terminal.error(`${file}: ${counted(nameless, 'row')} without a record_id left out`);
  const started = performance.now();
  const index = new RecordIndex((_, recordId) => records.get(recordId));
  const loading = index.load(REGISTER);
  for (const record of records.values()) loading.add({ batch: BATCH, record });
  loading.commit();
  const seconds = (performance.now() - started) / 1000;
  const { registers, dictionaries } = index.bytes;
  terminal.out(
    `${counted(records.size, 'record')}, built in ${seconds.toFixed(2)} s, ` +
      `${((registers + dictionaries) / Math.max(1, records.size)).toFixed(0)} bytes per record`,
  );
  return index;
}

async function* answerLines(
  { index, at, weights, timings, terminal }: Asking,
  file: string,
  limit: number,
): AsyncGenerator<string> {
  yield 'query_id,rank,record_id,probability,weight,tier,evidence\n';
  for await (const row of readTable(file, [['query_id', 'record_id']])) {
    const links = timings.time(() => ask(index, row, at, { least: LEAST, wide: true, weights }));
    const seen = new Set<string>();
    for (const link of links) {
      if (seen.has(link.recordId) || seen.size === limit) continue;
      seen.add(link.recordId);
      yield [quote(idOf(row)), seen.size, quote(link.recordId), ...figures(link)].join(',') + '\n';
    }
    if (terminal.interactive && timings.count % 10_000 === 0) terminal.error(`${timings.count} queries answered`);
  }
}

function ask(index: RecordIndex, row: Row, at: string, options: AnswerOptions): readonly Link[] {
  const subject = subjectOf(row);
  return subject === undefined ? [] : index.ask(subject, at, undefined, options).links;
}

/** Every row of the register asked about as a query. */
async function* pairLines({ index, at, weights, timings, terminal }: Asking, file: string): AsyncGenerator<string> {
  const search = new PairSearch(index, at, weights);
  for await (const row of readTable(file, [])) {
    timings.time(() => search.look(row, figures));
    if (terminal.interactive && timings.count % 10_000 === 0) terminal.error(`${timings.count} records compared`);
  }
  yield 'record_id_a,record_id_b,probability,weight,tier,evidence\n';
  for (const { a, b, figures: told } of search.found()) yield [quote(a), quote(b), ...told].join(',') + '\n';
}

const figures = (link: Link): string[] => [
  link.probability.toFixed(6),
  String(link.weight),
  link.tier,
  quote(JSON.stringify(link.evidence)),
];

const quote = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

async function writeLines(file: string, lines: AsyncIterable<string>): Promise<number> {
  const out = createWriteStream(file);
  const failed = once(out, 'error').then(([cause]) => {
    throw cause;
  });
  failed.catch(() => undefined);
  let count = 0;
  for await (const line of lines) {
    count += 1;
    if (!out.write(line)) await Promise.race([once(out, 'drain'), failed]);
  }
  out.end();
  await Promise.race([once(out, 'finish'), failed]);
  return count;
}
