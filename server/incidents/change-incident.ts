import { accept, refuse, type Outcome } from '../contract/index.js';
import { decide as allows, mayKnowOf, OUTRIDER, relationTo } from '../domain/access/policy.js';
import type { IncidentEvent } from '../domain/incident/events.js';
import { isPerson } from '../domain/incident/owner.js';
import { evolveAll, type OpenIncident } from '../domain/incident/state.js';
import {
  Incidents,
  StorageUnavailable,
  type ChangedIncident,
  type Decide,
  type EventLog,
  type IncidentChange,
  type NewEvent,
} from '../ports.js';
import { briefIncident, briefOf, type BriefingPorts } from './brief-incident.js';
import { incidentStream, readIncident } from './incidents.model.js';

export interface ChangePorts extends BriefingPorts {
  readonly log: EventLog;
}

/** Decides about incidents on what the log says, and appends to it. */
export class LoggedIncidents extends Incidents {
  constructor(private readonly ports: ChangePorts) {
    super();
  }

  override async change(
    { incidentId, actor, command, brief }: IncidentChange,
    decide: Decide,
  ): Promise<Outcome<ChangedIncident>> {
    const { log, clock } = this.ports;
    for (;;) {
      const { incident, version } = await readIncident(log, incidentId);
      if (incident.kind !== 'open' && incident.kind !== 'closed') return refuse('NOT_FOUND');
      if (isPerson(actor.userId) && !mayKnowOf(incident, actor)) return refuse('NOT_FOUND');
      const seen = await log.seen(command);
      if (seen?.kind === 'command-reused') return refuse('IDEMPOTENCY_CONFLICT');
      if (seen) {
        const then = await readIncident(log, incidentId, seen.version);
        return then.incident.kind === 'open' ? accept({ ...then, incident: then.incident }) : refuse('NOT_FOUND');
      }
      if (incident.kind === 'closed') {
        const mayKnow = allows(actor, 'incident.list', relationTo(incident, actor)).allow;
        return mayKnow ? refuse('INCIDENT_CLOSED', 'It was closed: open it again first.') : refuse('NOT_FOUND');
      }
      const at = clock.now();
      const decided = await decide(incident, at);
      if (!decided.ok) return decided;
      if (decided.value.length === 0) return accept({ incident, version });
      const told = { by: actor.userId, at };
      const after = openOnly(evolveAll(incidentId, told, decided.value, incident));
      const follows = brief === undefined ? [] : await this.#brief(after, brief);
      const appended = await log.append({
        stream: incidentStream(incidentId),
        expected: version,
        events: [...decided.value, ...follows] as unknown as readonly [NewEvent, ...NewEvent[]],
        at,
        by: actor.userId,
        command,
      });
      if (appended.kind === 'unconfirmed') throw new StorageUnavailable('the change may or may not be stored');
      if (appended.kind === 'appended') {
        const briefed = openOnly(evolveAll(incidentId, told, follows, after));
        return accept({ incident: briefed, version: appended.version });
      }
      // Something was appended in between, perhaps this very command: decide again on what is there now.
    }
  }

  /** The card is for whoever is connected: the one who changed something is answered without it. */
  #brief(incident: OpenIncident, cause: NonNullable<IncidentChange['brief']>): Promise<IncidentEvent[]> {
    return briefIncident(this.ports, briefOf(incident, cause), OUTRIDER);
  }
}

function openOnly(incident: ReturnType<typeof evolveAll>): OpenIncident {
  if (incident.kind !== 'open') throw new Error('a decision about an open incident leaves it open');
  return incident;
}
