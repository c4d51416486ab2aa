import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The folder of the project. */
export const ROOT = join(import.meta.dirname, '../..');

const IGNORED = new Set(
  readFileSync(join(ROOT, '.gitignore'), 'utf8')
    .split('\n')
    .map((line) => line.trim().replace(/\/$/, ''))
    .filter((line) => line !== '')
    .concat('.git'),
);

/** What stands at the top of the project, without what git ignores. */
export function topLevel(): string[] {
  return readdirSync(ROOT)
    .filter((name) => !IGNORED.has(name) && !name.endsWith('.log'))
    .toSorted();
}

/** Every file under the given folders whose path ends as given, relative to the project, with forward slashes. */
export function filesUnder(folders: readonly string[], endings: RegExp): string[] {
  return folders
    .flatMap((folder) => walk(join(ROOT, folder)))
    .map((file) => relative(ROOT, file).split(sep).join('/'))
    .filter((file) => endings.test(file))
    .toSorted();
}

export function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (IGNORED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}
