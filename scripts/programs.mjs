/** The programs, besides Node, that the tests need: found, installed where that is allowed, or named. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, say, step, StepFailed } from './say.mjs';

const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** @type {readonly { package: string, why: string, find: () => string | undefined }[]} */
const NEEDED = [
  { package: 'chromium', why: 'the browser that the screens are tested in', find: findChromium },
  {
    package: 'redis-server',
    why: 'the log that several nodes share, and its Sentinels',
    find: () => which('redis-server'),
  },
  { package: 'strace', why: 'shows that what is acknowledged was synced to disk', find: () => which('strace') },
  { package: 'curl', why: 'the guides are followed with it', find: () => which('curl') },
];

/**
 * Makes sure that the programs are there.
 * @returns {Promise<{ CHROMIUM_PATH: string }>} for the environment of the tests
 */
export async function ensurePrograms() {
  const missing = NEEDED.filter(({ find }) => find() === undefined);
  if (missing.length > 0) await install(missing.map((program) => program.package));
  const still = NEEDED.filter(({ find }) => find() === undefined);
  if (still.length > 0) throw new StepFailed(`still missing after the installation: ${names(still)}`);
  return { CHROMIUM_PATH: findChromium() ?? '' };
}

/** @param {readonly string[]} packages */
async function install(packages) {
  const may = process.getuid?.() === 0 && which('apt-get') !== undefined;
  if (!may) {
    for (const { package: name, why } of NEEDED) if (packages.includes(name)) say(`missing: ${name} (${why})`);
    throw new StepFailed(
      `install what is missing, as root: apt-get install ${packages.join(' ')}` +
        ' (a Chromium elsewhere: set CHROMIUM_PATH)',
    );
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await step(`installing ${packages.join(' and ')}, about half a minute`, async () => {
    await run('apt-get', ['update', '-qq'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
  });
}

/** @returns {string | undefined} */
function findChromium() {
  const given = process.env['CHROMIUM_PATH'];
  if (given !== undefined && given !== '') return isProgram(given) ? given : undefined;
  for (const name of CHROMIUM_NAMES) {
    const found = which(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @param {string} name @returns {string | undefined} */
function which(name) {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isProgram);
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {readonly { package: string }[]} programs */
const names = (programs) => programs.map((program) => program.package).join(', ');
