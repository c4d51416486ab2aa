import { decisionEvents, evolveDecisions, type ToDecide } from '../../server/domain/incident/decisions.js';
import type { IncidentEvent } from '../../server/domain/incident/events.js';
import { briefIncident, briefOf } from '../../server/incidents/brief-incident.js';
import { incidentStream, readIncident } from '../../server/incidents/incidents.model.js';
import type { NewEvent } from '../../server/ports.js';
import { valueOf, type OpenIncidents } from './open-incidents.js';

export const RESEARCHER = { userId: 'analyst', name: 'Ines Okafor', roles: ['researcher'], sessionId: 'r' } as const;

/** A researcher decides on matches of the latest card: decisions and the card that follows from them are one append. */
export async function ruleOnMatches(
  { ports }: OpenIncidents,
  incidentId: string,
  decisions: readonly ToDecide[],
): Promise<void> {
  const { incident, version } = await readIncident(ports.log, incidentId);
  if (incident.kind !== 'open') throw new Error('there is no such incident');
  const decided = valueOf(decisionEvents(incident, decisions, { name: RESEARCHER.name, role: 'researcher' }));
  const at = ports.clock.now();
  const standing = decided.reduce(
    (known, event) => evolveDecisions(known, event, RESEARCHER.userId, at),
    incident.decisions ?? [],
  );
  const brief = { ...briefOf(incident, 'decided'), decisions: standing };
  const events: readonly IncidentEvent[] = [...decided, ...(await briefIncident(ports, brief, RESEARCHER))];
  await ports.log.append({
    stream: incidentStream(incidentId),
    expected: version,
    events: events as unknown as readonly [NewEvent, ...NewEvent[]],
    at,
    by: RESEARCHER.userId,
    command: { id: ports.ids.next(), digest: 'ruling' },
  });
}
