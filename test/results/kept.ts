import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResultsFile } from './page.js';

/** Where the results that the page is made of are committed, from the project's folder. */
export const KEPT = 'docs/results';

/** The files of results in a folder, by their names; none when there is no folder. */
export function readResults(folder: string): Record<string, ResultsFile> {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  return Object.fromEntries(
    files.map((file) => [
      file.replace(/\.json$/, ''),
      JSON.parse(readFileSync(join(folder, file), 'utf8')) as ResultsFile,
    ]),
  );
}

/** Without the lists of what went wrong and of what was changed: they are for whoever mends it, not for the page. */
export const forThePage = (file: ResultsFile): string =>
  `${JSON.stringify(file, (key, value: unknown) => (['wrong', 'faults', 'from', 'to', 'met'].includes(key) ? undefined : value), 2)}\n`;
