import { activeBatches } from '../domain/register/evolve.js';
import type { EventLog, Matcher } from '../ports.js';
import { readHistory } from './registers.model.js';

/**
 * Brings the matcher to what the log says about a register. One at a time per register, each from the log as it then is:
 * two imports that end together can not leave the matcher on the older of the two.
 */
export class Activations {
  readonly #running = new Map<string, Promise<void>>();

  constructor(
    private readonly log: EventLog,
    private readonly matcher: Pick<Matcher, 'activate'>,
  ) {}

  /** Resolves when the matcher answers from everything that was in the log at the time of the call. */
  async bring(register: string): Promise<void> {
    const before = this.#running.get(register);
    const mine = this.#after(before, register);
    this.#running.set(register, mine);
    try {
      await mine;
    } finally {
      if (this.#running.get(register) === mine) this.#running.delete(register);
    }
  }

  async #after(before: Promise<void> | undefined, register: string): Promise<void> {
    // What became of the one before is its caller's to hear.
    await before?.catch(() => undefined);
    const { history } = await readHistory(this.log, register);
    await this.matcher.activate(register, activeBatches(history));
  }
}
