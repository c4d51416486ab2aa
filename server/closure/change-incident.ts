import { accept, refuse, type Outcome } from '../contract/index.js';
import { decide, relationTo, type Action, type Actor } from '../domain/access/policy.js';
import type { IncidentEvent } from '../domain/incident/events.js';
import { evolveAll, type ClosedIncident, type OpenIncident } from '../domain/incident/state.js';
import { incidentStream, readIncident } from '../incidents/incidents.model.js';
import { StorageUnavailable, type Append, type Clock, type EventLog, type NewEvent } from '../ports.js';

export interface ChangePorts {
  readonly log: EventLog;
  readonly clock: Clock;
}

export interface ToIncident {
  readonly incidentId: string;
  readonly command: Append['command'];
}

type Known = OpenIncident | ClosedIncident;

/** The incident as a change left it, the version of its stream, and when that was (ISO 8601). */
export interface Changed {
  readonly incident: Known;
  readonly version: number;
}

/**
 * Decides on what the log says of one incident and appends; when something was appended in between, decides again. The
 * same command again is answered as before (R8).
 *
 * Refuses NOT_FOUND (no such incident, or not this actor's), IDEMPOTENCY_CONFLICT, and whatever `decideOn` does.
 */
export async function changeIncident(
  { log, clock }: ChangePorts,
  { incidentId, command }: ToIncident,
  action: Action,
  actor: Actor,
  decideOn: (incident: Known) => Outcome<readonly IncidentEvent[]> | Promise<Outcome<readonly IncidentEvent[]>>,
): Promise<Outcome<Changed>> {
  for (;;) {
    const { incident, version } = await readIncident(log, incidentId);
    if (!isKnown(incident) || !decide(actor, action, relationTo(incident, actor)).allow) return refuse('NOT_FOUND');
    const seen = await log.seen(command);
    if (seen?.kind === 'command-reused') return refuse('IDEMPOTENCY_CONFLICT');
    if (seen) {
      const then = await readIncident(log, incidentId, seen.version);
      return isKnown(then.incident) ? accept({ incident: then.incident, version: then.version }) : refuse('NOT_FOUND');
    }
    const decision = await decideOn(incident);
    if (!decision.ok) return decision;
    const events = decision.value as readonly [IncidentEvent, ...IncidentEvent[]];
    const at = clock.now();
    const by = actor.userId;
    const appended = await log.append({
      stream: incidentStream(incidentId),
      expected: version,
      events: events as unknown as readonly [NewEvent, ...NewEvent[]],
      at,
      by,
      command,
    });
    if (appended.kind === 'unconfirmed') throw new StorageUnavailable('the change may or may not be stored');
    if (appended.kind !== 'appended') continue;
    const after = evolveAll(incidentId, { by, at }, events, incident);
    return isKnown(after) ? accept({ incident: after, version: appended.version }) : refuse('NOT_FOUND');
  }
}

/** For changes that only an open incident takes: refuses INCIDENT_CLOSED. */
export const whileOpen =
  <T>(decideOn: (incident: OpenIncident) => Outcome<T>) =>
  (incident: Known): Outcome<T> =>
    incident.kind === 'open'
      ? decideOn(incident)
      : refuse('INCIDENT_CLOSED', 'It was closed: a supervisor, sergeant, inspector or dispatcher opens it again.');

const isKnown = (incident: { readonly kind: string }): incident is Known =>
  incident.kind === 'open' || incident.kind === 'closed';
