/** What a command writes to, and the environment that it reads. */
export interface Terminal {
  /** a line of what was asked for */
  readonly out: (line: string) => void;
  /** a line about the work: how far it is, what went wrong */
  readonly error: (line: string) => void;
  /** progress is drawn only where somebody watches */
  readonly interactive: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The terminal of the person who started the command. */
export const openTerminal = (): Terminal => ({
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
  interactive: process.stderr.isTTY,
  env: process.env,
});
