import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault } from './faults.js';

/** A test as jest tells of it. */
export interface Told {
  readonly title: string;
  readonly passed: boolean;
}

/** A run that takes longer than this for each of its files hangs, in ms: a fault can make a test wait for ever. */
const PATIENCE_MS = 120_000;

const SOUND: Pick<Fault, 'file' | 'from' | 'to'> = { file: 'nowhere', from: '', to: '' };

/**
 * Runs the tests of some files that cite one of the rules, with a fault in the source or without one. Empty: no such test
 * ran, because the file cannot be run at all or the run took too long.
 */
export async function runTests(
  files: readonly string[],
  rules: readonly string[],
  fault: Pick<Fault, 'file' | 'from' | 'to'> = SOUND,
): Promise<readonly Told[]> {
  const folder = mkdtempSync(join(tmpdir(), 'outrider-mutants-'));
  const output = join(folder, 'told.json');
  try {
    await jest(
      ['--json', `--outputFile=${output}`, '--testNamePattern', citing(rules), '--runTestsByPath', ...files],
      {
        OUTRIDER_FAULT: JSON.stringify({ file: fault.file, from: fault.from, to: fault.to }),
      },
      files.length * PATIENCE_MS,
    );
    return toldIn(output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A pattern for titles that cite one of the rules: `[R6] …`, `[R6, R16] …`. */
const citing = (rules: readonly string[]): string => String.raw`\[(R\d+, ?)*(${rules.join('|')})[\],]`;

export const cites = (title: string, rule: string): boolean => new RegExp(citing([rule])).test(title);

interface JestResults {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

function toldIn(output: string): readonly Told[] {
  let results: JestResults;
  try {
    results = JSON.parse(readFileSync(output, 'utf8')) as JestResults;
  } catch {
    return [];
  }
  return results.testResults.flatMap(({ assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ fullName, status }) => ({ title: fullName, passed: status === 'passed' })),
  );
}

/** The unit tests' own configuration, with the transform that puts the fault in. */
function configuration(): string {
  const load = createRequire(join(process.cwd(), 'package.json'));
  interface Unit {
    readonly transform: Readonly<Record<string, readonly [string, unknown]>>;
  }
  const [unit] = (load('./jest.config.cjs') as { projects: Unit[] }).projects;
  if (unit === undefined) throw new Error('jest.config.cjs has no project');
  const transform = Object.fromEntries(
    Object.entries(unit.transform).map(([pattern, [how, options]]) => [
      pattern,
      [how === '@swc/jest' ? '<rootDir>/test/mutants/transform.cjs' : how, options],
    ]),
  );
  return JSON.stringify({ ...unit, transform, rootDir: process.cwd() });
}

function jest(args: readonly string[], env: Readonly<Record<string, string>>, timeout: number): Promise<void> {
  const bin = join(process.cwd(), 'node_modules/jest/bin/jest.js');
  const fixed = ['--config', configuration(), '--runInBand', '--silent', '--forceExit', '--testTimeout=20000'];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...fixed, ...args], {
      env: { ...process.env, ...env },
      stdio: 'ignore',
      timeout,
      killSignal: 'SIGKILL',
    });
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}
