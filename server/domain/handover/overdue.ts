import type { Overdue } from '../../contract/index.js';
import { attemptDueAt } from '../closing/state.js';
import { minutesAfter, type Timings } from '../grade/timings.js';
import type { OpenIncident } from '../incident/state.js';
import { itemsOf } from './items.js';

/** Something of an incident that is waited for: `key` tells it from the next of its kind. */
interface Waited {
  readonly what: Overdue['what'];
  readonly key: string;
  /** ISO 8601: when it is to be done; of a handover, since when it waits */
  readonly at: string;
}

/** What is waited for: attempts, reviews, handovers that nobody has accepted, and accepted ones that lie idle. */
function waited(incident: OpenIncident): readonly Waited[] {
  const { closing, handing } = incident;
  const owners = new Map(itemsOf(incident).map(({ kind, owner }) => [kind, owner]));
  const attempt = attemptDueAt(closing.suspect);
  const waiting = handing?.offers.filter(({ item }) => owners.has(item)) ?? [];
  const idle = handing?.taken.filter(({ item, by }) => owners.get(item) === by) ?? [];
  return [
    ...(attempt ? [{ what: 'attempt', key: attempt, at: attempt } as const] : []),
    ...(closing.reviewDueAt ? [{ what: 'review', key: closing.reviewDueAt, at: closing.reviewDueAt } as const] : []),
    ...waiting.map(({ handover, item, at }) => ({ what: 'handover-waiting', key: `${handover}/${item}`, at }) as const),
    ...idle.map(({ handover, item, at }) => ({ what: 'handover-idle', key: `${handover}/${item}`, at }) as const),
  ];
}

/** A time that will pass: what is noted then, and at which instant (ISO 8601). */
export interface Passing {
  readonly what: Overdue['what'];
  readonly key: string;
  readonly since: string;
  readonly step: 1 | 2;
  readonly at: string;
}

/** Minutes after which what is late climbs to the inspector as well. */
const CLIMBS_AFTER = 240;

/** The times that will pass and have not been noted: each in two steps, as long as nobody does what is waited for. */
export const passingsOf = (incident: OpenIncident, { handoverMinutes }: Timings): readonly Passing[] =>
  waited(incident).flatMap(({ what, key, at }): Passing[] => {
    const handed = what === 'handover-waiting' || what === 'handover-idle';
    const since = handed ? minutesAfter(at, handoverMinutes) : at;
    const [first, second] = notedOf(incident, what, key);
    if (second) return [];
    if (!first) return [{ what, key, since, step: 1, at: since }];
    return [{ what, key, since, step: 2, at: minutesAfter(since, handed ? handoverMinutes : CLIMBS_AFTER) }];
  });

/** What is too late and still not done, with how far it has climbed. */
export const overdueOf = (incident: OpenIncident): readonly Overdue[] =>
  waited(incident).flatMap(({ what, key }) => {
    const last = notedOf(incident, what, key).at(-1);
    return last ? [{ what, since: last.since, step: last.step }] : [];
  });

const notedOf = ({ handing }: OpenIncident, what: Overdue['what'], key: string) =>
  handing?.overdue.filter((one) => one.what === what && one.key === key) ?? [];
