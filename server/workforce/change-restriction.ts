import { accept, refuse, type Outcome, type Restriction } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import type { RestrictionEvent } from '../domain/access/restriction.js';
import type { Append, Incidents } from '../ports.js';

export interface ChangeRestriction {
  readonly incidentId: string;
  readonly letIn?: readonly string[] | undefined;
  readonly lift?: true | undefined;
  readonly reason: string;
  readonly command: Append['command'];
}

/**
 * Lets somebody in who must know of a restricted incident, or lifts the restriction; never anybody whom it is about. Refuses
 * NOT_FOUND (it is not restricted, or not this actor's), INVALID_INPUT and IDEMPOTENCY_CONFLICT.
 */
export async function changeRestriction(
  changes: Incidents,
  { incidentId, letIn = [], lift, reason, command }: ChangeRestriction,
  actor: Actor,
): Promise<Outcome<Restriction>> {
  const changed = await changes.change({ incidentId, actor, command }, (incident) => {
    const { restricted } = incident;
    if (!restricted || !decide(actor, 'incident.restriction', relationTo(incident, actor)).allow)
      return refuse('NOT_FOUND');
    const lifted: RestrictionEvent = {
      type: 'restriction-lifted',
      body: { v: 1, members: restricted.members, reason },
    };
    if (lift === true) return accept([lifted]);
    if (letIn.length === 0) {
      return refuse('INVALID_INPUT', 'Say whom to let in, or that the restriction is lifted.');
    }
    const own = letIn.findIndex((userId) => restricted.keptFrom.includes(userId));
    // That it may not be this person is all that is said: whom it is about is for professional standards.
    if (own >= 0) return refuse('INVALID_INPUT', 'Somebody of this list may not be let in.');
    return accept([{ type: 'let-in', body: { v: 1, users: letIn, reason } }]);
  });
  if (!changed.ok) return changed;
  const { restricted } = changed.value.incident;
  return accept({ incidentId, letIn: [...(restricted?.letIn ?? [])], lifted: restricted === undefined });
}
