import type { Urgency } from '../domain/delivery/urgency.js';

/** After everybody has their cards: boards, and what is said of cards, matter less than what is on them. */
export const AFTER_CARDS = 3;

/** So many are brought what they missed at once: enough to share the waits for disk and network, few enough that each is done soon. */
const AT_ONCE = 16;
/** Whoever takes longer than this, because their network does, keeps nobody else waiting. */
const PATIENCE_MS = 1_000;

const afterPatience = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, PATIENCE_MS).unref());

type Enter = () => Promise<void>;

/**
 * Lets in those who connect: a few at once, one in each turn of the event loop, the most urgent first, and the next when one
 * has all they missed. When a network comes back with 2,000 readers, an officer on the way to a danger does not wait for a
 * desk, those who are connected go on, and nobody is kept so long by everybody else that they give up and come again.
 */
export class Entrance {
  readonly #waiting: readonly Enter[][] = [[], [], [], []];
  #entering = 0;
  #isLooking = false;

  /** @param patience how long one may keep the next waiting */
  constructor(private readonly patience: () => Promise<void> = afterPatience) {}

  /** Calls `enter` when it is their turn; its end is the turn of the next, whatever came of it. */
  queue(urgency: Urgency | typeof AFTER_CARDS, enter: Enter): void {
    this.#waiting[urgency]!.push(enter);
    this.#look();
  }

  #look(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    setImmediate(() => {
      this.#isLooking = false;
      this.#letIn();
    });
  }

  #letIn(): void {
    if (this.#entering >= AT_ONCE) return;
    const enter = this.#waiting.find((queue) => queue.length > 0)?.shift();
    if (enter === undefined) return;
    this.#entering += 1;
    const letOn = (): void => {
      this.#entering -= 1;
      this.#look();
    };
    Promise.race([enter(), this.patience()]).then(letOn, letOn);
    this.#look();
  }
}
