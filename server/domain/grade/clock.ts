import type { Attendance } from '../../contract/index.js';
import type { IncidentGrade } from '../incident/events.js';
import { minutesAfter, type Timings } from './timings.js';

/** The grade clock passed and nobody was there: noted once for each grade that it passed on. */
export interface ClockPassed {
  readonly type: 'clock-passed';
  readonly body: { readonly v: 1; readonly grade: IncidentGrade; readonly dueAt: string };
}

/** The clock of an incident. It runs from the first ring and never restarts, whatever becomes of the grade (R15). */
export interface GradeClock {
  readonly startedAt: string;
  /** when an officer has to be there; undefined: a scheduled incident has no such time */
  readonly dueAt?: string;
  /** when the first officer was there: from then on it stands still */
  readonly metAt?: string;
}

export interface Clocked {
  readonly grade: IncidentGrade;
  readonly report: { readonly firstRingAt: string };
  readonly attendance: readonly Attendance[];
}

/** An incident without a grade is on the immediate clock. */
export function gradeClock({ grade, report, attendance }: Clocked, timings: Timings): GradeClock {
  const startedAt = report.firstRingAt;
  const [metAt] = attendance.flatMap(({ arrivedAt }) => arrivedAt ?? []).toSorted();
  const minutes = minutesOf(grade, timings);
  return {
    startedAt,
    ...(minutes === undefined ? {} : { dueAt: minutesAfter(startedAt, minutes) }),
    ...(metAt === undefined ? {} : { metAt }),
  };
}

function minutesOf(grade: IncidentGrade, { immediateMinutes, priorityMinutes }: Timings): number | undefined {
  switch (grade) {
    case null:
    case 'immediate':
      return immediateMinutes;
    case 'priority':
      return priorityMinutes;
    case 'scheduled':
      return undefined;
  }
}
