/**
 * Keeps something from being done more often than a person can see: at once the first time, and then at most every
 * `everyMs`; what is asked for in between is done once, at the end of that time. With 0 everything is done at once.
 */
export class Pace {
  readonly #act: () => void;
  readonly #everyMs: number;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #asked = false;

  constructor(act: () => void, everyMs: number) {
    this.#act = act;
    this.#everyMs = everyMs;
  }

  readonly ask = (): void => {
    this.#asked = true;
    if (this.#rest === undefined) this.#do();
  };

  /** Forgets what was asked for. */
  stop(): void {
    clearTimeout(this.#rest);
    this.#rest = undefined;
    this.#asked = false;
  }

  #do(): void {
    this.#rest = undefined;
    if (!this.#asked) return;
    this.#asked = false;
    if (this.#everyMs > 0) this.#rest = setTimeout(() => this.#do(), this.#everyMs);
    this.#act();
  }
}
