import { Clock, type Alarm, type Instant } from '../../server/ports.js';

interface Waiter {
  readonly due: number;
  readonly wake: () => void;
}

/** A clock and its alarm in one: time passes when a test says so. */
export class TestTime extends Clock {
  #waiting: Waiter[] = [];
  #settling: (() => void)[] = [];

  constructor(private instant: Instant) {
    super();
  }

  override now(): Instant {
    return this.instant;
  }

  readonly alarm: Alarm = {
    at: (instant, stop) =>
      new Promise((resolve) => {
        if (stop.aborted || Date.parse(instant) <= Date.parse(this.instant)) return resolve();
        const wake = (): void => {
          stop.removeEventListener('abort', wake);
          this.#waiting = this.#waiting.filter((other) => other !== waiter);
          resolve();
        };
        const waiter: Waiter = { due: Date.parse(instant), wake };
        stop.addEventListener('abort', wake);
        this.#waiting.push(waiter);
        for (const hear of this.#settling.splice(0)) hear();
      }),
  };

  /** Somebody sets the clock: no time passes, and nobody is woken. */
  set(instant: Instant): void {
    this.instant = instant;
  }

  /** Resolves when somebody waits for the alarm: all that was due has been done. */
  async settled(): Promise<void> {
    if (this.#waiting.length === 0) await new Promise<void>((resolve) => this.#settling.push(resolve));
  }

  /**
   * Goes on to an instant, through every alarm that is set for a time before it, in order.
   * @param settle resolves when what an alarm woke has come to rest
   */
  async passTo(instant: Instant, settle: () => Promise<void> = nextTurn): Promise<void> {
    for (;;) {
      const next = this.#waiting.toSorted((a, b) => a.due - b.due)[0];
      if (next === undefined || next.due > Date.parse(instant)) break;
      this.instant = new Date(next.due).toISOString();
      next.wake();
      await settle();
    }
    this.instant = instant;
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
