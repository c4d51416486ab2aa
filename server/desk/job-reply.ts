import { accept, refuse, type Job, type JobReply, type Outcome } from '../contract/index.js';
import { decide, mayKnowOf, type Actor } from '../domain/access/policy.js';
import { viewFor } from '../domain/briefing/view.js';
import { jobOf } from '../domain/desk/job.js';
import { queueOf, whyNext } from '../domain/desk/queue.js';
import { NO_WORK } from '../domain/desk/work.js';
import { shownOf } from '../domain/record/shown.js';
import { readIncident } from '../incidents/incidents.model.js';
import type { KnownIncident } from '../ports.js';
import type { DeskPorts } from './desk-ports.js';
import { incidentAtDesk } from './incidents-at-desk.js';

/** The job that a researcher has. Refuses NOT_FOUND: there is no such job, or it is not theirs. */
export async function consultJob(
  ports: Pick<DeskPorts, 'log' | 'incidents' | 'registers' | 'access' | 'clock'>,
  jobId: string,
  actor: Actor,
): Promise<Outcome<JobReply>> {
  const known = incidentAtDesk(ports.incidents, jobId);
  if (known?.work?.claim?.by !== actor.userId || !mayKnowOf(known, actor)) return refuse('NOT_FOUND');
  const incident = known.kind === 'open' ? known : (await readIncident(ports.log, jobId)).incident;
  if (incident.kind !== 'open' && incident.kind !== 'closed') return refuse('NOT_FOUND');
  return accept({ job: await jobReply(ports, incident, actor) });
}

/** A job as its researcher works on it; that they read its card is recorded before it is answered (R7). */
export async function jobReply(
  { registers, access, clock }: Pick<DeskPorts, 'registers' | 'access' | 'clock'>,
  incident: KnownIncident,
  actor: Actor,
): Promise<Job> {
  const { id, reference, report, attendance, work = NO_WORK } = incident;
  if (!incident.card) throw new Error(`incident ${id} has no card yet`);
  const decision = decide(actor, 'card.read', 'researching');
  if (!decision.allow) throw new Error('whoever works at the desk may read the card of their job');
  const card = viewFor(incident.card, decision, registers.manifests());
  await access.store(actor, [
    {
      type: 'consulted',
      body: {
        v: 1,
        action: 'desk.work',
        what: `incident/${id}/card/${card.version}`,
        rule: decision.rule,
        reason: decision.reason,
        ...shownOf(card),
      },
    },
  ]);
  const at = clock.now();
  const [placed] = queueOf([jobOf(incident)], at);
  const unreachable = new Set(
    card.checks.filter(({ status }) => status === 'unavailable').map((check) => check.register),
  );
  return {
    id,
    incidentId: id,
    reference,
    why: placed ? whyNext(placed, at) : 'researched in full',
    review: work.review,
    claimedBy: { id: actor.userId, name: actor.name, at: work.claim?.at ?? at },
    report,
    attendance: [...attendance],
    card,
    matches: card.matches,
    byHand: registers
      .manifests()
      .filter((manifest) => manifest.manual === true || unreachable.has(manifest.id))
      .map(({ id: register, title, holds }) => ({ register, title, holds })),
    requests: [...work.requests],
    ...(work.form ? { form: work.form } : {}),
  };
}
