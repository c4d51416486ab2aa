import type { OpenIncident } from '../incident/state.js';
import type { Job } from './queue.js';
import { NO_WORK } from './work.js';

/** An incident as the work that the desk has with it. */
export function jobOf({ id, report, grade, attendance, card, work = NO_WORK }: OpenIncident): Job {
  const dangers = card?.flags.filter((flag) => flag.severity === 'life-risk') ?? [];
  const unseen = (card?.matches ?? []).filter(
    (match) => match.standing === 'unreviewed' && !work.seen.includes(match.id),
  );
  return {
    id,
    firstRingAt: report.firstRingAt,
    grade,
    review: work.review,
    attendance,
    closed: false,
    lifeRisk: dangers.some((flag) => flag.tier !== 'possible'),
    possibleLifeRisk: dangers.some((flag) => flag.tier === 'possible'),
    repeat: card !== undefined && card.linked.length > 0,
    requests: work.requests.filter((request) => request.answeredAt === undefined).length,
    undecided: work.review === 'unreviewed' ? 0 : unseen.length,
  };
}
