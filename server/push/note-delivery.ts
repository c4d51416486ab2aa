import { accept, refuse, type CardVersion, type Outcome, type Received } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import type { DeliveryEvent } from '../domain/delivery/events.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import { selfNamed, StorageUnavailable, type Appended, type Clock, type EventLog, type NewEvent } from '../ports.js';

export interface DeliveryPorts {
  readonly log: EventLog;
  readonly incidents: IncidentsModel;
  readonly clock: Clock;
}

/** Notes that a device holds everything through a position. The same note again changes nothing (R8). */
export const noteReceived = (
  ports: DeliveryPorts,
  { epoch, seq }: Received,
  actor: Actor,
): Promise<Outcome<undefined>> =>
  append(ports, actor, { type: 'received', body: { v: 1, epoch, seq } }, `${actor.sessionId}:received:${epoch}:${seq}`);

/** Notes that a card version is on a reader's screen. Refuses NOT_FOUND when it is not theirs to see. */
export const noteShown = (ports: DeliveryPorts, card: CardVersion, actor: Actor): Promise<Outcome<undefined>> =>
  noteCard(ports, 'shown', card, actor, `${actor.sessionId}:`);

/** Notes that a person has read a card version: per user, whatever the device. Refuses NOT_FOUND. */
export const noteAcknowledged = (ports: DeliveryPorts, card: CardVersion, actor: Actor): Promise<Outcome<undefined>> =>
  noteCard(ports, 'acknowledged', card, actor, '');

async function noteCard(
  ports: DeliveryPorts,
  type: 'shown' | 'acknowledged',
  { incidentId, version }: CardVersion,
  actor: Actor,
  device: string,
): Promise<Outcome<undefined>> {
  const entry = ports.incidents.entry(incidentId);
  const decision = entry && decide(actor, 'card.acknowledge', relationTo(entry.incident, actor));
  if (!entry || !decision?.allow) return refuse('NOT_FOUND');
  if (version > (entry.incident.card?.version ?? 0)) return refuse('NOT_FOUND', 'This version was never issued.');
  return append(
    ports,
    actor,
    { type, body: { v: 1, incidentId, version } },
    `${device}${actor.userId}:${type}:${incidentId}:${version}`,
  );
}

const TAKEN: ReadonlySet<Appended['kind']> = new Set(['appended', 'repeated', 'kept']);

async function append(
  ports: DeliveryPorts,
  actor: Actor,
  event: DeliveryEvent,
  id: string,
): Promise<Outcome<undefined>> {
  const appended = await ports.log.append({
    stream: `reader/${actor.userId}`,
    expected: 'any',
    events: [event satisfies NewEvent],
    at: ports.clock.now(),
    by: actor.userId,
    // The note is its own name, so that a second one is a repeat.
    command: selfNamed(id),
  });
  if (!TAKEN.has(appended.kind)) throw new StorageUnavailable('the note could not be stored');
  return accept(undefined);
}
