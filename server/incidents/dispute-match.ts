import { accept, refuse, type Match, type Outcome, type Role } from '../contract/index.js';
import { decide, relationTo, type Actor, type Relation } from '../domain/access/policy.js';
import { viewFor } from '../domain/briefing/view.js';
import {
  decideMatch,
  evolveDecisions,
  withoutDispute,
  type Decision,
  type DisputeWithdrawn,
  type MatchDecided,
} from '../domain/incident/decisions.js';
import type { IncidentEvent } from '../domain/incident/events.js';
import { evolveAll, type Incident, type OpenIncident } from '../domain/incident/state.js';
import { StorageUnavailable, type Append, type EventLog, type NewEvent } from '../ports.js';
import { briefIncident, briefOf, type BriefingPorts } from './brief-incident.js';
import { incidentStream, readIncident } from './incidents.model.js';

export interface DisputePorts extends BriefingPorts {
  readonly log: EventLog;
}

interface OfMatch {
  readonly incidentId: string;
  readonly matchId: string;
  readonly command: Append['command'];
}

export interface DisputeMatch extends OfMatch {
  readonly reason: string;
}

interface Disputed {
  readonly incidentId: string;
  readonly cardVersion: number;
}

/** What somebody finds when they speak of a match: the incident, the match on their own view of its card, who they are. */
interface Said {
  readonly incident: OpenIncident;
  readonly match: Match | undefined;
  readonly by: { readonly name: string; readonly role: Role };
  readonly relation: Relation;
  readonly at: string;
}

/** What is said, and the decisions as they stand with it; undefined: nothing is left to say. */
type Saying = Outcome<
  { readonly event: MatchDecided | DisputeWithdrawn; readonly decisions: readonly Decision[] } | undefined
>;

/**
 * The handler or an officer says "not this person". The match is marked on every card and stays on it: only a researcher's
 * decision takes it away (R4). Of one that a researcher has rejected already there is nothing left to say.
 *
 * Refuses NOT_FOUND (no such incident, or not this actor's), INVALID_INPUT (no such match on the actor's card) and
 * IDEMPOTENCY_CONFLICT.
 */
export const disputeMatch = (
  ports: DisputePorts,
  { reason, ...of }: DisputeMatch,
  actor: Actor,
): Promise<Outcome<Disputed>> =>
  speakOf(ports, of, actor, ({ incident, match, by, at }) => {
    if (match?.standing === 'rejected') return accept(undefined);
    const said = { matchId: of.matchId, decision: 'disputed', reason } as const;
    const disputed = decideMatch(match ? incident : {}, said, by);
    if (!disputed.ok) return disputed;
    const decisions = evolveDecisions(incident.decisions, disputed.value, actor.userId, at);
    return accept({ event: disputed.value, decisions });
  });

/**
 * Whoever said "not this person", or a supervisor, takes it back; what a researcher decided before stands again. Of a match
 * that nobody disputes there is nothing to take back.
 *
 * Refuses NOT_FOUND (no such incident or match, or not this actor's), NOT_ALLOWED (somebody else disputes it) and
 * IDEMPOTENCY_CONFLICT.
 */
export const withdrawDispute = (ports: DisputePorts, of: OfMatch, actor: Actor): Promise<Outcome<Disputed>> =>
  speakOf(ports, of, actor, ({ incident, match, by, relation }) => {
    const { matchId } = of;
    if (match === undefined) return refuse('NOT_FOUND');
    const open = incident.decisions?.find((one) => one.matchId === matchId && one.decision === 'disputed');
    if (open === undefined) return accept(undefined);
    if (open.by !== actor.userId && relation !== 'supervising')
      return refuse('NOT_ALLOWED', `${open.name} said so: they take it back, or a supervisor does.`);
    const event: DisputeWithdrawn = { type: 'dispute-withdrawn', body: { v: 1, matchId, ...by } };
    return accept({ event, decisions: withoutDispute(incident.decisions, matchId) });
  });

/** Appends what an actor says of a match, with the card that shows it, as one. */
async function speakOf(
  ports: DisputePorts,
  { incidentId, matchId, command }: OfMatch,
  actor: Actor,
  say: (said: Said) => Saying,
): Promise<Outcome<Disputed>> {
  const { log, clock, registers } = ports;
  for (;;) {
    const { incident, version } = await readIncident(log, incidentId);
    if (incident.kind !== 'open' || !incident.card) return refuse('NOT_FOUND');
    const relation = relationTo(incident, actor);
    const allowed = decide(actor, 'match.dispute', relation);
    if (!allowed.allow) return refuse('NOT_FOUND');
    const repeated = await log.seen(command);
    if (repeated?.kind === 'command-reused') return refuse('IDEMPOTENCY_CONFLICT');
    if (repeated) return replyOf((await readIncident(log, incidentId, repeated.version)).incident, incidentId);
    const seen = viewFor(incident.card, allowed, registers.manifests());
    const match = seen.matches.find(({ id }) => id === matchId);
    const at = clock.now();
    const said = say({ incident, match, by: { name: actor.name, role: allowed.viewAs }, relation, at });
    if (!said.ok) return said;
    if (said.value === undefined) return replyOf(incident, incidentId);
    const { event, decisions } = said.value;
    const events: readonly [IncidentEvent, ...IncidentEvent[]] = [
      event,
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
