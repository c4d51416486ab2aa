import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const CHILD = resolve('dist/test/support/log-child.js');

export interface ChildResult {
  readonly lines: readonly string[];
  readonly errors: string;
  readonly code: number | null;
  readonly signal: string | null;
}

export interface ChildOptions {
  /** what to run the child under, for instance `strace` and its options */
  readonly under?: readonly string[];
  /** hears each line as it comes */
  readonly heard?: (line: string, child: ChildProcessWithoutNullStreams) => void;
}

/** Starts test/support/log-child.ts from the build. */
export const startChild = (mode: string, folder: string, options: object, under: readonly string[] = []) => {
  if (!existsSync(CHILD)) throw new Error('The tests need the build: run `npx nest build` first (npm test does)');
  const [command, ...rest] = [...under, process.execPath, CHILD, mode, folder, JSON.stringify(options)];
  return spawn(command, rest, { stdio: ['pipe', 'pipe', 'pipe'] });
};

/** Runs test/support/log-child.ts to its end. */
export const runChild = async (
  mode: string,
  folder: string,
  options: object,
  { under = [], heard }: ChildOptions = {},
): Promise<ChildResult> => {
  const child = startChild(mode, folder, options, under);
  const lines: string[] = [];
  let errors = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    heard?.(line, child);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { lines, errors, code, signal };
};

/** What a child acknowledged: command id → first and last position. */
export const acknowledged = (lines: readonly string[]): Map<string, { first: number; last: number }> =>
  new Map(
    lines
      .map((line) => line.split(' '))
      .filter(([word]) => word === 'ACK')
      .map(([, command = '', first, last]) => [command, { first: Number(first), last: Number(last) }]),
  );
