import { gradeClock } from '../grade/clock.js';
import { passingsOf } from '../handover/overdue.js';
import type { Timings } from '../grade/timings.js';
import { waitingOf } from './downgrade.js';
import { nextClimb } from './unresourced.js';
import type { OpenIncident } from './state.js';

/** What time does by itself. Whoever adds a kind adds a rule below, and registers what runs for it. */
export type DueKind =
  | 'clock-passes'
  | 'briefing-prompt'
  | 'downgrade-expires'
  | 'climbs'
  | 'is-overdue'
  | 'glass-closes'
  | 'record-erases'
  | 'records-due';

/** Something that is to be done at an instant: the command that does it, before it is issued. */
export interface Due {
  /** ISO 8601 in UTC */
  readonly at: string;
  readonly kind: DueKind;
  /** names the command, the same whoever issues it and however often: twice is harmless (R8) */
  readonly id: string;
}

type Rule = (incident: OpenIncident, timings: Timings) => readonly Due[];

const RULES: readonly Rule[] = [clockPasses, downgradeExpires, climbs, isOverdue, glassCloses];

/**
 * What time will do to an incident as it is now, in no order. It is asked again after every change: what was done, or is
 * not to be done any more, is not in it.
 */
export const dueOf = (incident: OpenIncident, timings: Timings): Due[] =>
  // What is part of another incident runs on that one's clocks; who broke its glass reads no longer for that (R7), and no
  // request for a lower grade waits for ever.
  (incident.links?.joined ? [glassCloses, downgradeExpires] : RULES).flatMap((rule) => rule(incident, timings));

function clockPasses(incident: OpenIncident, timings: Timings): readonly Due[] {
  const { dueAt, metAt } = gradeClock(incident, timings);
  const grade = incident.grade ?? 'none';
  if (dueAt === undefined || metAt !== undefined || incident.clocksPassed?.includes(grade)) return [];
  return [{ at: dueAt, kind: 'clock-passes', id: `clock-passes:${incident.id}:${grade}` }];
}

function downgradeExpires({ downgrades }: OpenIncident): readonly Due[] {
  const waiting = waitingOf(downgrades);
  return waiting ? [{ at: waiting.expiresAt, kind: 'downgrade-expires', id: `downgrade-expires:${waiting.id}` }] : [];
}

function climbs(incident: OpenIncident, timings: Timings): readonly Due[] {
  const next = nextClimb(incident, timings);
  return next ? [{ at: next.at, kind: 'climbs', id: `climbs:${incident.id}:${next.to}:${next.since}` }] : [];
}

function isOverdue(incident: OpenIncident, timings: Timings): readonly Due[] {
  return passingsOf(incident, timings).map(({ at, what, key, step }) => ({
    at,
    kind: 'is-overdue',
    id: `is-overdue:${incident.id}:${what}:${key}:${step}`,
  }));
}

function glassCloses({ id, glass = [] }: OpenIncident): readonly Due[] {
  return glass.map((one) => ({ at: one.until, kind: 'glass-closes', id: `glass-closes:${id}:${one.id}` }));
}
