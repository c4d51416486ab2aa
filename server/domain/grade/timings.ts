/** How long a grade may wait for an officer, and when nobody being sent climbs: one place for all of them. */
export interface Timings {
  /** the clock of an immediate incident, and of one that has no grade yet (R15) */
  readonly immediateMinutes: number;
  readonly priorityMinutes: number;
  /** how long a request for a downgrade waits for its ruling */
  readonly downgradeMinutes: number;
  /** how long what was handed over may wait to be accepted, and then lie idle, before it climbs */
  readonly handoverMinutes: number;
}

export const TIMINGS: Timings = {
  immediateMinutes: 20,
  priorityMinutes: 60,
  downgradeMinutes: 10,
  handoverMinutes: 30,
};

/** So many minutes after an instant, as an instant: exact in every night of the year, because instants are UTC. */
export const minutesAfter = (instant: string, minutes: number): string =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();
