import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';

/** Where measurements are written, from the project's folder; git leaves it out. */
export const RESULTS = 'bench-results';

/** What was measured on. */
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  kernel: release(),
  node: process.version,
};
export type Machine = typeof machine;

/** Writes what a run came to into bench-results/NAME.json, with its time and its machine. */
export function writeResults(name: string, results: object): void {
  mkdirSync(RESULTS, { recursive: true });
  const file = { name, at: new Date().toISOString(), machine, ...results };
  writeFileSync(join(RESULTS, `${name}.json`), `${JSON.stringify(file, null, 2)}\n`);
}
