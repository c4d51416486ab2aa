import { refuse, type Attendance, type Climb, type Outcome, type Unresourced } from '../../contract/index.js';
import { minutesAfter, type Timings } from '../grade/timings.js';
import type { IncidentGrade } from './events.js';

export type UnresourcedEvent =
  /** officers on their way were sent elsewhere, and nobody said that they are not coming */
  | {
      readonly type: 'diverted';
      readonly body: { readonly v: 1; readonly officers: readonly string[]; readonly to: string };
    }
  /** nobody is sent, and it is the next person's to look at */
  | { readonly type: 'climbed'; readonly body: { readonly v: 1; readonly to: Climb; readonly since: string } }
  /** a named person has looked, and says when they look next */
  | {
      readonly type: 'reassessed';
      readonly body: { readonly v: 1; readonly name: string; readonly reason: string; readonly nextReviewAt: string };
    };

/** What is kept of climbing and of looking again; what it means now is for `unresourcedOf` to say. */
export interface Watched {
  readonly climbed?: { readonly to: Climb; readonly since: string };
  readonly reassessed?: {
    readonly name: string;
    readonly at: string;
    readonly reason: string;
    readonly nextReviewAt: string;
  };
}

interface Waiting {
  readonly report: { readonly firstRingAt: string };
  readonly attendance: readonly Attendance[];
  readonly watched?: Watched;
}

/** One event on, of climbing and of looking again. */
export function evolveWatched(
  watched: Watched = {},
  event: Extract<UnresourcedEvent, { type: 'climbed' | 'reassessed' }>,
  at: string,
): Watched {
  if (event.type === 'climbed') return { ...watched, climbed: { to: event.body.to, since: event.body.since } };
  const { name, reason, nextReviewAt } = event.body;
  return { ...watched, reassessed: { name, at, reason, nextReviewAt } };
}

/**
 * Nobody is sent, or those who were are diverted, and nobody was there yet (R15): since when, how far it has climbed, who
 * has looked. Undefined: somebody is on it.
 */
export function unresourcedOf({ report, attendance, watched = {} }: Waiting): Unresourced | undefined {
  const comes = attendance.some((a) => a.arrivedAt ?? (a.stoodDownAt === undefined && a.divertedAt === undefined));
  if (comes) return undefined;
  const since =
    attendance
      .flatMap((a) => a.divertedAt ?? a.stoodDownAt ?? [])
      .toSorted()
      .at(-1) ?? report.firstRingAt;
  const reassessed =
    watched.reassessed && Date.parse(watched.reassessed.at) >= Date.parse(since) ? watched.reassessed : undefined;
  const origin = reassessed?.nextReviewAt ?? since;
  const climbedTo = watched.climbed?.since === origin ? watched.climbed.to : undefined;
  return { since, ...(climbedTo ? { climbedTo } : {}), ...(reassessed ? { reassessed } : {}) };
}

/** Who is told, one after the other, and after which part of the grade's own time. */
const STEPS: readonly { readonly to: Climb; readonly share: number }[] = [
  { to: 'dispatcher', share: 0.1 },
  { to: 'supervisor', share: 0.25 },
  { to: 'inspector', share: 0.5 },
];

const SCHEDULED_MINUTES = 1440;

/**
 * The next step up, and when: after a part of the grade's time without officers; after a review that is past, at once. An
 * incident without a grade is on the immediate clock, a scheduled one is looked at within the day.
 */
export function nextClimb(
  incident: Waiting & { readonly grade: IncidentGrade },
  { immediateMinutes, priorityMinutes }: Timings,
): { readonly to: Climb; readonly at: string; readonly since: string } | undefined {
  const unresourced = unresourcedOf(incident);
  if (unresourced === undefined) return undefined;
  const { since, climbedTo, reassessed } = unresourced;
  const next = STEPS[STEPS.findIndex(({ to }) => to === climbedTo) + 1];
  if (next === undefined) return undefined;
  const minutes = { immediate: immediateMinutes, priority: priorityMinutes, scheduled: SCHEDULED_MINUTES };
  const origin = reassessed?.nextReviewAt ?? since;
  const passed = reassessed === undefined ? next.share : next.share - STEPS[0]!.share;
  return { to: next.to, at: minutesAfter(origin, passed * minutes[incident.grade ?? 'immediate']), since: origin };
}

/** A review may be put off for this long, in hours: what waits on the immediate clock, not for a night. */
const LONGEST_HOURS = { immediate: 4, other: 24 } as const;

/** The event of a person's looking again. Refuses INVALID_INPUT: the next look is past, or too far away for its grade. */
export function reassess(
  grade: IncidentGrade,
  { reason, nextReviewAt }: { readonly reason: string; readonly nextReviewAt: string },
  name: string,
  at: string,
): Outcome<UnresourcedEvent> {
  const hours = grade === 'priority' || grade === 'scheduled' ? LONGEST_HOURS.other : LONGEST_HOURS.immediate;
  const away = Date.parse(nextReviewAt) - Date.parse(at);
  const wrong = away <= 0 ? 'is past' : away > hours * 3_600_000 ? `is more than ${hours} hours away` : undefined;
  if (wrong) return refuse('INVALID_INPUT', `nextReviewAt: ${wrong}.`, [{ path: 'nextReviewAt', detail: wrong }]);
  return { ok: true, value: { type: 'reassessed', body: { v: 1, name, reason, nextReviewAt } } };
}

/** The attendance once officers were diverted: they are still sent, but nobody counts on them. */
export const evolveDiverted = (
  attendance: readonly Attendance[],
  officers: readonly string[],
  at: string,
): readonly Attendance[] =>
  attendance.map((a) =>
    officers.includes(a.officer) && a.stoodDownAt === undefined && a.arrivedAt === undefined
      ? { ...a, divertedAt: at }
      : a,
  );
