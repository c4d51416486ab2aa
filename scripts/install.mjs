/** Installs the npm packages when those that are there are not the ones of package-lock.json. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, run, step } from './say.mjs';

/** @returns {Promise<void>} */
export async function installPackages() {
  if (await packagesFit()) return;
  await step('installing packages, about half a minute', () =>
    run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']),
  );
}

/**
 * npm notes what it installed in a lock file of its own, as its last act. Packages for other platforms are left out
 * there; every other one must be there in the same version.
 * @returns {Promise<boolean>}
 */
export async function packagesFit() {
  const [wanted, installed] = await Promise.all([
    readPackages('package-lock.json'),
    readPackages('node_modules/.package-lock.json'),
  ]);
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional === true || installed[path]?.version === entry.version,
  );
}

/**
 * @param {string} file
 * @returns {Promise<Record<string, { version: string, optional?: boolean }>>} path → entry; nothing when the file is missing
 */
async function readPackages(file) {
  const text = await readFile(join(ROOT, file), 'utf8').catch(() => '{"packages":{}}');
  return JSON.parse(text).packages;
}
