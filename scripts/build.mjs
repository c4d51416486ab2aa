/** Builds the server and the client into dist/, each only when its sources have changed. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ROOT, run, step } from './say.mjs';

const BIN = join(ROOT, 'node_modules', '.bin');
const SHARED = ['package-lock.json', 'scripts/build.mjs'];

/** @param {'production' | 'gallery'} mode */
const vite = (mode) =>
  run(join(BIN, 'vite'), ['build', '--config', 'client/vite.config.mjs', '--mode', mode, '--logLevel', 'warn'], {
    output: 'when it fails',
  });

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {readonly string[]} sources files and folders that its output depends on
 * @property {RegExp} kinds names, of the files in them, that count
 * @property {string} result a file that the build writes
 * @property {() => Promise<void>} build
 */

/** @type {readonly Part[]} */
const PARTS = [
  {
    name: 'server',
    sources: [
      'server',
      'test/bench',
      'test/trust',
      'test/faults',
      'test/mutants',
      'test/results',
      'test/screenshots',
      'test/support',
      'fixtures',
      '.swcrc',
      'nest-cli.json',
      ...SHARED,
    ],
    kinds: /\.ts$/,
    result: 'dist/server',
    build: async () => {
      await run(join(BIN, 'nest'), ['build'], { output: 'when it fails' });
      await Promise.all(['server', 'test', 'fixtures'].map(removeOrphans));
    },
  },
  {
    name: 'client',
    sources: ['client', 'server/contract', ...SHARED],
    kinds: /./,
    result: 'dist/client/index.html',
    build: () => vite('production'),
  },
  {
    name: 'gallery',
    sources: ['client', 'server/contract', 'fixtures/gallery', ...SHARED],
    kinds: /./,
    result: 'dist/client/gallery.html',
    build: () => vite('gallery'),
  },
];

/** @returns {Promise<boolean>} whether dist/ is what the sources say */
export async function isBuilt() {
  return (await changedParts()).length === 0;
}

/**
 * @param {{ quietMs?: number }} options announce a build only when it takes longer than this
 * @returns {Promise<void>}
 */
export async function buildWhatChanged(options = {}) {
  for (const { part, sources } of await changedParts()) {
    await step(`building the ${part.name}`, part.build, options);
    await mkdir(join(ROOT, 'dist'), { recursive: true });
    await writeFile(stampOf(part), sources);
  }
}

/** @returns {Promise<{ part: Part, sources: string }[]>} the parts to build, with the hash of their sources */
async function changedParts() {
  const states = await Promise.all(
    PARTS.map(async (part) => {
      const [sources, built] = await Promise.all([hashOf(part), readFile(stampOf(part), 'utf8').catch(() => '')]);
      return { part, sources, changed: built !== sources || !existsSync(join(ROOT, part.result)) };
    }),
  );
  return states.filter(({ changed }) => changed);
}

/** @param {Part} part */
const stampOf = (part) => join(ROOT, 'dist', `.${part.name}-built-from`);

/** @param {Part} part @returns {Promise<string>} SHA-256 over the names and contents of its sources */
async function hashOf({ sources, kinds }) {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources) {
    for (const file of await filesUnder(join(ROOT, source), kinds)) {
      hash.update(`\n${relative(ROOT, file)}\n`).update(await readFile(file));
    }
  }
  return hash.digest('hex');
}

/** @param {string} path @param {RegExp} kinds @returns {Promise<string[]>} sorted; the path itself when it is a file */
async function filesUnder(path, kinds) {
  if (!existsSync(path)) return [];
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => undefined);
  if (entries === undefined) return [path];
  return entries
    .filter((entry) => entry.isFile() && kinds.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .toSorted();
}

/** The output of a source that is no longer there would still be found by an import. @param {string} folder */
async function removeOrphans(folder) {
  for (const file of await filesUnder(join(ROOT, 'dist', folder), /\.js$/)) {
    const source = relative(join(ROOT, 'dist'), file).replace(/\.js$/, '.ts');
    if (!existsSync(join(ROOT, source))) {
      await Promise.all([rm(file), rm(`${file}.map`, { force: true })]);
    }
  }
}
