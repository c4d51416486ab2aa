import { exploreClosing } from '../support/closing-model.js';
import type { BenchRow } from './rows.js';

/** Of each run; `OUTRIDER_BENCH_SETS` and `OUTRIDER_SEED` set others, to look longer or to repeat what was found. */
const SEQUENCES = 100_000;

/** Every sequence ends as the oracle says, or this throws the shortest that does not, with its seed. */
export function benchClosing(): Promise<BenchRow[]> {
  const sequences = Number(process.env['OUTRIDER_BENCH_SETS'] ?? SEQUENCES);
  const seed = Number(process.env['OUTRIDER_SEED'] ?? Date.now() % 2 ** 31);
  const { steps, states, closings } = exploreClosing({ sequences, seed });
  return Promise.resolve([
    { what: 'sequences', value: sequences, unit: 'of up to 40 steps', goal: '≥ 100,000' },
    { what: 'seed', value: seed, unit: '' },
    { what: 'steps', value: steps, unit: 'each agreed' },
    { what: 'incidents closed', value: closings, unit: 'times' },
    { what: 'distinct states', value: states, unit: 'told apart from outside' },
  ]);
}
