/** `npm run trust [-- ROW...]`: tries what Outrider promises about trust, prints one table and writes bench-results/trust.json. */
import Table from 'cli-table3';
import { Command } from 'commander';
import { resultsBefore, writeResults } from '../bench/results-file.js';
import { wholeNumber } from '../../server/platform/cli/whole-number.js';
import { chosen, listed, readArguments } from '../support/programs.js';
import type { Promised, Tried } from './promise.js';
import { PROMISES } from './promises.js';
import { Told } from './told.js';

interface Options {
  readonly seed: number;
  readonly count?: number;
}

const program = new Command('trust')
  .description('Tries what Outrider promises: who reads what, what cannot be bent, what no input breaks')
  .argument('[rows...]', 'what to try, of the list below; everything when left out')
  .option('--seed <n>', 'the same seed tries the same things', wholeNumber(1), Date.now() % 2 ** 31)
  .option('--count <n>', 'how many things to try, instead of the full number', wholeNumber(1))
  .addHelpText('after', listed(Object.entries(PROMISES).map(([name, { promise }]) => [name, promise])));
readArguments(program);

const { seed, count } = program.opts<Options>();
const rows = chosen(program.args, Object.keys(PROMISES));

const results: { readonly row: string; readonly promised: Promised; readonly tried: Tried }[] = [];
for (const row of rows) {
  const promised = PROMISES[row];
  if (promised === undefined) continue;
  process.stderr.write(`Trying ${row} with seed ${seed} …\n`);
  const of = count ?? promised.full;
  const told = new Told(row, of);
  const tried = await promised
    .run({ seed, count: of, progress: told.progress })
    .catch((cause: unknown) => brokenBy(cause, told.done));
  told.stop();
  for (const fault of tried.faults) process.stderr.write(`${row}: ${fault}\n`);
  results.push({ row, promised, tried });
}

const table = new Table({
  head: ['row', 'promise', 'goal', 'figure', 'tried', 'distinct', 'kept'],
  colWidths: [null, 44],
  wordWrap: true,
  style: { head: [], border: [], compact: true },
});
const figure = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: 4 });
for (const { row, promised, tried } of results) {
  table.push([
    row,
    promised.promise,
    promised.goal,
    `${figure(tried.value)} ${tried.unit}`,
    figure(tried.tried),
    figure(tried.distinct),
    tried.kept ? 'yes' : 'NO',
  ]);
}
process.stdout.write(`${table.toString()}\n`);
for (const { row, tried } of results) if (tried.note !== undefined) process.stdout.write(`${row}: ${tried.note}\n`);
const at = new Date().toISOString();
const written = results.map(({ row, promised: { promise, goal }, tried }) => ({ row, at, promise, goal, ...tried }));
writeResults('trust', { seed, rows: [...triedBefore(), ...written] });
for (const { row, tried } of results) {
  if (tried.kept) continue;
  process.exitCode = 1;
  const again = tried.again ?? { seed, count: count ?? tried.tried };
  process.stdout.write(
    `${row} with seed ${seed} is not as promised after ${figure(tried.tried)}. Its first fault alone: ` +
      `npm run trust -- ${row} --seed ${again.seed} --count ${again.count}\n`,
  );
}

/** The rows of earlier runs with the same seed that this one did not try: the table may be tried row by row. */
function triedBefore(): readonly { readonly row: string }[] {
  const before = resultsBefore<{ readonly seed: number; readonly rows: readonly { readonly row: string }[] }>('trust');
  return before?.seed === seed ? before.rows.filter(({ row }) => !rows.includes(row)) : [];
}

/** A trial that could not go on: what it stumbled over is a fault as well. */
function brokenBy(cause: unknown, done: number): Tried {
  return {
    value: 1,
    unit: 'ended it',
    tried: done,
    distinct: done,
    kept: false,
    faults: [cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)],
    again: { seed, count: count ?? done + 1 },
  };
}
