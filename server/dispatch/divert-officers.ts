import { accept } from '../contract/index.js';
import { OUTRIDER } from '../domain/access/policy.js';
import { attending } from '../domain/incident/attendance.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import { selfNamed, type Incidents } from '../ports.js';

export interface DivertPorts {
  readonly changes: Incidents;
  readonly incidents: IncidentsModel;
}

/**
 * Officers who were on their way elsewhere are now sent here: whoever counted on them there must not do so any more (R15).
 * For one dispatch, once in effect.
 */
export async function divertOfficers(
  { changes, incidents }: DivertPorts,
  {
    to,
    officers,
    commandId,
  }: { readonly to: string; readonly officers: readonly string[]; readonly commandId: string },
): Promise<void> {
  for (const { incident } of incidents.all()) {
    const leave = incident.id === to ? [] : onTheWay(incident.attendance, officers);
    if (leave.length === 0) continue;
    const command = selfNamed(`diverted:${commandId}:${incident.id}`);
    await changes.change({ incidentId: incident.id, actor: OUTRIDER, command }, ({ attendance }) => {
      const still = onTheWay(attendance, officers);
      return accept(still.length === 0 ? [] : [{ type: 'diverted', body: { v: 1, officers: still, to } }]);
    });
  }
}

const onTheWay = (attendance: Parameters<typeof attending>[0], officers: readonly string[]): string[] =>
  attending(attendance)
    .filter(({ officer, arrivedAt, divertedAt }) => officers.includes(officer) && !arrivedAt && !divertedAt)
    .map(({ officer }) => officer);
