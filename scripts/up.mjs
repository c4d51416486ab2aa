#!/usr/bin/env node
/**
 * From a fresh clone to a running Outrider: installs what is missing, builds what changed, runs. Plain Node, because
 * nothing is installed when it begins.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildWhatChanged, isBuilt } from './build.mjs';
import { installPackages, packagesFit } from './install.mjs';
import { oneAtATime } from './one-at-a-time.mjs';
import { ensurePrograms } from './programs.mjs';
import { ROOT, run, say, step, StepFailed } from './say.mjs';

const HELP = `Usage: node scripts/up.mjs COMMAND [ARGUMENTS]

  start        the demonstration: invented registers, accounts and incidents   (npm start)
  serve        the production form: nothing invented                           (npm run serve)
  test         every check and test; with arguments, jest alone with these     (npm test)
  bench        the measurements                                                (npm run bench)
  trust        what is promised about trust, tried                             (npm run trust)
  faults       what is lost when nodes, links and Redis fail                   (npm run faults)
  mutants      whether the tests notice when a rule is broken                  (npm run mutants)
  results      the page of all these results, from what was measured           (npm run results)
  cases        what moved among the labelled match cases                       (npm run cases)
  screenshots  pictures of every screen of a demonstration                     (npm run screenshots)
  outrider     the command line                                                (npm run outrider -- --help)
`;

const LEAST_NODE = [20, 19];
/** A build that takes longer than this is announced, before a program whose output should stand alone. */
const PATIENCE_MS = 1_500;

/** @type {Record<string, (args: readonly string[]) => Promise<void>>} */
const COMMANDS = {
  start: built('dist/server/main.js', 'demonstration'),
  serve: built('dist/server/main.js', 'production'),
  test,
  bench: built('dist/test/bench/main.js'),
  trust: built('dist/test/trust/main.js'),
  faults: built('dist/test/faults/main.js'),
  mutants: built('dist/test/mutants/main.js'),
  results: built('dist/test/results/main.js'),
  cases: built('dist/fixtures/match/run-cases.js'),
  screenshots: async (args) => {
    Object.assign(process.env, await ensurePrograms());
    await built('dist/test/screenshots/main.js')(args);
  },
  outrider: async (args) => {
    await prepare({ quietMs: PATIENCE_MS });
    await become('dist/server/platform/cli/main.js', args);
  },
};

/**
 * A command that is a program of the build.
 * @param {string} program
 * @param {string[]} first what stands before its arguments
 * @returns {(args: readonly string[]) => Promise<void>}
 */
function built(program, ...first) {
  return async (args) => {
    await prepare();
    await become(program, [...first, ...args]);
  };
}

/** @param {{ quietMs?: number }} options */
async function prepare(options = {}) {
  // What is ready needs no lock, and no right to write here.
  if ((await packagesFit()) && (await isBuilt())) return;
  await oneAtATime(async () => {
    await installPackages();
    await buildWhatChanged(options);
  });
}

/**
 * Goes on as another program, in this very process: signals, exit code and process id are its own.
 * @param {string} program
 * @param {readonly string[]} args
 */
async function become(program, args) {
  const file = join(ROOT, program);
  process.setSourceMapsEnabled(true);
  process.argv = [process.execPath, file, ...args];
  await import(pathToFileURL(file).href);
}

/** @param {readonly string[]} args */
async function test(args) {
  await prepare();
  const env = { ...process.env, ...(await ensurePrograms()) };
  const jest = (/** @type {readonly string[]} */ more) =>
    run(join(ROOT, 'node_modules/.bin/jest'), more, { output: 'stdout', env });
  if (args.length > 0) return jest(args);
  for (const [what, script] of [
    ['checking types', 'typecheck'],
    ['linting', 'lint'],
    ['checking the format', 'format:check'],
  ]) {
    await step(what, () => run('npm', ['run', '--silent', script], { output: 'stdout' }));
  }
  await step('testing', () => jest([]));
}

/** @param {readonly string[]} argv */
async function main([name = '', ...args]) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < LEAST_NODE[0] || (major === LEAST_NODE[0] && minor < LEAST_NODE[1])) {
    throw new StepFailed(`Node ${LEAST_NODE.join('.')} or newer is needed; this is ${process.versions.node}`);
  }
  if (name === '--help' || name === '-h') {
    process.stdout.write(HELP);
    return;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    process.stderr.write(HELP);
    throw new StepFailed(name === '' ? 'say what to do' : `there is no command "${name}"`, 2);
  }
  await command(args);
}

try {
  await main(process.argv.slice(2));
} catch (cause) {
  if (!(cause instanceof StepFailed)) throw cause;
  say(cause.message);
  process.exitCode = cause.exitCode;
}
