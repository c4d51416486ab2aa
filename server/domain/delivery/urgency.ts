import type { Actor } from '../access/policy.js';
import { attending } from '../incident/attendance.js';
import type { OpenIncident } from '../incident/state.js';
import { dangersOf } from './dangers.js';

/** How soon somebody who connects must have what they missed: 0 first. */
export type Urgency = 0 | 1 | 2;

/**
 * How soon somebody who connects must have what they missed: officers who are sent where life is at risk at once (0), other
 * officers who are sent somewhere next (1), then everybody else (2).
 */
export function urgencyOf({ userId, roles }: Actor, incidents: Iterable<OpenIncident>): Urgency {
  if (!roles.includes('officer')) return 2;
  let urgency: Urgency = 2;
  for (const { attendance, card } of incidents) {
    if (!attending(attendance).some(({ officer }) => officer === userId)) continue;
    if (card && dangersOf(card).size > 0) return 0;
    urgency = 1;
  }
  return urgency;
}
