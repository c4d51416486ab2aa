/** How far back interruptions count, in ms: ten minutes. */
const WINDOW_MS = 600_000;
/** The most interruptions of one person within the window; beyond it an alert is quiet, and counted (R13). */
const MOST = 10;

/** How a row of the table may interrupt: `always` and danger to life are outside the budget, but count in it. */
export type Interrupts = 'always' | 'within-budget' | 'never';

/** When one person was interrupted within the last ten minutes, ISO 8601, the oldest first. */
export type Interruptions = readonly string[];

/** What of `recent` still counts at an instant. */
export const recentAt = (recent: Interruptions, at: string): Interruptions => {
  const since = Date.parse(at) - WINDOW_MS;
  const first = recent.findIndex((then) => Date.parse(then) > since);
  if (first === 0) return recent;
  return first < 0 ? [] : recent.slice(first);
};

/** Whether one more alert interrupts this person, and what they have been interrupted by then. */
export function spend(
  recent: Interruptions,
  at: string,
  interrupts: Interrupts,
): { readonly interrupts: boolean; readonly recent: Interruptions } {
  const before = recentAt(recent, at);
  const yes = interrupts === 'always' || (interrupts === 'within-budget' && before.length < MOST);
  return { interrupts: yes, recent: yes ? [...before, at] : before };
}
