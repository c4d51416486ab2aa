import type { Grade } from '../../server/contract/index.js';

/** An immediate incident has an officer on scene within this time of the first ring, in ms. */
export const IMMEDIATE_WITHIN = 20 * 60_000;

/** How long an incident has waited, and by how much it is late; both in ms. */
export interface GradeClock {
  readonly waited: number;
  /** undefined: not late, or its grade has no fixed time */
  readonly lateBy: number | undefined;
}

/** The clock of a grade: it runs from the first ring and never restarts; no grade runs on the immediate clock (R15). */
export function gradeClock(grade: Grade | null, firstRingAt: string, now: number): GradeClock {
  const waited = Math.max(0, now - Date.parse(firstRingAt));
  const late = (grade ?? 'immediate') === 'immediate' && waited > IMMEDIATE_WITHIN;
  return { waited, lateBy: late ? waited - IMMEDIATE_WITHIN : undefined };
}
