import { accept, isDomesticAbuse, refuse, type Outcome } from '../../contract/index.js';
import { isLower } from '../incident/downgrade.js';
import type { IncidentGrade } from '../incident/events.js';

/*
 * A grade falls by a downgrade that two people agreed on, and by no other way (R6). These are the other ways, each with what
 * stands in it.
 */

/** Two incidents become one: the higher grade stays. None yet runs on the immediate clock: only immediate is above it. */
export function higherGrade(one: IncidentGrade, other: IncidentGrade): IncidentGrade {
  if (one === null) return other === 'immediate' ? other : one;
  if (other === null) return one === 'immediate' ? one : other;
  return isLower(one, other) ? other : one;
}

/** Two incidents become one: the earlier ring stays, so that no clock restarts (R15). */
export const earlierRing = (one: string, other: string): string => (Date.parse(other) < Date.parse(one) ? other : one);

/**
 * A category that is no longer domestic abuse takes two officers and every rule about them away. Whoever supervises may say
 * so, of an incident that somebody else reported. Refuses USE_DOWNGRADE.
 */
export function mayRecategorise(
  before: string | undefined,
  after: string | undefined,
  bySecondPerson: boolean,
): Outcome<undefined> {
  if (!isDomesticAbuse(before) || isDomesticAbuse(after) || bySecondPerson) return accept(undefined);
  return refuse(
    'USE_DOWNGRADE',
    'This is domestic abuse: only a supervisor who did not report it may say that it is not.',
  );
}
