import { accept, refuse, type IncidentReply, type Outcome, type ReportPatch } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import { requestedByFeed } from '../domain/grade/downgrade.js';
import { mayRecategorise } from '../domain/grade/no-other-way.js';
import type { FedBody, IncidentEvent } from '../domain/incident/events.js';
import { revise } from '../domain/incident/revise.js';
import { evolveAll } from '../domain/incident/state.js';
import type { Append } from '../ports.js';
import { appendToIncident } from './append-to-incident.js';
import { briefIncident, briefOf } from './brief-incident.js';
import { incidentReply } from './incident-reply.js';
import { readIncident } from './incidents.model.js';
import { partyIdsOf, type ReportPorts } from './report-incident.js';

export interface ReviseIncident {
  readonly incidentId: string;
  readonly patch: ReportPatch;
  /** the report version that the change was made on; undefined: the caller did not say */
  readonly ifMatch: string | undefined;
  readonly command: Append['command'];
  /** for what another system says: what came with it; it is stored even when the report stays as it is */
  readonly fed?: FedBody;
}

/**
 * Changes the report of an incident and asks the registers again. A card follows only if something visible changed.
 *
 * Refuses NOT_FOUND (no such incident, or not this actor's), IF_MATCH_REQUIRED, VERSION_CONFLICT, INVALID_INPUT,
 * USE_DOWNGRADE (R6: no edit lowers a grade, nor takes domestic abuse off), INCIDENT_CLOSED, TOO_BUSY
 * and IDEMPOTENCY_CONFLICT.
 * Another system is not refused: when it says something new about a closed incident, the incident is opened again.
 */
export async function reviseIncident(
  ports: ReportPorts,
  { incidentId, patch, ifMatch, command, fed }: ReviseIncident,
  actor: Actor,
): Promise<Outcome<IncidentReply>> {
  if (ifMatch === undefined)
    return refuse('IF_MATCH_REQUIRED', 'Send If-Match with the version that you are changing.');
  for (;;) {
    const { incident, version } = await readIncident(ports.log, incidentId);
    const known = incident.kind === 'open' || incident.kind === 'closed';
    if (!known || !decide(actor, 'incident.revise', relationTo(incident, actor)).allow) return refuse('NOT_FOUND');
    const seen = await ports.log.seen(command);
    if (seen?.kind === 'command-reused') return refuse('IDEMPOTENCY_CONFLICT');
    if (seen) {
      const then = await readIncident(ports.log, incidentId, seen.version);
      return accept(incidentReply(then.incident, actor, ports.registers));
    }
    if (incident.kind === 'closed' && fed === undefined) {
      return refuse(
        'INCIDENT_CLOSED',
        'It was closed: a supervisor, sergeant, inspector or dispatcher opens it again.',
      );
    }
    if (ifMatch.replaceAll('"', '') !== String(incident.reportVersion)) {
      return refuse('VERSION_CONFLICT', `The report is at version ${incident.reportVersion}: read it again.`);
    }
    const revised = revise(incident.report, patch, partyIdsOf(command));
    if (!revised.ok) return revised;
    const { report, fields } = revised.value;
    const second = relationTo(incident, actor) === 'supervising' && incident.createdBy !== actor.userId;
    const recategorised = mayRecategorise(incident.report.category, report.category, second);
    if (!recategorised.ok) return recategorised;
    const { full } = ports.briefings;
    if (full && fed === undefined) return full;
    const anew = incident.kind === 'closed';
    const brief = { ...briefOf(incident, 'revised'), report, anew };
    const revision: readonly IncidentEvent[] =
      fields.length === 0
        ? []
        : [
            ...(anew ? [reopenedBy(fields)] : []),
            { type: 'revised', body: { v: 1, report, fields } },
            ...(await ports.briefings.inTurn(() => briefIncident(ports, brief, actor))),
          ];
    const at = ports.clock.now();
    const asked =
      incident.kind === 'open' && fed !== undefined
        ? requestedByFeed(incident, fed, { id: ports.ids.next(), at, who: actor }, ports.timetable.timings)
        : [];
    const said: readonly IncidentEvent[] = fed === undefined ? [] : [{ type: 'fed', body: fed }, ...asked];
    const events = [...said, ...revision];
    if (events.length === 0) return accept(incidentReply(incident, actor, ports.registers));
    const appended = await appendToIncident(ports.log, incidentId, {
      expected: version,
      events,
      at,
      by: actor.userId,
      command,
    });
    if (appended.kind === 'appended') {
      return accept(
        incidentReply(evolveAll(incidentId, { by: actor.userId, at }, events, incident), actor, ports.registers),
      );
    }
    // Something was appended in between, perhaps this very command: decide again on what is there now.
  }
}

const reopenedBy = (fields: readonly string[]): IncidentEvent => ({
  type: 'reopened',
  body: { v: 1, reason: `another system said something new: ${fields.join(', ')}` },
});
