import {
  accept,
  refuse,
  type AbandonedDraft,
  type BrokenGlass,
  type Finding,
  type Outcome,
} from '../contract/index.js';
import { decide, mayKnowOf, type Action, type Actor } from '../domain/access/policy.js';
import type { ReviewEvent } from '../domain/access/review.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import {
  StorageUnavailable,
  type AccessRecord,
  type Append,
  type Clock,
  type EventLog,
  type NewEvent,
} from '../ports.js';
import type { UsersModel } from '../sessions/users.model.js';
import type { DraftsModel, KeptDraft } from './drafts.model.js';
import { REVIEWS_STREAM, type GlassModel } from './glass.model.js';

export interface ReviewPorts {
  readonly log: EventLog;
  readonly glass: GlassModel;
  readonly drafts: DraftsModel;
  readonly users: UsersModel;
  readonly incidents: IncidentsModel;
  readonly access: AccessRecord;
  readonly clock: Clock;
}

export interface ToReview {
  readonly id: string;
  readonly finding: Finding;
  readonly note: string;
  readonly command: Append['command'];
}

/** Who broke the glass, as far as the actor may know of the incidents; the list is a read, and recorded (R7). */
export async function listBrokenGlass(ports: ReviewPorts, actor: Actor): Promise<Outcome<BrokenGlass[]>> {
  const broken = ports.glass.all(ports.clock.now()).filter((one) => mayKnow(ports, one, actor));
  await record(ports.access, 'glass.review', 'break-glass', actor);
  return accept(broken);
}

/** Drafts that never became incidents, one's own left out; the list is a read, and recorded (R7). */
export async function listAbandonedDrafts(ports: ReviewPorts, actor: Actor): Promise<Outcome<AbandonedDraft[]>> {
  const kept = ports.drafts.all(ports.clock.now()).filter(({ by }) => by !== actor.userId);
  const drafts = kept.map((draft) => told(ports, draft, actor));
  await record(ports.access, 'draft.review', 'drafts', actor);
  return accept(drafts);
}

/** A supervisor has looked at it. Refuses NOT_FOUND, OWN_REQUEST (nobody reviews themselves) and IDEMPOTENCY_CONFLICT. */
export async function reviewGlass(ports: ReviewPorts, review: ToReview, actor: Actor): Promise<Outcome<BrokenGlass>> {
  const found = ports.glass.one(review.id, ports.clock.now());
  if (!found || !mayKnow(ports, found, actor)) return refuse('NOT_FOUND');
  const reviewed = await store(ports, 'glass', review, found.by, actor);
  return reviewed.ok ? accept({ ...found, overdue: false, reviewed: reviewed.value }) : reviewed;
}

/** The same, of a draft that was given up. */
export async function reviewDraft(
  ports: ReviewPorts,
  review: ToReview,
  actor: Actor,
): Promise<Outcome<AbandonedDraft>> {
  const found = ports.drafts.one(review.id, ports.clock.now());
  if (!found) return refuse('NOT_FOUND');
  const reviewed = await store(ports, 'draft', review, found.by, actor);
  return reviewed.ok ? accept({ ...told(ports, found, actor), reviewed: reviewed.value }) : reviewed;
}

async function store(
  { log, clock }: ReviewPorts,
  what: ReviewEvent['body']['what'],
  { id, finding, note, command }: ToReview,
  of: string,
  { userId, name }: Actor,
) {
  if (of === userId) return refuse('OWN_REQUEST', 'Nobody reviews what they did themselves.');
  const at = clock.now();
  const event: ReviewEvent = { type: 'reviewed', body: { v: 1, what, id, finding, note, name } };
  const appended = await log.append({
    stream: REVIEWS_STREAM,
    expected: 'any',
    events: [event as unknown as NewEvent],
    at,
    by: userId,
    command,
  });
  if (appended.kind === 'command-reused') return refuse('IDEMPOTENCY_CONFLICT');
  if (appended.kind === 'unconfirmed') throw new StorageUnavailable('the review may or may not be stored');
  return accept({ finding, note, by: userId, name, at });
}

function mayKnow({ incidents }: ReviewPorts, { incidentId }: { readonly incidentId: string }, actor: Actor): boolean {
  const { incident } = incidents.entry(incidentId) ?? incidents.closed(incidentId) ?? {};
  return incident === undefined || mayKnowOf(incident, actor);
}

/** What was reported instead is named to those who may know of it (R17). */
function told(ports: ReviewPorts, { instead, ...draft }: KeptDraft, actor: Actor): AbandonedDraft {
  const name = ports.users.account(draft.by)?.name ?? draft.by;
  return { ...draft, name, ...(instead && mayKnow(ports, instead, actor) ? { instead: instead.reference } : {}) };
}

async function record(access: AccessRecord, action: Action, what: string, actor: Actor): Promise<void> {
  const decision = decide(actor, action);
  if (!decision.allow) throw new Error(`${action} was asked for by somebody who may not`);
  const { rule, reason } = decision;
  await access.store(actor, [{ type: 'consulted', body: { v: 1, action, what, rule, reason } }]);
}
