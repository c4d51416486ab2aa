import { refuse, type Outcome } from '../contract/index.js';
import type { OpenIncident } from '../domain/incident/state.js';
import type { Append, Clock, Incidents, KnownIncident } from '../ports.js';

export interface ClosurePorts {
  readonly changes: Incidents;
  readonly clock: Clock;
}

export interface ToIncident {
  readonly incidentId: string;
  readonly command: Append['command'];
}

/** For changes that only an open incident takes: refuses INCIDENT_CLOSED. */
export const whileOpen =
  <T>(decideOn: (incident: OpenIncident) => Outcome<T>) =>
  (incident: KnownIncident): Outcome<T> =>
    incident.kind === 'open'
      ? decideOn(incident)
      : refuse('INCIDENT_CLOSED', 'It was closed: a supervisor, sergeant, inspector or dispatcher opens it again.');
