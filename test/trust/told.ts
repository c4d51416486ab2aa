import { SingleBar } from 'cli-progress';

/** How often a run without a terminal says how far it is, in ms. */
const EVERY_MS = 30_000;
const words = (n: number): string => n.toLocaleString('en-GB');

/** Says how far a trial is, on stderr: a bar on a terminal, else a line every half minute. */
export class Told {
  readonly #bar = process.stderr.isTTY
    ? new SingleBar({ format: '{bar} {value}/{total}, {faults} faults, {eta_formatted} left' })
    : undefined;
  #last = performance.now();
  #done = 0;

  constructor(
    private readonly row: string,
    private readonly of: number,
  ) {
    this.#bar?.start(of, 0, { faults: 0 });
  }

  /** how many things were tried, as far as was told */
  get done(): number {
    return this.#done;
  }

  readonly progress = (done: number, faults: number): void => {
    this.#done = done;
    const shown = Math.min(done, this.of);
    this.#bar?.update(shown, { faults });
    const now = performance.now();
    if (this.#bar || now - this.#last < EVERY_MS) return;
    this.#last = now;
    process.stderr.write(`${this.row}: ${words(shown)} of ${words(this.of)} tried, ${faults} faults\n`);
  };

  stop(): void {
    this.#bar?.stop();
  }
}
