import { quantile } from '../quantile.js';
import type { BenchRow } from '../rows.js';

export const row = (what: string, value: number, unit: string, goal?: string): BenchRow => ({
  what,
  value: Number(value.toPrecision(3)),
  unit,
  ...(goal === undefined ? {} : { goal }),
});

/** Milliseconds that each of some questions takes. */
export async function timeEach<T>(asked: readonly T[], ask: (one: T) => unknown): Promise<number[]> {
  const times: number[] = [];
  for (const one of asked) {
    const from = performance.now();
    await ask(one);
    times.push(performance.now() - from);
  }
  return times;
}

/** The rows of a peer: how long it took to build, and to answer, and how often the truth was among the first five. */
export function peerRows(
  engine: string,
  built: number,
  times: readonly number[],
  found: { readonly known: number; readonly firstFive: number },
): BenchRow[] {
  return [
    row(`${engine}: build`, built / 1000, 's'),
    row(`${engine}: query about a person, p50`, quantile(times, 0.5), 'ms'),
    row(`${engine}: query about a person, p99`, quantile(times, 0.99), 'ms'),
    row(`${engine}: truth among the first five of ${found.known}`, found.firstFive / Math.max(1, found.known), ''),
  ];
}
