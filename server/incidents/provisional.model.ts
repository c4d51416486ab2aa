import type { Incident, OpenIncident } from '../domain/incident/state.js';
import type { IncidentsModel } from './incidents.model.js';

/** Incidents as this node knows them while the shared log is away: what was reported or changed here is not in it yet. */
export class ProvisionalIncidents {
  readonly #known = new Map<string, OpenIncident>();

  constructor(private readonly incidents: Pick<IncidentsModel, 'entry'>) {}

  get(incidentId: string): OpenIncident | undefined {
    return this.#known.get(incidentId) ?? this.incidents.entry(incidentId)?.incident;
  }

  put(incident: Incident): OpenIncident {
    if (incident.kind !== 'open') throw new Error('what is reported or changed is open');
    this.#known.set(incident.id, incident);
    return incident;
  }

  /** Those of which the log does not know everything yet. */
  all(): Iterable<OpenIncident> {
    return this.#known.values();
  }

  /** The log is back: it says how incidents are. */
  clear(): void {
    this.#known.clear();
  }
}
