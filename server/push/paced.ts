/** Does something when it is asked to, at once; and however often it is asked within the pause after that, once at its end. */
export class Paced {
  #resting = false;
  #asked = false;

  constructor(
    private readonly run: () => void,
    private readonly pauseMs: number,
  ) {}

  ask(): void {
    this.#asked = true;
    if (!this.#resting) this.#run();
  }

  #run(): void {
    this.#resting = this.#asked;
    if (!this.#asked) return;
    this.#asked = false;
    setTimeout(() => this.#run(), this.pauseMs).unref();
    this.run();
  }
}
