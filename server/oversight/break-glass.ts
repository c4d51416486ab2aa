import { accept, refuse, type GlassReply, type Outcome } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import { GLASS_MINUTES } from '../domain/access/glass.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import { selfNamed, type Append, type Ids, type Incidents, type Owed } from '../ports.js';

export interface BreakGlassPorts {
  readonly changes: Incidents;
  readonly incidents: IncidentsModel;
  readonly ids: Ids;
}

export interface ToBreakGlass {
  /** its id, or its reference as it is said over the radio */
  readonly incident: string;
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
  { changes, ids, incidents }: BreakGlassPorts,
  { incident: asked, reason, command }: ToBreakGlass,
  actor: Actor,
): Promise<Outcome<GlassReply>> {
  const incidentId = idOf(incidents, asked);
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

function idOf(incidents: IncidentsModel, asked: string): string {
  if (incidents.entry(asked)) return asked;
  const wanted = asked.toUpperCase();
  for (const { incident } of incidents.all()) if (incident.reference.toUpperCase() === wanted) return incident.id;
  return asked;
}

/** The 15 minutes are over. */
export async function closeGlass(changes: Incidents, { id, owner }: Owed, outrider: Actor): Promise<void> {
  await changes.change({ incidentId: owner, actor: outrider, command: selfNamed(id) }, ({ glass = [] }, at) => {
    const over = glass.filter(({ until }) => until <= at);
    return accept(over.map(({ id: of, by }) => ({ type: 'glass-closed', body: { v: 1, id: of, by } })));
  });
}
