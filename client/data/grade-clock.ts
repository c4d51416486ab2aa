import type { GradeClock } from '../../server/contract/index.js';

/** What a grade's clock says at a moment; all in ms. */
export interface ClockReading {
  readonly waited: number;
  /** undefined: its grade has no fixed time, or somebody was there */
  readonly left: number | undefined;
  /** undefined: not late */
  readonly lateBy: number | undefined;
}

/** Reads the clock of a grade: it runs from the first ring and never restarts (R15), and stands still once somebody was there. */
export function readClock({ startedAt, dueAt, metAt }: GradeClock, now: number): ClockReading {
  const waited = Math.max(0, now - Date.parse(startedAt));
  if (dueAt === undefined || metAt !== undefined) return { waited, left: undefined, lateBy: undefined };
  const left = Date.parse(dueAt) - now;
  return left >= 0 ? { waited, left, lateBy: undefined } : { waited, left: undefined, lateBy: -left };
}
