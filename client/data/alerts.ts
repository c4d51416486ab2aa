import type { Alert, AlertTopic } from '../../server/contract/index.js';

/** What stands for this person, as far as the topic has told it; `ended` keeps the version with which something went. */
export interface Alerts {
  /** told on this connection; before, what is held may be as old as the last one */
  readonly confirmed: boolean;
  /** the position of the newest message */
  readonly version: number;
  readonly standing: ReadonlyMap<string, Alert>;
}

export const NO_ALERTS: Alerts = { confirmed: false, version: -1, standing: new Map() };

/** A new connection: what is held stays on the screen until the next snapshot, whatever its position. */
export const alertsAgain = (alerts: Alerts): Alerts => ({ ...alerts, confirmed: false });

/**
 * Takes one message of the topic; one that is older than what is held changes nothing (R8, R9).
 *
 * @returns the same object when the message changes nothing
 */
export function takeAlerts(alerts: Alerts, { version, snapshot, alerts: told, ended }: AlertTopic): Alerts {
  if (snapshot) {
    if (alerts.confirmed && version < alerts.version) return alerts;
    return { confirmed: true, version, standing: new Map(told.map((alert) => [alert.id, alert])) };
  }
  if (!alerts.confirmed || version < alerts.version) return alerts;
  const standing = new Map(alerts.standing);
  for (const id of ended) standing.delete(id);
  for (const alert of told) standing.set(alert.id, alert);
  return { confirmed: true, version, standing };
}

const rank = ({ lifeRisk, interrupts }: Alert): number => (lifeRisk ? 0 : interrupts ? 1 : 2);

/** What stands at `now` (ms): danger to life first, then what interrupts, then the quiet ones; the newest of each first. */
export const standingAt = ({ standing }: Alerts, now: number): readonly Alert[] =>
  [...standing.values()]
    .filter(({ until }) => Date.parse(until) > now)
    .toSorted((a, b) => rank(a) - rank(b) || b.version - a.version);

/**
 * What interrupts now and did not before. What stood already when this screen was opened is shown, and is no news.
 */
export function interruptions(before: Alerts, after: Alerts): readonly Alert[] {
  if (before === after || before.version < 0) return [];
  return [...after.standing.values()].filter(
    ({ id, version, interrupts, again }) => interrupts && !again && (before.standing.get(id)?.version ?? -1) < version,
  );
}
