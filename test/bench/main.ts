/** `npm run bench [-- NAME...]`: measures, prints tables and writes bench-results/NAME.json. */
import { Command } from 'commander';
import { BENCHES, type Options } from './benches.js';
import { writeResults } from './results-file.js';
import { isMet, tableOf } from './rows.js';

const width = Math.max(...Object.keys(BENCHES).map((name) => name.length)) + 2;
const program = new Command('bench')
  .description('Measures Outrider on this machine')
  .argument('[names...]', `what to measure: ${Object.keys(BENCHES).join(', ')}; everything when left out`)
  .option(
    '--people <n>',
    'matching, new-node, accuracy, capacity: how many people there are (1,000,000; 100,000; 20,000)',
    Number,
  )
  .option('--events <n>', 'log, new-node: how many events there are (1,000,000)', Number)
  .option('--seconds <n>', 'screen: of changes (30; in full 600)', Number)
  .option('--seed <n>', 'matching: of which world (1)', Number)
  .addHelpText(
    'after',
    `\n${Object.entries(BENCHES)
      .map(([name, { about }]) => `  ${name.padEnd(width)}${about}`)
      .join('\n')}`,
  );
program.parse();

const names = program.args.length > 0 ? program.args : Object.keys(BENCHES);
const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no measurement called ${unknown.join(', ')}: choose among ${Object.keys(BENCHES).join(', ')}.\n`,
  );
  process.exit(2);
}
for (const name of names) {
  process.stderr.write(`Measuring ${name} …\n`);
  const rows = (await BENCHES[name]?.run(program.opts<Options>())) ?? [];
  process.stdout.write(`\n${name}: ${BENCHES[name]?.about}\n${tableOf(rows)}\n`);
  writeResults(name, { rows: rows.map((row) => ({ ...row, met: isMet(row) })) });
}
