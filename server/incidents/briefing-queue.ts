import { refuse, type Refusal } from '../contract/index.js';
import { OVERLOAD, shedWhile, type ShedClass } from '../domain/desk/overload.js';

/**
 * Where reports wait for their check when more come in than can be checked: first come, first served, a few at once, so that
 * each is soon done instead of all of them late. It is bounded, and says what is put off while it is long.
 */
export class BriefingQueue {
  readonly #live: (() => void)[] = [];
  readonly #background: (() => void)[] = [];
  #atWork = 0;
  #liveInARow = 0;
  #shed: ReadonlySet<ShedClass> = new Set();
  #roomAgain: () => void = () => undefined;

  /** Reports that wait. */
  get waiting(): number {
    return this.#live.length;
  }

  /** What is put off at the moment. */
  get shed(): ReadonlySet<ShedClass> {
    return this.#shed;
  }

  /** Calls back when nothing is put off any more. */
  whenRoom(listener: () => void): void {
    this.#roomAgain = listener;
  }

  /** Why no further report is taken; undefined while there is room. What another system says waits in that system. */
  get full(): Refusal | undefined {
    if (this.#live.length < OVERLOAD.mostWaiting) return undefined;
    return refuse('TOO_BUSY', `${this.#live.length} reports wait to be checked: nothing was taken, send it again.`);
  }

  /** Has a report checked in its turn. */
  inTurn<T>(check: () => Promise<T>): Promise<T> {
    return this.#run(this.#live, check);
  }

  /** Has something checked that nobody is waiting for: a live report goes before it, but not all of them for ever. */
  inBackground<T>(check: () => Promise<T>): Promise<T> {
    return this.#run(this.#background, check);
  }

  async #run<T>(lane: (() => void)[], check: () => Promise<T>): Promise<T> {
    if (this.#atWork < OVERLOAD.atOnce) this.#atWork += 1;
    else {
      const turn = new Promise<void>((resolve) => lane.push(resolve));
      this.#judge();
      await turn;
    }
    try {
      return await check();
    } finally {
      this.#passOn();
    }
  }

  /** Whoever waits next goes on in the place of the one who is done. */
  #passOn(): void {
    const isBackgroundsTurn = this.#live.length === 0 || this.#liveInARow >= OVERLOAD.livePerBackground;
    const next = isBackgroundsTurn ? (this.#background.shift() ?? this.#live.shift()) : this.#live.shift();
    this.#liveInARow = isBackgroundsTurn ? 0 : this.#liveInARow + 1;
    if (next === undefined) this.#atWork -= 1;
    else next();
    this.#judge();
  }

  #judge(): void {
    const wasShed = this.#shed.size > 0;
    this.#shed = shedWhile(this.#live.length, this.#shed);
    if (wasShed && this.#shed.size === 0) this.#roomAgain();
  }
}
