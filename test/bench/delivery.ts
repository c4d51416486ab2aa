import { runDeliverySequences } from '../support/delivery-sequences.js';
import type { BenchRow } from './rows.js';

const SEQUENCES = 100_000;

/** Random sequences of sends, versions, lost links and readings against the oracle; the first that differs throws its seed. */
export async function benchDelivery(seed = Date.now() % 2 ** 31): Promise<BenchRow[]> {
  const started = performance.now();
  const states = await runDeliverySequences(SEQUENCES, seed);
  return [
    { what: `sequences, seed ${seed}`, value: SEQUENCES, unit: '', goal: '≥ 100,000, none differs' },
    { what: 'distinct states reached', value: states, unit: '' },
    { what: 'time', value: (performance.now() - started) / 1000, unit: 's' },
  ];
}
