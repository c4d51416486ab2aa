import {
  accept,
  refuse,
  type IncidentDelivery,
  type Outcome,
  type ReaderProof,
  type VersionProof,
} from '../contract/index.js';
import { decide, mayKnowOf, relationTo, type Actor } from '../domain/access/policy.js';
import { isInformed } from '../domain/delivery/proof.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import type { DeliveryModel } from './delivery.model.js';

/**
 * Who has read what of one incident, as of now or as far as it had come by an instant. It holds nothing that a card says.
 * Refuses NOT_FOUND.
 */
export function consultDelivery(
  { incidents, delivery }: { readonly incidents: IncidentsModel; readonly delivery: DeliveryModel },
  incidentId: string,
  at: string | undefined,
  actor: Actor,
): Outcome<IncidentDelivery> {
  const { incident } = incidents.entry(incidentId) ?? incidents.closed(incidentId) ?? {};
  if (!incident) return refuse('NOT_FOUND');
  // Whoever may see a card as it was then may see who had read it.
  const allowed =
    mayKnowOf(incident, actor) &&
    (decide(actor, 'delivery.read', relationTo(incident, actor)).allow || decide(actor, 'card.replay').allow);
  if (!allowed) return refuse('NOT_FOUND');
  const readers = delivery.of(incidentId);
  return accept({ incidentId, readers: at === undefined ? [...readers] : readers.map((proof) => proofBy(proof, at)) });
}

function proofBy(proof: ReaderProof, at: string): ReaderProof {
  const versions = proof.versions.flatMap(({ version, ...steps }) => {
    const done = Object.entries(steps as Readonly<Record<string, string>>).filter(
      ([, then]) => Date.parse(then) <= Date.parse(at),
    );
    return done.length === 0 ? [] : [{ version, ...Object.fromEntries(done) } as VersionProof];
  });
  return { ...proof, versions, latest: versions.at(-1)?.version ?? 0, informed: isInformed(versions) };
}
