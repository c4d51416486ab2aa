import { accept, refuse, type GlassReply, type Outcome } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import { GLASS_MINUTES } from '../domain/access/glass.js';
import { selfNamed, type Append, type Ids, type Incidents, type Owed } from '../ports.js';

export interface ToBreakGlass {
  readonly incidentId: string;
  readonly reason: string;
  readonly command: Append['command'];
}

/**
 * Opens one incident to somebody to whom it is not given, to read and for 15 minutes; supervisors hear of it with the same
 * event. What is restricted is never opened so (R17).
 *
 * Refuses NOT_FOUND, ALREADY_YOURS, INCIDENT_CLOSED and IDEMPOTENCY_CONFLICT.
 */
export async function breakGlass(
  { changes, ids }: { readonly changes: Incidents; readonly ids: Ids },
  { incidentId, reason, command }: ToBreakGlass,
  actor: Actor,
): Promise<Outcome<GlassReply>> {
  const changed = await changes.change({ incidentId, actor, command }, (incident, at) => {
    const { restricted, reference } = incident;
    if (restricted !== undefined || !decide(actor, 'incident.break-glass').allow) return refuse('NOT_FOUND');
    if (decide(actor, 'card.read', relationTo(incident, actor)).allow) return refuse('ALREADY_YOURS');
    const until = new Date(Date.parse(at) + GLASS_MINUTES * 60_000).toISOString();
    const { name } = actor;
    return accept([{ type: 'glass-broken', body: { v: 1, id: ids.next(), name, reference, reason, until } }]);
  });
  if (!changed.ok) return changed;
  const glass = changed.value.incident.glass?.findLast(({ by }) => by === actor.userId);
  return glass ? accept({ id: glass.id, incidentId, until: glass.until }) : refuse('NOT_FOUND');
}

/** The 15 minutes are over. */
export async function closeGlass(changes: Incidents, { id, owner }: Owed, outrider: Actor): Promise<void> {
  await changes.change({ incidentId: owner, actor: outrider, command: selfNamed(id) }, ({ glass = [] }, at) => {
    const over = glass.filter(({ until }) => until <= at);
    return accept(over.map(({ id: of, by }) => ({ type: 'glass-closed', body: { v: 1, id: of, by } })));
  });
}
