import { Store } from './store.js';

/** Asks whoever is at the screen to prove that it is them: one question, however many requests wait for the answer. */
export class StepUp {
  /** whether the question is up */
  readonly asked = new Store(false);
  #answer: Promise<boolean> | undefined;
  #settle: (proved: boolean) => void = () => undefined;

  /** @returns whether they proved it; false when they left the question */
  prove(): Promise<boolean> {
    if (this.#answer === undefined) {
      this.#answer = new Promise((resolve) => (this.#settle = resolve));
      this.asked.set(true);
    }
    return this.#answer;
  }

  /** The question is over; without one, nothing happens. */
  answer(proved: boolean): void {
    this.#answer = undefined;
    this.#settle(proved);
    this.asked.set(false);
  }
}
