import { quantile } from '../quantile.js';
import type { BenchRow } from '../rows.js';
import type { SyntheticQuery } from '../synthetic-people.js';

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

/** How a peer did: the milliseconds of each question, and how often the truth was among the first five. */
interface Asked {
  readonly times: readonly number[];
  readonly known: number;
  readonly firstFive: number;
}

/** Seconds that a peer is asked for; the question after that is the last. */
const PATIENCE = 60;

/** Asks a peer one question after another while there is time, one at least; `ask` tells whom it found, best first. */
export async function askPeer(
  queries: readonly SyntheticQuery[],
  ask: (query: SyntheticQuery) => readonly string[] | Promise<readonly string[]>,
): Promise<Asked> {
  const until = performance.now() + PATIENCE * 1000;
  const times: number[] = [];
  let [known, firstFive] = [0, 0];
  for (const query of queries) {
    if (times.length > 0 && performance.now() > until) break;
    const from = performance.now();
    const found = await ask(query);
    times.push(performance.now() - from);
    if (query.truth === undefined) continue;
    known += 1;
    if (found.slice(0, 5).includes(query.truth)) firstFive += 1;
  }
  return { times, known, firstFive };
}

/** The rows of a peer: how long it took to build, and to answer, and how often the truth was among the first five. */
export function peerRows(engine: string, built: number, { times, known, firstFive }: Asked): BenchRow[] {
  return [
    row(`${engine}: build`, built / 1000, 's'),
    row(`${engine}: ${times.length} queries about a person, p50`, quantile(times, 0.5), 'ms'),
    row(`${engine}: ${times.length} queries about a person, p99`, quantile(times, 0.99), 'ms'),
    row(`${engine}: truth among the first five of ${known}`, firstFive / Math.max(1, known), ''),
  ];
}
