import type { IncidentSummary } from '../../server/contract/index.js';
import { SEVERITY } from '../ui/words.js';

const GRADE_RANK = { immediate: 0, priority: 1, scheduled: 2 } as const;
const SEVERITIES = Object.keys(SEVERITY).length;

/** How dangerous an incident is, by the worst of its flags: 0 is the worst; no flag is the least. */
const danger = ({ topFlags }: IncidentSummary): number =>
  Math.min(SEVERITIES, ...topFlags.map(({ severity }) => SEVERITY[severity].rank));

/** Milliseconds that no instant reaches: one step outranks any age. */
const ONE_STEP = 1e13;

/**
 * The place on the board, lowest first: those to which nobody is sent (R15), then the most dangerous, then the grade (none
 * counts as immediate), then who has waited longest.
 */
export function rank(incident: IncidentSummary): number {
  const unresourced = incident.unresourced === undefined ? 1 : 0;
  const grade = GRADE_RANK[incident.grade ?? 'immediate'];
  const step = (unresourced * (SEVERITIES + 1) + danger(incident)) * Object.keys(GRADE_RANK).length + grade;
  return step * ONE_STEP + Date.parse(incident.firstRingAt);
}
