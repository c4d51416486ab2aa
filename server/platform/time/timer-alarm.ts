import { setTimeout as wait } from 'node:timers/promises';
import { Alarm, type Instant } from '../../ports.js';

/** A timer may not be longer; and what waits longer looks at the clock again, which may have been set. */
const LONGEST_MS = 60_000;

/** Waits by the clock of this machine. Never keeps the process alive. */
export class TimerAlarm extends Alarm {
  override async at(instant: Instant, stop: AbortSignal): Promise<void> {
    const due = Date.parse(instant);
    for (let left = due - Date.now(); left > 0 && !stop.aborted; left = due - Date.now()) {
      await wait(Math.min(left, LONGEST_MS), undefined, { signal: stop, ref: false }).catch((cause: unknown) => {
        if (!stop.aborted) throw cause;
      });
    }
  }
}
