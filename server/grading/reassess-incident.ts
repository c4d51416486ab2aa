import { accept, refuse, type Outcome, type Reassessment, type ReassessmentReply } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import { reassess, unresourcedOf } from '../domain/incident/unresourced.js';
import type { Append, Incidents } from '../ports.js';

export interface Reassess extends Reassessment {
  readonly incidentId: string;
  readonly command: Append['command'];
}

/**
 * A named person has looked again at what waits, and says when they look next: until then it climbs no further (R15).
 * Refuses NOT_FOUND, INVALID_INPUT (the next review is past or too far away) and IDEMPOTENCY_CONFLICT.
 */
export async function reassessIncident(
  changes: Incidents,
  { incidentId, command, ...said }: Reassess,
  actor: Actor,
): Promise<Outcome<ReassessmentReply>> {
  const changed = await changes.change({ incidentId, actor, command }, (incident, at) => {
    if (!decide(actor, 'incident.reassess', relationTo(incident, actor)).allow) return refuse('NOT_FOUND');
    const event = reassess(incident.grade, said, actor.name, at);
    return event.ok ? accept([event.value]) : event;
  });
  if (!changed.ok) return changed;
  const unresourced = unresourcedOf(changed.value.incident);
  return accept({ incidentId, nextReviewAt: said.nextReviewAt, ...(unresourced ? { unresourced } : {}) });
}
