import { accept, refuse, Role, type Card, type Outcome } from '../contract/index.js';
import { cardsDisclosedBy } from '../domain/access/events.js';
import { decide, mayKnowOf, type Actor } from '../domain/access/policy.js';
import { cardThen, type Told } from '../domain/delivery/card-then.js';
import { readIncidentEvent } from '../domain/incident/upcast.js';
import { shownOf } from '../domain/record/shown.js';
import type { AccessRecord, Clock, EventLog, StoredEvent } from '../ports.js';
import { incidentStream, readIncident } from './incidents.model.js';

export interface CardThenPorts {
  readonly log: EventLog;
  readonly access: AccessRecord;
  readonly clock: Clock;
}

export interface CardThenAsked {
  readonly incidentId: string;
  /** whose card; left out: the asker's own */
  readonly reader?: string | undefined;
  /** ISO 8601; left out: now */
  readonly at?: string | undefined;
}

/**
 * The card of an incident as one reader had it at an instant, with their masks and what it did not know: the bytes of then
 * (R11), out of the log alone. Asking is itself a read, and recorded before it is answered (R7).
 *
 * Refuses NOT_FOUND (no card of it was theirs then, or it is not this actor's to ask) and ERASED.
 */
export async function consultCardThen(
  { log, access, clock }: CardThenPorts,
  { incidentId, reader: asked, at = clock.now() }: CardThenAsked,
  actor: Actor,
): Promise<Outcome<Card>> {
  const reader = asked ?? actor.userId;
  const decision = decide(actor, reader === actor.userId ? 'card.read' : 'card.replay');
  if (!decision.allow) return refuse('NOT_FOUND');
  const { incident } = await readIncident(log, incidentId);
  if (incident.kind === 'erased') return refuse('ERASED');
  if ((incident.kind === 'open' || incident.kind === 'closed') && !mayKnowOf(incident, actor)) return notTheirs();
  const then = cardThen(await toldBy(log, incidentId, reader, at), reader);
  if (!then) return notTheirs();
  const { card, viewAs } = then;
  const body = {
    v: 1 as const,
    action: 'card.replay' as const,
    what: `incident/${incidentId}/card/${card.version}/as-shown-to/${reader}/${viewAs}`,
    rule: decision.rule,
    reason: decision.reason,
    ...shownOf(card),
  };
  await access.store(actor, [{ type: 'consulted', body }]);
  return accept(card);
}

const notTheirs = () => refuse('NOT_FOUND', 'No card of this incident was theirs at that time.');

/** What the log holds through an instant of an incident and of what its reader was shown, in order. */
async function toldBy(log: EventLog, incidentId: string, reader: string, at: string): Promise<Told[]> {
  const through = Date.parse(at);
  const kept: { readonly position: number; readonly told: Told }[] = [];
  for (const stream of [incidentStream(incidentId), `reader/${reader}`] as const) {
    for await (const stored of log.read(stream)) {
      const told = Date.parse(stored.at) <= through ? toldOf(stored, incidentId) : undefined;
      if (told) kept.push({ position: stored.position, told });
    }
  }
  return kept.toSorted((a, b) => a.position - b.position).map(({ told }) => told);
}

function toldOf({ stream, type, body }: StoredEvent, incidentId: string): Told | undefined {
  if (stream === incidentStream(incidentId)) {
    const event = readIncidentEvent(type, body);
    return event.type === 'erased' ? undefined : { kind: 'incident', event };
  }
  const card = cardsDisclosedBy(type, body).find((one) => one.incidentId === incidentId);
  const viewAs = Role.safeParse(card?.viewAs).data;
  return card && viewAs ? { kind: 'disclosed', version: card.cardVersion, viewAs } : undefined;
}
