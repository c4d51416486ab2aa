import { accept, refuse, type JobForm, type JobReply, type Look, type Outcome } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import { decideLook, newsIn } from '../domain/desk/look.js';
import { decisionEvents } from '../domain/incident/decisions.js';
import { mayLook } from '../domain/desk/work.js';
import type { IncidentEvent } from '../domain/incident/events.js';
import type { Append, KnownIncident } from '../ports.js';
import { claimedBy } from './change-shift.js';
import type { DeskPorts } from './desk-ports.js';
import { jobReply } from './job-reply.js';

export interface LookAtJob {
  readonly jobId: string;
  readonly review: 'first-look' | 'full';
  readonly look: Look;
  readonly command: Append['command'];
}

/**
 * A researcher has looked: decisions, findings, receipts and the new card are one append. Whoever lost the job with their
 * link may still do so while nobody else has it. A closed incident of which something else is known now is opened again with
 * it, so that people hear of it; one that the look bears out stays closed.
 *
 * Refuses NOT_FOUND, JOB_NOT_YOURS, INVALID_INPUT (no such match, register or subject) and IDEMPOTENCY_CONFLICT.
 */
export async function lookAtJob(
  ports: DeskPorts,
  { jobId, review, look, command }: LookAtJob,
  actor: Actor,
): Promise<Outcome<JobReply>> {
  const change = { incidentId: jobId, actor, command, brief: 'looked' } as const;
  const changed = await ports.changes.changeKnown(change, (incident) => {
    const may = mayLook(incident.work, actor.userId);
    if (!may.ok) return may;
    // Whoever has gone on to another job has left this one.
    if (incident.work?.claim === undefined && claimedBy(ports, actor.userId).length > 0) return refuse('NOT_FOUND');
    const byHand = registersByHand(ports, incident);
    const decisions = decisionEvents(
      incident,
      look.decisions.map(({ note, ...decision }) => ({ ...decision, reason: note })),
      { name: actor.name, role: 'researcher' },
    );
    if (!decisions.ok) return decisions;
    const looked = decideLook(incident, { review, look, name: actor.name, byHand });
    if (!looked.ok) return looked;
    const reopened = incident.kind === 'closed' ? reopenedBy(look) : [];
    return accept([...reopened, ...decisions.value, looked.value]);
  });
  return changed.ok ? accept({ job: await jobReply(ports, changed.value.incident, actor) }) : changed;
}

/** Keeps a form as it is typed. Refuses NOT_FOUND and JOB_NOT_YOURS. */
export async function keepForm(
  { changes }: Pick<DeskPorts, 'changes'>,
  { jobId, form, command }: { readonly jobId: string; readonly form: JobForm; readonly command: Append['command'] },
  actor: Actor,
): Promise<Outcome<undefined>> {
  const kept = await changes.changeKnown({ incidentId: jobId, actor, command }, ({ work }) => {
    const may = mayLook(work, actor.userId);
    if (!may.ok) return may;
    return work?.claim ? accept([{ type: 'form-kept', body: { v: 1, form } }]) : refuse('JOB_NOT_YOURS');
  });
  return kept.ok ? accept(undefined) : kept;
}

function reopenedBy(look: Look): IncidentEvent[] {
  const news = newsIn(look);
  return news === undefined
    ? []
    : [{ type: 'reopened', body: { v: 1, reason: `the RTI desk, after it was closed: ${news}` } }];
}

/** Registers that no machine can reach, by their nature or at the moment. */
function registersByHand({ registers }: Pick<DeskPorts, 'registers'>, { card }: KnownIncident): ReadonlySet<string> {
  const manual = registers.manifests().filter((manifest) => manifest.manual === true);
  const unreachable = card?.checks.filter(({ status }) => status === 'unavailable') ?? [];
  return new Set([...manual.map(({ id }) => id), ...unreachable.map(({ register }) => register)]);
}
