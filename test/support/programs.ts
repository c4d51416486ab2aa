import type { Command } from 'commander';

/** What a program can be asked for, one below the other with what each is about: for the end of its `--help`. */
export function listed(parts: readonly (readonly [name: string, about: string])[]): string {
  const width = Math.max(...parts.map(([name]) => name.length)) + 2;
  return `\n${parts.map(([name, about]) => `  ${name.padEnd(width)}${about}`).join('\n')}`;
}

/** What somebody named, or everything; a name that there is not ends the program with 2. */
export function chosen(named: readonly string[], known: readonly string[]): readonly string[] {
  const unknown = named.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(`There is no ${unknown.join(', ')}: choose among ${known.join(', ')}.\n`);
    process.exit(2);
  }
  return named.length > 0 ? named : known;
}

/** Reads what a program was asked for; asked wrongly, it ends with 2. */
export function readArguments(program: Command): void {
  program.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2)).parse();
}
