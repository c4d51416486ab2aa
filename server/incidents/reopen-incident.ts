import { accept, refuse, type Closing, type Outcome } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import { closingOf } from '../domain/closing/view.js';
import type { IncidentEvent } from '../domain/incident/events.js';
import { evolveAll, type Incident } from '../domain/incident/state.js';
import { StorageUnavailable, type Append, type EventLog, type NewEvent } from '../ports.js';
import { briefIncident, briefOf, type BriefingPorts } from './brief-incident.js';
import { incidentStream, readIncident } from './incidents.model.js';

export interface ReopenIncident {
  readonly incidentId: string;
  readonly reason: string;
  readonly command: Append['command'];
}

/**
 * Opens a closed incident again: it is on the boards, with a card that was checked against every register now, in the
 * same append; whoever opens it is responsible for it, and its clock has never stopped (R15).
 *
 * Refuses NOT_FOUND, NOT_CLOSED and IDEMPOTENCY_CONFLICT.
 */
export async function reopenIncident(
  ports: BriefingPorts & { readonly log: EventLog },
  { incidentId, reason, command }: ReopenIncident,
  actor: Actor,
): Promise<Outcome<Closing>> {
  for (;;) {
    const { incident, version } = await readIncident(ports.log, incidentId);
    if (incident.kind !== 'open' && incident.kind !== 'closed') return refuse('NOT_FOUND');
    if (!decide(actor, 'incident.reopen', relationTo(incident, actor)).allow) return refuse('NOT_FOUND');
    const seen = await ports.log.seen(command);
    if (seen?.kind === 'command-reused') return refuse('IDEMPOTENCY_CONFLICT');
    if (seen) return answer((await readIncident(ports.log, incidentId, seen.version)).incident);
    if (incident.kind === 'open') return refuse('NOT_CLOSED', 'It is open already.');
    const brief = { ...briefOf(incident, 'reopened'), anew: true };
    const events: readonly [IncidentEvent, ...IncidentEvent[]] = [
      { type: 'reopened', body: { v: 1, reason } },
      ...(await briefIncident(ports, brief, actor)),
    ];
    const at = ports.clock.now();
    const appended = await ports.log.append({
      stream: incidentStream(incidentId),
      expected: version,
      events: events as unknown as readonly [NewEvent, ...NewEvent[]],
      at,
      by: actor.userId,
      command,
    });
    if (appended.kind === 'unconfirmed') throw new StorageUnavailable('the change may or may not be stored');
    if (appended.kind === 'appended') return answer(evolveAll(incidentId, { by: actor.userId, at }, events, incident));
  }
}

const answer = (incident: Incident): Outcome<Closing> =>
  incident.kind === 'open' || incident.kind === 'closed' ? accept(closingOf(incident)) : refuse('NOT_FOUND');
