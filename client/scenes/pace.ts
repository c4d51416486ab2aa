import type { Pace } from './seat.js';

/** A rest at least this long is one for reading: a person may cut it short. */
const READING_MS = 1_000;

/** How fast a scene is played; a person may hold it, go on, and cut short what is left to be read. */
export class Player implements Pace {
  readonly #speed: number;
  readonly #waiting = new Set<() => void>();
  #held = false;

  /** @param speed 1: to be watched; 0: nobody watches, and nothing is waited for */
  constructor(speed: number) {
    this.#speed = speed;
  }

  get held(): boolean {
    return this.#held;
  }

  async rest(ms: number): Promise<void> {
    if (this.#speed === 0) return;
    if (ms < READING_MS) await new Promise<void>((resolve) => setTimeout(resolve, ms / this.#speed));
    else await this.#until((goOn) => void setTimeout(goOn, ms / this.#speed));
    while (this.#held) await this.#until(() => undefined);
  }

  hold(): void {
    this.#held = true;
  }

  goOn(): void {
    this.#held = false;
    for (const wake of this.#waiting) wake();
  }

  /** Waits for what `begin` is given to be called, or for a person to go on. */
  async #until(begin: (goOn: () => void) => void): Promise<void> {
    let wake: () => void = () => undefined;
    await new Promise<void>((resolve) => {
      wake = resolve;
      this.#waiting.add(wake);
      begin(wake);
    });
    this.#waiting.delete(wake);
  }
}
