import { checkDowngrades } from '../support/downgrade-model.js';
import type { BenchRow } from './rows.js';

/** Random sequences beside those of every test run, other ones each time: how many, and how many states they reached. */
export async function benchDowngradeModel(): Promise<BenchRow[]> {
  const numRuns = Number(process.env['OUTRIDER_BENCH_SETS'] ?? 100_000);
  const started = performance.now();
  const states = checkDowngrades({ numRuns });
  return [
    { what: 'sequences, each as the oracle says', value: numRuns, unit: '', goal: '≥ 100,000' },
    { what: 'distinct states reached', value: states, unit: '' },
    { what: 'time', value: (performance.now() - started) / 1000, unit: 's' },
  ];
}
