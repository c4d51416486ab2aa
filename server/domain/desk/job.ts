import type { Match } from '../../contract/index.js';
import type { ClosedIncident, OpenIncident } from '../incident/state.js';
import type { Job } from './queue.js';
import { NO_WORK } from './work.js';

/** How long after its closing an incident is still looked at. */
const CLOSED_HOURS = 24;

/** A closed incident that the desk has not done with: nobody looked at it before it was closed, or somebody is doing so. */
export const isToBackfill = ({ work = NO_WORK, closedAt, links }: ClosedIncident, at: string): boolean =>
  work.claim !== undefined ||
  (work.review === 'unreviewed' &&
    links?.joined === undefined &&
    Date.parse(at) - Date.parse(closedAt) < CLOSED_HOURS * 3_600_000);

/** An incident as the work that the desk has with it. */
export function jobOf({
  kind,
  id,
  report,
  grade,
  attendance,
  card,
  restricted,
  work = NO_WORK,
}: OpenIncident | ClosedIncident): Job {
  const dangers = card?.flags.filter((flag) => flag.severity === 'life-risk') ?? [];
  const isUnseen = ({ standing, id: match }: Match): boolean =>
    work.review !== 'unreviewed' && standing === 'unreviewed' && !work.seen.includes(match);
  // Only a decision settles what somebody disputes, and what is asked again: to have seen it is not enough (R4).
  const undecided = (card?.matches ?? []).filter(
    (match) => match.disputed !== undefined || match.lapsed !== undefined || isUnseen(match),
  );
  return {
    id,
    firstRingAt: report.firstRingAt,
    grade,
    review: work.review,
    attendance,
    closed: kind === 'closed',
    ...(restricted === undefined ? {} : { apart: true as const }),
    lifeRisk: dangers.some((flag) => flag.tier !== 'possible'),
    possibleLifeRisk: dangers.some((flag) => flag.tier === 'possible'),
    repeat: card !== undefined && card.linked.length > 0,
    requests: work.requests.filter((request) => request.answeredAt === undefined).length,
    undecided: new Set(undecided.map(({ register, recordId }) => `${register}/${recordId}`)).size,
  };
}
