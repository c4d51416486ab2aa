import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The folder of the project. */
export const ROOT = join(import.meta.dirname, '../..');

/** What git leaves out, a pattern a line. */
export const ignoredByGit: readonly string[] = readFileSync(join(ROOT, '.gitignore'), 'utf8')
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '');

/** What stands at the top of the project, without what git leaves out. */
export function topLevel(): string[] {
  return readdirSync(ROOT)
    .filter((name) => name !== '.git' && !ignoredByGit.some((pattern) => pattern.replaceAll('/', '') === name))
    .filter((name) => !name.endsWith('.log'))
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
    if (entry.name === 'node_modules') return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}
