import { accept, refuse, type Outcome } from '../contract/index.js';
import { decide as allows, mayKnowOf, OUTRIDER, relationTo, type Action, type Actor } from '../domain/access/policy.js';
import type { IncidentEvent } from '../domain/incident/events.js';
import { isPerson } from '../domain/incident/owner.js';
import { evolveAll, type Incident } from '../domain/incident/state.js';
import {
  Incidents,
  type ChangedIncident,
  type Decide,
  type EventLog,
  type IncidentChange,
  type KnownIncident,
} from '../ports.js';
import { appendToIncident } from './append-to-incident.js';
import { briefIncident, briefOf, type BriefingPorts } from './brief-incident.js';
import { readIncident } from './incidents.model.js';

export interface ChangePorts extends BriefingPorts {
  readonly log: EventLog;
}

/** Decides about incidents on what the log says, and appends to it. */
export class LoggedIncidents extends Incidents {
  constructor(private readonly ports: ChangePorts) {
    super();
  }

  override async change(change: IncidentChange, decide: Decide): Promise<Outcome<ChangedIncident>> {
    const changed = await this.#change(change, (incident, at) => {
      if (incident.kind === 'open') return decide(incident, at);
      const mayKnow = isTheirs(incident, change.actor, 'incident.list');
      return mayKnow ? refuse('INCIDENT_CLOSED', 'It was closed: open it again first.') : refuse('NOT_FOUND');
    });
    if (!changed.ok) return changed;
    const { incident, version } = changed.value;
    return incident.kind === 'open' ? accept({ incident, version }) : refuse('NOT_FOUND');
  }

  override changeKnown(
    { action, ...change }: Parameters<Incidents['changeKnown']>[0],
    decide: Decide<KnownIncident>,
  ): Promise<Outcome<ChangedIncident<KnownIncident>>> {
    return this.#change(change, decide, action);
  }

  async #change(
    { incidentId, actor, command, brief }: IncidentChange,
    decide: Decide<KnownIncident>,
    action?: Action,
  ): Promise<Outcome<ChangedIncident<KnownIncident>>> {
    const { log, clock } = this.ports;
    for (;;) {
      const { incident, version } = await readIncident(log, incidentId);
      if (!isKnown(incident) || (action !== undefined && !isTheirs(incident, actor, action)))
        return refuse('NOT_FOUND');
      if (isPerson(actor.userId) && !mayKnowOf(incident, actor)) return refuse('NOT_FOUND');
      const seen = await log.seen(command);
      if (seen?.kind === 'command-reused') return refuse('IDEMPOTENCY_CONFLICT');
      if (seen) {
        const then = await readIncident(log, incidentId, seen.version);
        return isKnown(then.incident) ? accept({ ...then, incident: then.incident }) : refuse('NOT_FOUND');
      }
      const at = clock.now();
      const decided = await decide(incident, at);
      if (!decided.ok) return decided;
      if (decided.value.length === 0) return accept({ incident, version });
      const told = { by: actor.userId, at };
      const after = knownOnly(evolveAll(incidentId, told, decided.value, incident));
      const follows = brief === undefined ? [] : await this.#brief(after, brief, incident);
      const appended = await appendToIncident(log, incidentId, {
        expected: version,
        events: [...decided.value, ...follows],
        at,
        by: actor.userId,
        command,
      });
      if (appended.kind === 'appended') {
        const briefed = knownOnly(evolveAll(incidentId, told, follows, after));
        return accept({ incident: briefed, version: appended.version });
      }
      // Something was appended in between, perhaps this very command: decide again on what is there now.
    }
  }

  /** The card is for whoever is connected: the one who changed something is answered without it. */
  #brief(
    incident: KnownIncident,
    cause: NonNullable<IncidentChange['brief']>,
    before: KnownIncident,
  ): Promise<IncidentEvent[]> {
    // Opened again: nobody has the card from before.
    const anew = before.kind === 'closed' && incident.kind === 'open';
    return briefIncident(this.ports, { ...briefOf(incident, cause), anew }, OUTRIDER);
  }
}

const isTheirs = (incident: KnownIncident, actor: Actor, action: Action): boolean =>
  allows(actor, action, relationTo(incident, actor)).allow;

const isKnown = (incident: Incident): incident is KnownIncident =>
  incident.kind === 'open' || incident.kind === 'closed';

function knownOnly(incident: Incident): KnownIncident {
  if (!isKnown(incident)) throw new Error('a decision about an incident does not make it unknown');
  return incident;
}
