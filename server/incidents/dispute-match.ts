import { accept, refuse, type Match, type Outcome, type Role } from '../contract/index.js';
import { decide, relationTo, type Actor, type Relation } from '../domain/access/policy.js';
import { viewFor } from '../domain/briefing/view.js';
import { decideMatch, type DisputeWithdrawn } from '../domain/incident/decisions.js';
import type { IncidentEvent } from '../domain/incident/events.js';
import type { OpenIncident } from '../domain/incident/state.js';
import type { Append, Incidents } from '../ports.js';
import type { RegistersModel } from '../registers/registers.model.js';

export interface DisputePorts {
  readonly changes: Incidents;
  readonly registers: RegistersModel;
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
interface Found {
  readonly incident: OpenIncident;
  readonly match: Match | undefined;
  readonly by: { readonly name: string; readonly role: Role };
  readonly relation: Relation;
}

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
  speakOf(ports, of, actor, ({ incident, match, by }) => {
    if (match?.standing === 'rejected') return accept([]);
    const disputed = decideMatch(match ? incident : {}, { matchId: of.matchId, decision: 'disputed', reason }, by);
    return disputed.ok ? accept([disputed.value]) : disputed;
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
    if (open === undefined) return accept([]);
    if (open.by !== actor.userId && relation !== 'supervising')
      return refuse('NOT_ALLOWED', `${open.name} said so: they take it back, or a supervisor does.`);
    const withdrawn: DisputeWithdrawn = { type: 'dispute-withdrawn', body: { v: 1, matchId, ...by } };
    return accept([withdrawn]);
  });

/** Appends what an actor says of a match, with the card that shows it, as one; nothing, when nothing is left to say. */
async function speakOf(
  { changes, registers }: DisputePorts,
  { matchId, ...to }: OfMatch,
  actor: Actor,
  say: (found: Found) => Outcome<readonly IncidentEvent[]>,
): Promise<Outcome<Disputed>> {
  const spoken = await changes.changeKnown({ ...to, actor, action: 'match.dispute', brief: 'decided' }, (incident) => {
    if (incident.kind !== 'open' || !incident.card) return refuse('NOT_FOUND');
    const relation = relationTo(incident, actor);
    const allowed = decide(actor, 'match.dispute', relation);
    if (!allowed.allow) return refuse('NOT_FOUND');
    const seen = viewFor(incident.card, allowed, registers.manifests());
    const match = seen.matches.find(({ id }) => id === matchId);
    return say({ incident, match, by: { name: actor.name, role: allowed.viewAs }, relation });
  });
  if (!spoken.ok) return spoken;
  const { card } = spoken.value.incident;
  return card ? accept({ incidentId: to.incidentId, cardVersion: card.version }) : refuse('NOT_FOUND');
}
