import { SingleBar } from 'cli-progress';
import type { BenchRow } from '../rows.js';
import { fuzzClear } from './fuzz-clear.js';

/** A million situations; OUTRIDER_BENCH_SETS asks for another number, ten million at night. Fails loudly on a wrong one. */
export function benchClear(sets = Number(process.env['OUTRIDER_BENCH_SETS'] ?? 1_000_000)): BenchRow[] {
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: '{bar} {value}/{total}, {eta_formatted} left' })
    : undefined;
  bar?.start(sets, 0);
  const { distinct, statuses, timid, wrong, wrongCount } = fuzzClear(sets, 1, (done) => bar?.update(done));
  bar?.stop();
  for (const fault of wrong) process.stderr.write(`${fault}\n`);
  if (wrongCount > 0) process.exitCode = 1;
  return [
    { what: 'random receipt sets', value: sets, unit: 'sets', goal: '≥ 1,000,000' },
    { what: 'distinct sets, at least', value: distinct, unit: 'sets' },
    ...Object.entries(statuses).map(([status, value]) => ({
      what: `said: ${status}`,
      value,
      unit: 'receipts and lines',
    })),
    { what: 'wrong "no trace"', value: wrongCount, unit: 'cards and views', goal: '0' },
    { what: '"no trace" that was true and not said', value: timid, unit: 'receipts' },
  ];
}
