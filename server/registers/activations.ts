import { activeBatches } from '../domain/register/evolve.js';
import type { Manifest } from '../domain/register/types.js';
import { RegisterActivation, type EventLog, type Matcher, type RegisterStore } from '../ports.js';
import { readHistory } from './registers.model.js';

/**
 * Brings the matcher to what the log says about a register. One at a time per register, each from the log as it then is:
 * two imports that end together can not leave the matcher on the older of the two.
 */
export class Activations extends RegisterActivation {
  readonly #running = new Map<string, Promise<void>>();

  constructor(
    private readonly log: EventLog,
    private readonly store: Pick<RegisterStore, 'bring' | 'erase'>,
    private readonly matcher: Pick<Matcher, 'activate'>,
    private readonly declared: { manifest(register: string): Manifest | undefined },
  ) {
    super();
  }

  override async bring(register: string): Promise<void> {
    // What no machine can ask, and what is no longer declared, the matcher never loaded.
    const manifest = this.declared.manifest(register);
    if (manifest === undefined || manifest.manual === true || manifest.remote !== undefined) return;
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
    const active = activeBatches(history);
    await this.store.bring(register, active);
    if (history.erased) await this.store.erase(register, history.erased);
    await this.matcher.activate(register, active);
  }
}
