/** `npm run bench [-- NAME...]`: measures, prints tables and writes bench-results/NAME.json. */
import { Command } from 'commander';
import { wholeNumber } from '../../server/platform/cli/whole-number.js';
import { chosen, listed, readArguments } from '../support/programs.js';
import { BENCHES, type Options } from './benches.js';
import { writeResults } from './results-file.js';
import { isMet, tableOf } from './rows.js';

const program = new Command('bench')
  .description('Measures Outrider on this machine')
  .argument('[names...]', 'what to measure, of the list below; everything when left out')
  .option(
    '--people <n>',
    'matching, new-node, accuracy, capacity: how many people there are (1,000,000; 100,000; 20,000)',
    wholeNumber(1),
  )
  .option('--events <n>', 'log, new-node: how many events there are (1,000,000)', wholeNumber(1))
  .option('--seconds <n>', 'screen: of changes (30; in full 600)', wholeNumber(1))
  .option('--seed <n>', 'matching: of which world (1)', wholeNumber(0))
  .addHelpText('after', listed(Object.entries(BENCHES).map(([name, { about }]) => [name, about])));
readArguments(program);

for (const name of chosen(program.args, Object.keys(BENCHES))) {
  process.stderr.write(`Measuring ${name} …\n`);
  const rows = (await BENCHES[name]?.run(program.opts<Options>())) ?? [];
  process.stdout.write(`\n${name}: ${BENCHES[name]?.about}\n${tableOf(rows)}\n`);
  writeResults(name, { rows: rows.map((row) => ({ ...row, met: isMet(row) })) });
}
