/** `npm run mutants`: for each rule, puts a fault of one line in, and looks whether a test that cites the rule fails. */
import Table from 'cli-table3';
import { Command } from 'commander';
import { writeResults } from '../bench/results-file.js';
import { readArguments } from '../support/programs.js';
import { FAULTS, type Fault } from './faults.js';
import { cites, runTests } from './run-tests.js';

const program = new Command('mutants')
  .description('Breaks each rule by one line and looks whether a test that cites the rule notices. Ends with 1 if not.')
  .argument('[rules...]', 'R1 to R17; all when left out');
readArguments(program);
const wanted = program.args.map((rule) => rule.toUpperCase());
const faults = FAULTS.filter(({ rule }) => wanted.length === 0 || wanted.includes(rule));
if (faults.length === 0) {
  process.stderr.write(`There is no fault for ${wanted.join(', ')}: choose among R1 to R17.\n`);
  process.exit(2);
}

interface Result extends Fault {
  readonly noticedBy: string | undefined;
  readonly seconds: number;
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const begun = performance.now();

say(`Without a fault: the tests of ${new Set(faults.map(({ test }) => test)).size} files …`);
const sound = await runTests(
  [...new Set(faults.map(({ test }) => test))],
  faults.map(({ rule }) => rule),
);
const failing = sound.filter(({ passed }) => !passed).map(({ title }) => title);
if (sound.length === 0 || failing.length > 0) {
  say(`Nothing can be shown while tests fail without a fault:\n${failing.join('\n') || 'none of them ran'}`);
  process.exit(1);
}

const results: Result[] = [];
for (const [index, fault] of faults.entries()) {
  say(`${index + 1}/${faults.length} ${fault.rule}: ${fault.fault} …`);
  const from = performance.now();
  const told = await runTests([fault.test], [fault.rule], fault);
  const noticed = told.find(({ title, passed }) => !passed && cites(title, fault.rule));
  results.push({ ...fault, noticedBy: noticed?.title, seconds: (performance.now() - from) / 1000 });
}

const table = new Table({ head: ['rule', 'fault', 'noticed by', 's'], colWidths: [6, 44, 78, 6], wordWrap: true });
for (const { rule, fault, file, noticedBy, seconds } of results) {
  table.push([rule, `${fault}\n${file}`, noticedBy ?? 'NOBODY', seconds.toFixed(0)]);
}
process.stdout.write(`${table.toString()}\n`);
const survived = results.filter(({ noticedBy }) => noticedBy === undefined);
const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
process.stdout.write(`${results.length - survived.length} of ${results.length} faults noticed, in ${minutes} min\n`);
writeResults('mutants', { results });
process.exitCode = survived.length > 0 ? 1 : 0;
