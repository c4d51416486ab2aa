import type { Urgency } from '../domain/delivery/urgency.js';

/** After everybody has their cards: boards, and what is said of cards, matter less than what is on them. */
export const AFTER_CARDS = 3;

/**
 * Lets in those who connect, one in each turn of the event loop and the most urgent first: when a network comes back with
 * 2,000 readers at once, an officer on the way to a danger does not wait for a desk, and those who are connected go on.
 */
export class Entrance {
  readonly #waiting: readonly (() => void)[][] = [[], [], [], []];
  #isOpen = false;

  /** Calls `enter` when it is their turn. */
  queue(urgency: Urgency | typeof AFTER_CARDS, enter: () => void): void {
    this.#waiting[urgency]!.push(enter);
    if (this.#isOpen) return;
    this.#isOpen = true;
    setImmediate(() => this.#letIn());
  }

  #letIn(): void {
    const enter = this.#waiting.find((queue) => queue.length > 0)?.shift();
    this.#isOpen = enter !== undefined;
    if (enter === undefined) return;
    setImmediate(() => this.#letIn());
    enter();
  }
}
