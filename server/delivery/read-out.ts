import { accept, refuse, type IncidentDelivery, type Outcome, type Reading } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import { attending } from '../domain/incident/attendance.js';
import type { Append, Incidents } from '../ports.js';
import type { DeliveryModel } from './delivery.model.js';

export interface ReadOutPorts {
  readonly changes: Incidents;
  readonly delivery: DeliveryModel;
}

export interface ReadOut extends Reading {
  readonly incidentId: string;
  readonly command: Append['command'];
}

/**
 * Records that a card was read out over the radio: its officers are informed (R10). They were asked first whether they are
 * free to speak; who was not is recorded too, and is not informed.
 *
 * Refuses NOT_FOUND (no such incident, or the version was never issued), NOT_DISPATCHED and IDEMPOTENCY_CONFLICT.
 */
export async function readOut(
  { changes, delivery }: ReadOutPorts,
  { incidentId, version, to, freeToSpeak, command }: ReadOut,
  actor: Actor,
): Promise<Outcome<IncidentDelivery>> {
  const changed = await changes.change({ incidentId, actor, command }, (incident) => {
    if (!decide(actor, 'card.read-out', relationTo(incident, actor)).allow) return refuse('NOT_FOUND');
    if (version > (incident.card?.version ?? 0)) return refuse('NOT_FOUND', 'This version was never issued.');
    const sent = attending(incident.attendance).map((one) => one.officer);
    const stranger = to.findIndex((officer) => !sent.includes(officer));
    if (stranger >= 0) {
      const errors = [{ path: `to.${stranger}`, detail: 'not sent, or stood down before' }];
      return refuse('NOT_DISPATCHED', 'An officer of this list is not sent to the incident.', errors);
    }
    return accept([{ type: 'read-out', body: { v: 1, version, to: [...new Set(to)], freeToSpeak } }]);
  });
  return changed.ok ? accept({ incidentId, readers: [...delivery.of(incidentId)] }) : changed;
}
