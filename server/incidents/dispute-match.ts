import { accept, refuse, type Outcome } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import { viewFor } from '../domain/briefing/view.js';
import { decideMatch, evolveDecisions } from '../domain/incident/decisions.js';
import type { IncidentEvent } from '../domain/incident/events.js';
import { evolveAll, type Incident } from '../domain/incident/state.js';
import { StorageUnavailable, type Append, type EventLog, type NewEvent } from '../ports.js';
import { briefIncident, briefOf, type BriefingPorts } from './brief-incident.js';
import { incidentStream, readIncident } from './incidents.model.js';

export interface DisputePorts extends BriefingPorts {
  readonly log: EventLog;
}

export interface DisputeMatch {
  readonly incidentId: string;
  readonly matchId: string;
  readonly reason: string;
  readonly command: Append['command'];
}

interface Disputed {
  readonly incidentId: string;
  readonly cardVersion: number;
}

/**
 * The handler or an officer says "not this person". The match is marked on every card and stays on it: only a researcher's
 * decision takes it away (R4). Of one that a researcher has rejected already there is nothing left to say.
 *
 * Refuses NOT_FOUND (no such incident, or not this actor's), INVALID_INPUT (no such match on the actor's card) and
 * IDEMPOTENCY_CONFLICT.
 */
export async function disputeMatch(
  ports: DisputePorts,
  { incidentId, matchId, reason, command }: DisputeMatch,
  actor: Actor,
): Promise<Outcome<Disputed>> {
  const { log, clock, registers } = ports;
  for (;;) {
    const { incident, version } = await readIncident(log, incidentId);
    const allowed = incident.kind === 'open' && decide(actor, 'match.dispute', relationTo(incident, actor));
    if (!allowed || !allowed.allow || incident.kind !== 'open' || !incident.card) return refuse('NOT_FOUND');
    const repeated = await log.seen(command);
    if (repeated?.kind === 'command-reused') return refuse('IDEMPOTENCY_CONFLICT');
    if (repeated) return replyOf((await readIncident(log, incidentId, repeated.version)).incident, incidentId);
    const seen = viewFor(incident.card, allowed.viewAs, registers.manifests());
    const match = seen.matches.find(({ id }) => id === matchId);
    if (match?.standing === 'rejected') return replyOf(incident, incidentId);
    const by = { name: actor.name, role: allowed.viewAs };
    const disputed = decideMatch(match ? incident : {}, { matchId, decision: 'disputed', reason }, by);
    if (!disputed.ok) return disputed;
    const at = clock.now();
    const decisions = evolveDecisions(incident.decisions, disputed.value, actor.userId, at);
    const events: readonly [IncidentEvent, ...IncidentEvent[]] = [
      disputed.value,
      ...(await briefIncident(ports, { ...briefOf(incident, 'decided'), decisions }, actor)),
    ];
    const appended = await log.append({
      stream: incidentStream(incidentId),
      expected: version,
      events: events as unknown as readonly [NewEvent, ...NewEvent[]],
      at,
      by: actor.userId,
      command,
    });
    if (appended.kind === 'unconfirmed') throw new StorageUnavailable('the dispute may or may not be stored');
    if (appended.kind === 'appended') {
      return replyOf(evolveAll(incidentId, { by: actor.userId, at }, events, incident), incidentId);
    }
  }
}

function replyOf(incident: Incident, incidentId: string): Outcome<Disputed> {
  return incident.kind === 'open' && incident.card
    ? accept({ incidentId, cardVersion: incident.card.version })
    : refuse('NOT_FOUND');
}
