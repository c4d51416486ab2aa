import {
  accept,
  refuse,
  type AbandonedDraft,
  type BrokenGlass,
  type Finding,
  type Outcome,
} from '../contract/index.js';
import { mayKnowOf, type Actor } from '../domain/access/policy.js';
import type { ReviewEvent } from '../domain/access/review.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import type { AccessRecord, Append, Clock, EventLog } from '../ports.js';
import { appendNote } from '../ports/append-note.js';
import { recordRead } from '../ports/record-read.js';
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

/** Who broke the glass, as far as the actor may know of the incidents; the list is a read, and recorded (R7). Refuses NOT_ALLOWED. */
export async function listBrokenGlass(ports: ReviewPorts, actor: Actor): Promise<Outcome<BrokenGlass[]>> {
  const broken = ports.glass.all(ports.clock.now()).filter((one) => mayKnow(ports, one, actor));
  const recorded = await recordRead(ports.access, actor, { action: 'glass.review', what: 'break-glass' });
  return recorded.ok ? accept(broken) : recorded;
}

/** Drafts that never became incidents, one's own left out; the list is a read, and recorded (R7). Refuses NOT_ALLOWED. */
export async function listAbandonedDrafts(ports: ReviewPorts, actor: Actor): Promise<Outcome<AbandonedDraft[]>> {
  const kept = ports.drafts.all(ports.clock.now()).filter(({ by }) => by !== actor.userId);
  const drafts = kept.map((draft) => told(ports, draft, actor));
  const recorded = await recordRead(ports.access, actor, { action: 'draft.review', what: 'drafts' });
  return recorded.ok ? accept(drafts) : recorded;
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
  const noted = await appendNote(log, { stream: REVIEWS_STREAM, event, at, by: userId, command });
  return noted.ok ? accept({ finding, note, by: userId, name, at }) : noted;
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
