import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

/** What an earlier run wrote there; undefined when none did. */
export function resultsBefore<T>(name: string): T | undefined {
  const file = join(RESULTS, `${name}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}
