import { accept, refuse, type IncidentReply, type Outcome } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import { mayRecategorise } from '../domain/grade/no-other-way.js';
import type { IncidentEvent } from '../domain/incident/events.js';
import { revise } from '../domain/incident/revise.js';
import { evolveAll, unknownIncident, type OpenIncident } from '../domain/incident/state.js';
import { briefIncident, briefOf } from './brief-incident.js';
import { incidentReply } from './incident-reply.js';
import type { ProvisionalIncidents } from './provisional.model.js';
import type { ReviseIncident } from './revise-incident.js';
import {
  fileReport,
  incidentIdOf,
  newReference,
  partyIdsOf,
  type ReportIncident,
  type ReportPorts,
} from './report-incident.js';

export interface AwayPorts {
  /** what the same request goes by when the log is there */
  readonly to: ReportPorts;
  readonly provisional: ProvisionalIncidents;
}

/** What a request comes to as far as this node can tell: the answer, and the incident with its provisional card. */
export interface Foretold {
  readonly reply: IncidentReply;
  readonly incident: OpenIncident;
}

/** A report while the shared log is away: filed, checked and with a card, all of it provisional. Refuses INVALID_INPUT. */
export async function foretellReport(
  { to: ports, provisional }: AwayPorts,
  { report, command }: ReportIncident,
  actor: Actor,
): Promise<Outcome<Foretold>> {
  const incidentId = incidentIdOf(command);
  const at = ports.clock.now();
  const filed = fileReport(report, at, partyIdsOf(command));
  if (!filed.ok) return filed;
  const reference = report.reference ?? newReference(at, incidentId);
  const reported: IncidentEvent = { type: 'reported', body: { v: 1, reference, report: filed.value } };
  const told = { by: actor.userId, at };
  const bare = evolveAll(incidentId, told, [reported], unknownIncident);
  if (bare.kind !== 'open') throw new Error('what is reported is open');
  const briefed = await briefIncident(ports, briefOf(bare, 'reported'), actor);
  const incident = provisional.put(evolveAll(incidentId, told, briefed, bare));
  return accept({ reply: incidentReply(incident, actor, ports.registers), incident });
}

/**
 * A change of a report while the shared log is away, on the report as this node knows it. Refuses what the change itself
 * would be refused with: NOT_FOUND, IF_MATCH_REQUIRED, VERSION_CONFLICT, INVALID_INPUT, USE_DOWNGRADE.
 */
export async function foretellRevision(
  { to: ports, provisional }: AwayPorts,
  { incidentId, patch, ifMatch, command }: ReviseIncident,
  actor: Actor,
): Promise<Outcome<Foretold>> {
  const before = provisional.get(incidentId);
  if (!before || !decide(actor, 'incident.revise', relationTo(before, actor)).allow) return refuse('NOT_FOUND');
  if (ifMatch === undefined)
    return refuse('IF_MATCH_REQUIRED', 'Send If-Match with the version that you are changing.');
  if (ifMatch.replaceAll('"', '') !== String(before.reportVersion))
    return refuse('VERSION_CONFLICT', `The report is at version ${before.reportVersion}: read it again.`);
  const revised = revise(before.report, patch, partyIdsOf(command));
  if (!revised.ok) return revised;
  const { report, fields } = revised.value;
  const second = relationTo(before, actor) === 'supervising' && before.createdBy !== actor.userId;
  const recategorised = mayRecategorise(before.report.category, report.category, second);
  if (!recategorised.ok) return recategorised;
  const told = { by: actor.userId, at: ports.clock.now() };
  const changed = evolveAll(incidentId, told, [{ type: 'revised', body: { v: 1, report, fields } }], before);
  if (changed.kind !== 'open') throw new Error('a change of a report leaves it open');
  const briefed = await briefIncident(ports, briefOf(changed, 'revised'), actor);
  const incident = provisional.put(evolveAll(incidentId, told, briefed, changed));
  return accept({ reply: incidentReply(incident, actor, ports.registers), incident });
}
