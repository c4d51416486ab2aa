import type { IncidentsModel } from '../incidents/incidents.model.js';
import type { KnownIncident } from '../ports.js';
import type { DeskPorts } from './desk-ports.js';

/** The incidents that the desk has work with: the open ones, and the closed ones that nobody looked at. @param at ISO 8601 */
export const incidentsAtDesk = (
  { incidents, backfill }: Pick<DeskPorts, 'incidents' | 'backfill'>,
  at: string,
): KnownIncident[] => [...[...incidents.all()].map(({ incident }) => incident), ...backfill.at(at)];

/** An incident, open or closed; the card of a closed one is in the log alone. */
export const incidentAtDesk = (incidents: IncidentsModel, incidentId: string): KnownIncident | undefined =>
  incidents.entry(incidentId)?.incident ?? incidents.closed(incidentId)?.incident;
