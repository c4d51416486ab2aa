import { isToBackfill } from '../domain/desk/job.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import type { KnownIncident } from '../ports.js';

/** The incidents that the desk has work with: the open ones, and the closed ones that nobody looked at. @param at ISO 8601 */
export const incidentsAtDesk = (incidents: IncidentsModel, at: string): KnownIncident[] => [
  ...[...incidents.all()].map(({ incident }) => incident),
  ...[...incidents.allClosed()].flatMap(({ incident }) => (isToBackfill(incident, at) ? [incident] : [])),
];

/** An incident, open or closed; the card of a closed one is in the log alone. */
export const incidentAtDesk = (incidents: IncidentsModel, incidentId: string): KnownIncident | undefined =>
  incidents.entry(incidentId)?.incident ?? incidents.closed(incidentId)?.incident;
