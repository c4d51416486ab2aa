import type { CheckAnswer, CheckQuery } from '../../server/domain/match/types.js';
import { Matcher, type ActiveBatches, type LoadedRegister } from '../../server/ports.js';

/** A real matcher, which cannot be asked, or takes its time, for as long as the test says so. */
export class FailingMatcher extends Matcher {
  fails = false;
  readonly #held: (() => void)[] = [];
  #passes = Infinity;

  constructor(private readonly matcher: Matcher) {
    super();
  }

  override load(registers: readonly LoadedRegister[]): Promise<void> {
    return this.matcher.load(registers);
  }

  override activate(register: string, active: ActiveBatches): Promise<void> {
    return this.matcher.activate(register, active);
  }

  /** From here on checks wait. */
  hold(): void {
    this.#passes = 0;
  }

  /** Lets so many of them through, those that wait first; all from here on when left out. */
  letGo(count = Infinity): void {
    this.#passes += count;
    while (this.#passes > 0 && this.#held.length > 0) {
      this.#passes -= 1;
      this.#held.shift()?.();
    }
  }

  override async check(query: CheckQuery): Promise<CheckAnswer> {
    if (this.#passes > 0) this.#passes -= 1;
    else await new Promise<void>((resolve) => this.#held.push(resolve));
    return this.fails ? Promise.reject(new Error('the matcher keeps dying')) : this.matcher.check(query);
  }

  override close(): Promise<void> {
    return this.matcher.close();
  }
}
