/** `npm run faults [-- NAME...]`: harms a running Outrider, judges per reader what became of it, prints a table. */
import Table from 'cli-table3';
import { Command } from 'commander';
import { progress } from '../bench/progress.js';
import { quantile } from '../bench/quantile.js';
import { resultsBefore, writeResults } from '../bench/results-file.js';
import { isMet, tableOf, type BenchRow } from '../bench/rows.js';
import type { DrillResult } from './drill.js';
import { SCENARIOS, type ScenarioOptions } from './scenarios.js';

const number = (least: number) => (text: string) => Math.max(least, Number.parseInt(text, 10));

const program = new Command('faults')
  .description('Harms a running Outrider on this machine and counts what its readers lost')
  .argument('[names...]', `what to try: ${Object.keys(SCENARIOS).join(', ')}; everything when left out`)
  .option('--seed <n>', 'when what is harmed (1)', number(0), 1)
  .option('--kills <n>', 'how often something is killed (20)', number(1), 20)
  .option('--readers <n>', 'readers that are connected (500)', number(5), 500)
  .option('--rate <n>', 'reports a second (20)', number(1), 20)
  .option('--returning <n>', 'readers who come back at once (2000)', number(1), 2000)
  .option('--minutes <n>', 'the longest that one of them may take (10)', number(1), 10)
  .addHelpText(
    'after',
    `\n${Object.entries(SCENARIOS)
      .map(([name, { about }]) => `  ${name.padEnd(20)}${about}`)
      .join('\n')}`,
  );
program.parse();

const names = program.args.length > 0 ? program.args : Object.keys(SCENARIOS);
const unknown = names.filter((name) => !Object.hasOwn(SCENARIOS, name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is nothing called ${unknown.join(', ')}: choose among ${Object.keys(SCENARIOS).join(', ')}.\n`,
  );
  process.exit(2);
}

/** Whole ms; undefined when nothing was measured. */
const msAt = (measured: readonly number[], q: number): number | undefined =>
  measured.length === 0 ? undefined : Math.round(quantile(measured, q));
const inWords = (ms: number | undefined): string => (ms === undefined ? '–' : `${ms} ms`);

/** One scenario in figures; times in ms. */
const figuresOf = (result: DrillResult) => {
  const wrong = [...result.lost, ...result.twice, ...result.outOfOrder, ...result.strangers];
  const backP99 = msAt(result.outages, 0.99);
  return {
    reports: result.reports,
    delayed: result.delayed,
    deliveries: result.deliveries,
    lost: result.lost.length,
    twice: result.twice.length,
    outOfOrder: result.outOfOrder.length,
    strangers: result.strangers.length,
    links: result.outages.length,
    resets: result.resets,
    resent: result.resent,
    backP50: msAt(result.outages, 0.5),
    backP99,
    lateP50: msAt(result.lateness, 0.5),
    lateP99: msAt(result.lateness, 0.99),
    measures: result.measures,
    wrong: wrong.slice(0, 20),
  };
};

interface Options extends ScenarioOptions {
  readonly minutes: number;
}
const options = program.opts<Options>();
const table = new Table({
  head: [
    'what',
    'reports',
    'delayed',
    'deliveries',
    'lost',
    'twice',
    'order',
    'wrong',
    'links',
    'back p99',
    'late p99',
  ],
  style: { head: [], border: [], compact: true },
});
type Results = Record<string, ReturnType<typeof figuresOf>>;
const results: Results = {};
const before = triedBefore();

for (const name of names) {
  const { about, run, peer } = SCENARIOS[name]!;
  progress(`${name}: ${about} …`);
  const tooLong = setTimeout(() => {
    progress(`${name} did not end within ${options.minutes} minutes.`);
    process.exit(1);
  }, options.minutes * 60_000);
  const figures = figuresOf(await run(options));
  clearTimeout(tooLong);
  results[name] = figures;
  // What a run that does not end has measured is not lost with it.
  writeResults('faults', { options, results: { ...before, ...results } });
  const { reports, delayed, deliveries, lost, twice, outOfOrder, strangers, links, backP99, lateP99 } = figures;
  const late = inWords(lateP99);
  table.push([name, reports, delayed, deliveries, lost, twice, outOfOrder, strangers, links, inWords(backP99), late]);
  if (!peer) for (const wrong of figures.wrong) progress(`  wrong: ${wrong}`);
}
/** What each run must be: nothing wrong, readers back in time, and what is measured of it alone. */
const rows = Object.entries(results).flatMap(([name, { wrong, backP99, measures }]): BenchRow[] => {
  const { backMs, peer } = SCENARIOS[name]!;
  if (peer) return [];
  const of = (row: BenchRow): BenchRow => ({ ...row, what: `${name}: ${row.what}` });
  return [
    of({ what: 'lost, twice, out of order or wrong', value: wrong.length, unit: '', goal: '0' }),
    ...(backMs === undefined || backP99 === undefined
      ? []
      : [of({ what: 'readers back, p99', value: backP99, unit: 'ms', goal: `≤ ${backMs}` })]),
    ...measures.map(of),
  ];
});
process.stdout.write(`\nfaults, seed ${options.seed}\n${table.toString()}\n${tableOf(rows)}\n`);
process.exitCode = rows.some((row) => isMet(row) === false) ? 1 : 0;

/** What earlier runs of the same size came to: the list may be tried piece by piece. */
function triedBefore(): Results {
  const sizeOf = ({ seed, kills, readers, rate, returning }: Options): string =>
    [seed, kills, readers, rate, returning].join(' ');
  const earlier = resultsBefore<{ readonly options: Options; readonly results: Results }>('faults');
  return earlier && sizeOf(earlier.options) === sizeOf(options) ? earlier.results : {};
}
