import { accept, refuse, type Handover, type Item, type Outcome } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import type { HandoverEvent } from '../domain/handover/events.js';
import { decideAcceptance } from '../domain/handover/items.js';
import type { IncidentEvent } from '../domain/incident/events.js';
import { selfNamed } from '../ports.js';
import type { HandoverPorts } from './hand-over.js';
import { handoverOf } from './shift.model.js';

export interface AcceptHandover {
  readonly handoverId: string;
  /** left out: all of it */
  readonly items?: readonly Item[] | undefined;
}

/**
 * Accepts what was handed over: from then on it is the acceptor's, item by item. What was done, or handed to somebody else,
 * in between is passed over.
 *
 * Refuses NOT_FOUND: no such handover, or not to this person.
 */
export async function acceptHandover(
  ports: HandoverPorts,
  { handoverId, items }: AcceptHandover,
  actor: Actor,
): Promise<Outcome<Handover>> {
  const known = ports.handovers.get(handoverId);
  if (known?.to !== actor.userId) return refuse('NOT_FOUND');
  const wanted = known.items.filter(
    ({ kind, incidentId }) =>
      items === undefined || items.some((item) => item.kind === kind && item.incidentId === incidentId),
  );
  for (const { kind, incidentId } of wanted) {
    // Named by the item, so that it is accepted once, whoever asks how often.
    const command = selfNamed(`${handoverId}:${kind}:${incidentId}:accepted`);
    await ports.changes.change({ incidentId, actor, command }, (incident) => {
      const event = decideAcceptance(incident, { kind, handover: handoverId }, actor);
      return accept(event ? eventsOf(event, actor) : []);
    });
  }
  return accept(handoverOf(ports.handovers.get(handoverId) ?? known, ports.incidents, actor));
}

/** A job at the desk is had by whoever has claimed it. */
const eventsOf = (accepted: HandoverEvent, { name }: Actor): readonly IncidentEvent[] =>
  accepted.type === 'handover-accepted' && accepted.body.item === 'job'
    ? [accepted, { type: 'job-claimed', body: { v: 1, name } }]
    : [accepted];
