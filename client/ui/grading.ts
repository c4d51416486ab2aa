import type { DowngradeStanding, Grade, GradeClock, IncidentSummary } from '../../server/contract/index.js';
import { readClock } from '../data/grade-clock.js';
import { clock, span } from './time.js';
import { GRADE } from './words.js';

const time = (at: string): string => clock(at).slice(0, 5);

/** The grade and its clock: "Immediate, 12:31 left (due 02:34)", "Not graded, 3:10 over (due 02:20)", "Scheduled, waits 1:02:05". */
export function gradeInWords(grade: Grade | null, of: GradeClock, now: number): string {
  const { waited, left, lateBy } = readClock(of, now);
  const word = grade === null ? 'Not graded' : GRADE[grade];
  const due = of.dueAt === undefined ? '' : ` (due ${time(of.dueAt)})`;
  if (lateBy !== undefined) return `${word}, ${span(lateBy)} over${due}`;
  if (left !== undefined) return `${word}, ${span(left)} left${due}`;
  return of.metAt === undefined ? `${word}, waits ${span(waited)}` : `${word}, there at ${time(of.metAt)}`;
}

/** What has become of a request to lower the grade, in one sentence. */
export function downgradeInWords(downgrade: DowngradeStanding): string {
  const { state, from, to, since, expiresAt, askedBy, ruledBy, because, restored } = downgrade;
  const asked = `${GRADE[from]} → ${GRADE[to].toLowerCase()}`;
  const why = because.length === 0 ? '' : `: ${because.join('; ')}`;
  switch (state) {
    case 'waiting':
      return `${asked} asked for by ${askedBy}: a second person rules by ${time(expiresAt)}${why}`;
    case 'approved':
      return `${asked} approved ${time(since)} by ${ruledBy ?? 'a supervisor'}${why}`;
    case 'rejected':
      return `${asked} rejected ${time(since)} by ${ruledBy ?? 'a supervisor'}`;
    case 'expired':
      return `${asked} expired ${time(since)}: nobody ruled in time`;
    case 'lapsed': {
      const grade = restored === undefined ? '' : `, ${GRADE[restored].toLowerCase()} again`;
      return `${asked} lapsed ${time(since)}${grade}${why}`;
    }
  }
}

/** Nobody is sent: since when, whose it is now, who looks next; undefined while somebody is on it. */
export function unresourcedInWords({ unresourced }: Pick<IncidentSummary, 'unresourced'>): string | undefined {
  if (unresourced === undefined) return undefined;
  const { since, climbedTo, reassessed } = unresourced;
  const climbed = climbedTo === undefined ? '' : `, with the ${climbedTo}`;
  const looks =
    reassessed === undefined
      ? ''
      : `; ${reassessed.name} looked ${time(reassessed.at)}, looks next ${time(reassessed.nextReviewAt)}`;
  return `Nobody sent since ${time(since)}${climbed}${looks}`;
}
