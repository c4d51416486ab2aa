/**
 * Measures the matcher on a synthetic register skewed like a real one, and beside it, on the same rows and the same queries
 * in the same run, engines that one might use instead.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BenchRow } from '../rows.js';
import type { EngineName } from './engine.js';
import { atFullSize, FULL_SIZE, type Scale } from './world.js';

/** What the figures of ours and of the others are called, so that they can be compared. */
const QUERY_P50 = / about a person, p50$/;

const MEMORY = ['--expose-gc', '--max-old-space-size=12000'];

/** Builds, asks and measures. A quarter of the queries are about nobody in the register, half of those at a known address. */
export async function benchMatching(
  given: Partial<Scale> = {},
  tell: (line: string) => void = () => undefined,
): Promise<BenchRow[]> {
  const people = given.people ?? FULL_SIZE;
  const scale: Scale = { people, addresses: people, queries: 20_000, seed: 1, ...given };
  tell(`seed ${scale.seed}: ${scale.people} people, ${scale.addresses} addresses, ${scale.queries} queries`);
  const rows: BenchRow[] = [];
  for (const engine of ['ours', 'fuse', 'minisearch', 'postgres'] as const) {
    tell(`${engine} …`);
    rows.push(...(await inProcess(engine, scale)));
  }
  return [...rows, ...ratios(rows, people)];
}

function inProcess(engine: EngineName, scale: Scale): Promise<BenchRow[]> {
  const file = fileURLToPath(new URL('./engine.js', import.meta.url));
  const child = fork(file, [engine, JSON.stringify(scale)], { execArgv: MEMORY });
  return new Promise((resolve, reject) => {
    child.on('message', (rows) => resolve(rows as BenchRow[]));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`${engine} ended with ${code}`)));
  });
}

/** How many times as long the others take as we do, at the middle. */
function ratios(rows: readonly BenchRow[], people: number): BenchRow[] {
  const [ours, ...others] = rows.filter(({ what }) => QUERY_P50.test(what));
  const times = (kind: RegExp): number | undefined => {
    const found = others.filter(({ what }) => kind.test(what)).map(({ value }) => value);
    return ours === undefined || found.length === 0 ? undefined : Math.round(Math.min(...found) / ours.value);
  };
  const row = (what: string, value: number | undefined, goal?: string): BenchRow[] =>
    value === undefined ? [] : [{ what, value, unit: 'times', ...(goal === undefined ? {} : { goal }) }];
  return [
    ...row('fuse.js $or over ours, p50', times(/^fuse\.js .*\$or/), atFullSize('≥ 50,000', people)),
    ...row('minisearch over ours, p50', times(/^minisearch/)),
    ...row('the best pg_trgm index over ours, p50', times(/pg_trgm/), atFullSize('≥ 700', people)),
  ];
}
