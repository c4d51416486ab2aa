import type { Terminal } from './terminal.js';

/** Arguments or settings that do not fit together: exit code 2. */
export class WronglyUsed extends Error {
  override readonly name = 'WronglyUsed';
}

/** A kind of error whose message tells a person what to do. */
type Mendable = abstract new (...args: never[]) => Error;

/**
 * Runs a command, and says in a sentence what whoever started it can mend: what was asked wrongly, a file that cannot be
 * read or written, and the kinds of error that are named. Anything else is a bug, and thrown.
 * @returns the exit code: that of the work; 1 when it failed, 2 when it was used wrongly
 */
export async function inWords(
  { error }: Pick<Terminal, 'error'>,
  mendable: readonly Mendable[],
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof WronglyUsed) {
      error(cause.message);
      return 2;
    }
    const isMendable = isOfTheSystem(cause) || mendable.some((kind) => cause instanceof kind);
    if (!isMendable) throw cause;
    error((cause as Error).message);
    return 1;
  }
}

/** A call to the operating system that failed: its message names the file. */
const isOfTheSystem = (cause: unknown): boolean => typeof cause === 'object' && cause !== null && 'syscall' in cause;
