import type { IncidentSummary } from '../../server/contract/index.js';
import { SEVERITY } from '../ui/words.js';

const GRADE_RANK = { immediate: 0, priority: 1, scheduled: 2 } as const;
const SEVERITIES = Object.keys(SEVERITY).length;

/** How dangerous an incident is, by the worst of its flags: 0 is the worst; no flag is the least. */
const danger = ({ topFlags }: IncidentSummary): number =>
  Math.min(SEVERITIES, ...topFlags.map(({ severity }) => SEVERITY[severity].rank));

/** How far what nobody is sent to has climbed: with the inspector is 0, with nobody yet 3, as is what is sent to. */
const climb = ({ unresourced }: IncidentSummary): number => CLIMBS.indexOf(unresourced?.climbedTo ?? 'nobody');
const CLIMBS = ['inspector', 'supervisor', 'dispatcher', 'nobody'] as const;

/** Milliseconds that no instant reaches: one step outranks any age. */
const ONE_STEP = 1e13;

/**
 * The place on the board, lowest first: those to which nobody is sent (R15), among them danger to life and then whose wait
 * has climbed furthest; then the most dangerous, then the grade (none counts as immediate), then who has waited longest.
 */
export function rank(incident: IncidentSummary): number {
  const digits = [
    [incident.unresourced === undefined ? 1 : 0, 2],
    [danger(incident) === 0 ? 0 : 1, 2],
    [climb(incident), CLIMBS.length],
    [danger(incident), SEVERITIES + 1],
    [GRADE_RANK[incident.grade ?? 'immediate'], Object.keys(GRADE_RANK).length],
  ] as const;
  const step = digits.reduce((number, [digit, base]) => number * base + digit, 0);
  return step * ONE_STEP + Date.parse(incident.firstRingAt);
}
