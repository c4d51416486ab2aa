/**
 * What the starter says, and how it runs other programs. Everything goes to stderr: stdout belongs to the program that
 * is started. Nothing here needs an installed package.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A step that failed in a way that its user can mend: a sentence, no stack. */
export class StepFailed extends Error {
  /** @param {string} message @param {number} exitCode */
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** @param {string} text */
export function say(text) {
  process.stderr.write(`outrider: ${text}\n`);
}

/**
 * Does a step, announcing it and the time that it took.
 * @template T
 * @param {string} what in the present tense: `installing packages`
 * @param {() => Promise<T>} work
 * @param {{ quietMs?: number }} options announce it only when it takes longer than this
 * @returns {Promise<T>}
 */
export async function step(what, work, { quietMs = 0 } = {}) {
  const began = performance.now();
  let announced = quietMs === 0;
  if (announced) say(`${what} …`);
  const timer = setTimeout(() => {
    if (!announced) say(`${what} …`);
    announced = true;
  }, quietMs);
  try {
    const result = await work();
    if (announced) say(`${what}: done in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    return result;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Runs a program in the project's folder to its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ output?: 'stdout' | 'stderr' | 'when it fails', env?: NodeJS.ProcessEnv }} options where its output goes
 * @returns {Promise<void>} rejects with StepFailed, carrying its exit code
 */
export function run(program, args, { output = 'stderr', env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const kept = output === 'when it fails';
    const child = spawn(program, args, {
      cwd: ROOT,
      env,
      stdio: ['inherit', kept ? 'pipe' : output === 'stdout' ? 'inherit' : process.stderr, kept ? 'pipe' : 'inherit'],
    });
    /** @type {Buffer[]} */
    const said = [];
    child.stdout?.on('data', (chunk) => said.push(chunk));
    child.stderr?.on('data', (chunk) => said.push(chunk));
    const stopPassing = passSignals(child);
    child.once('error', (cause) => {
      stopPassing();
      reject(new StepFailed(`${program} could not be started: ${cause.message}`));
    });
    child.once('close', (code, signal) => {
      stopPassing();
      if (code === 0) return resolve();
      process.stderr.write(Buffer.concat(said));
      return reject(new StepFailed(`${[program, ...args].join(' ')} ended with ${signal ?? code}`, code ?? 1));
    });
  });
}

/**
 * A terminal sends its interrupt to every program in it; what is sent to this one alone is passed on.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void} stops passing on
 */
function passSignals(child) {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  const pass = (/** @type {NodeJS.Signals} */ signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of signals) process.on(signal, pass);
  return () => {
    for (const signal of signals) process.off(signal, pass);
  };
}
