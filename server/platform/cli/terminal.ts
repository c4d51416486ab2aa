import type { Terminal } from './import.js';

/** What a command that was started by a person writes to. */
export const terminal = (): Terminal => ({
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
  interactive: process.stderr.isTTY,
  env: process.env,
});
