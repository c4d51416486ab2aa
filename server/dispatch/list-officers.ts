import type { OfficerState } from '../contract/index.js';
import { mayKnowOf, type Actor } from '../domain/access/policy.js';
import { attending } from '../domain/incident/attendance.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import type { Presence } from '../ports.js';
import type { UsersModel } from '../sessions/users.model.js';

export interface OfficerPorts {
  readonly users: UsersModel;
  readonly incidents: IncidentsModel;
  readonly presence: Presence;
}

/** Every officer: whether their screen is connected, and what they are sent to, as far as the asker may know. By name. */
export function listOfficers({ users, incidents, presence }: OfficerPorts, asker: Actor): OfficerState[] {
  const connected = new Set(presence.connected().map((actor) => actor.userId));
  const sentTo = new Map<string, { incidentId: string; reference: string }[]>();
  for (const { incident } of incidents.all()) {
    if (!mayKnowOf(incident, asker)) continue;
    for (const { officer } of attending(incident.attendance)) {
      const { id: incidentId, reference } = incident;
      sentTo.set(officer, [...(sentTo.get(officer) ?? []), { incidentId, reference }]);
    }
  }
  return users
    .withRole('officer')
    .map(({ userId, name }) => ({
      id: userId,
      name,
      connected: connected.has(userId),
      incidents: sentTo.get(userId) ?? [],
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB', { numeric: true }));
}
