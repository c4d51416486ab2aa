import { join } from 'node:path';
import { SCENARIOS } from '../faults/scenarios.js';
import { FAULTS } from '../mutants/faults.js';
import { KEPT, readResults } from '../results/kept.js';
import { resultsPage, type ResultsFile } from '../results/page.js';
import { read, ROOT } from './project.js';

const machine = { cpu: 'A chip', cores: 2, memoryGiB: 24, kernel: '6.18.1-x', node: 'v20.20.2' };
const at = '2026-11-26T12:00:00.000Z';

describe('the page of results', () => {
  it('is what `npm run results` makes of what is kept', () => {
    expect(read('docs/results.md')).toBe(resultsPage(readResults(join(ROOT, KEPT))));
  });

  it('says what was not measured, and what was missed first of all', () => {
    const push: ResultsFile & { rows: object[] } = {
      name: 'push',
      at,
      machine,
      rows: [
        { what: 'p99', value: 120, unit: 'ms', goal: '≤ 100' },
        { what: 'p50', value: 8, unit: 'ms', goal: '≤ 25' },
      ],
    };
    const page = resultsPage({ push });
    expect(page).toContain('- push: p99: 120 ms, goal ≤ 100');
    expect(page).toMatch(/^\| \[push\]\(#push\) \| POST → card .* \| \*\*1 of 2 met\*\* \|$/m);
    expect(page).toContain('| p50 | 8 ms | ≤ 25 | met |');
    expect(page).toContain('26 November 2026: A chip, 2 cores, 24 GiB, Linux 6.18.1, Node 20.20.2');
    expect(page.slice(page.indexOf('## Not measured'))).toContain('- `npm run bench -- log`: synced appends');
    expect(page).toContain('Of 2 figures with a goal, 1 met it and 1 missed it.');
  });

  it('counts a scenario as missed when a reader lost something, and never one of a peer', () => {
    const row = { deliveries: 10, lost: 1, twice: 0, outOfOrder: 0, strangers: 0 };
    const [ours = ''] = Object.entries(SCENARIOS).find(([, { peer }]) => !peer) ?? [];
    const [theirs = ''] = Object.entries(SCENARIOS).find(([, { peer }]) => peer) ?? [];
    const results = { [ours]: row, [theirs]: row };
    const faults: ResultsFile & { options: object; results: object } = {
      name: 'faults',
      at,
      machine,
      options: { seed: 1, kills: 2, readers: 3 },
      results,
    };
    expect(resultsPage({ faults })).toContain('Of 1 figure with a goal, 0 met it and 1 missed it.');
  });

  it('names the rules whose fault no test noticed, or of which none was tried', () => {
    const tried = FAULTS.filter(({ rule }) => rule !== 'R5').map(({ rule }) =>
      rule === 'R6' ? { rule } : { rule, noticedBy: 'a test' },
    );
    const mutants: ResultsFile & { results: object[] } = { name: 'mutants', at, machine, results: tried };
    expect(resultsPage({ mutants })).toMatch(/\| 15 of 17, not R5, R6 \| all \| \*\*missed\*\* \|/);
  });
});
