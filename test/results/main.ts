/** `npm run results`: keeps what was measured in docs/results and makes docs/results.md of it. */
import { Command } from 'commander';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RESULTS } from '../bench/results-file.js';
import { forThePage, KEPT, readResults } from './kept.js';
import { resultsPage } from './page.js';

new Command('results').description(`Takes every ${RESULTS}/*.json into ${KEPT} and writes docs/results.md`).parse();

const measured = Object.entries(readResults(RESULTS)).filter(([name, { machine }]) => {
  if (machine === undefined)
    process.stderr.write(`${RESULTS}/${name}.json does not say on what it was measured: left out\n`);
  return machine !== undefined;
});
mkdirSync(KEPT, { recursive: true });
for (const [name, file] of measured) writeFileSync(join(KEPT, `${name}.json`), forThePage(file));
const page = join('docs', 'results.md');
writeFileSync(page, resultsPage(readResults(KEPT)));
process.stdout.write(`${page}: ${measured.map(([name]) => name).join(', ') || 'nothing'} taken from ${RESULTS}\n`);
