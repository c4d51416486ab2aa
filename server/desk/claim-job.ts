import { accept, refuse, type JobReply, type Outcome } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import { isToBackfill, jobOf } from '../domain/desk/job.js';
import { queueOf } from '../domain/desk/queue.js';
import { selfNamed, type Append, type KnownIncident } from '../ports.js';
import { claimedBy, returnJobOf, startDuty } from './change-shift.js';
import type { DeskPorts } from './desk-ports.js';
import { incidentAtDesk, incidentsAtDesk } from './incidents-at-desk.js';
import { jobReply } from './job-reply.js';

/**
 * Claims the next job in the desk's one order: undefined when nothing is left to do. A researcher has one job at a time:
 * until its first look is made it is the one that they have; after it, it goes back to the queue as soon as something else
 * comes before it. Researchers who want the same job meet in the log, and each ends with one of their own.
 */
export const claimNextJob = (
  ports: DeskPorts,
  { command }: { readonly command: Append['command'] },
  actor: Actor,
): Promise<Outcome<JobReply | undefined>> => ports.turns.take(actor.userId, () => claimNext(ports, command, actor));

async function claimNext(
  ports: DeskPorts,
  command: Append['command'],
  actor: Actor,
): Promise<Outcome<JobReply | undefined>> {
  await startDuty(ports, actor, selfNamed(`${command.id}:duty`));
  const { incidents, clock } = ports;
  const [heldId] = claimedBy(ports, actor.userId);
  const held = heldId === undefined ? undefined : incidentAtDesk(incidents, heldId);
  if (held && (held.work?.review ?? 'unreviewed') === 'unreviewed') return reply(ports, held, actor);
  for (const id of freeJobs(ports, actor.userId, clock.now())) {
    if (held && id === held.id) return reply(ports, held, actor);
    const claimed = await claim(ports, id, command, actor);
    if (!claimed) continue;
    if (held) {
      const reason = `${actor.name} took the next job`;
      await returnJobOf(ports, { incidentId: held.id, researcher: actor.userId, reason }, actor);
    }
    return reply(ports, claimed, actor);
  }
  return accept(undefined);
}

const reply = async (ports: DeskPorts, incident: KnownIncident, actor: Actor): Promise<Outcome<JobReply>> =>
  accept({ job: await jobReply(ports, incident, actor) });

/** In order, those that nobody else has. */
function freeJobs(ports: DeskPorts, researcher: string, at: string): string[] {
  const all = incidentsAtDesk(ports, at);
  const taken = new Set(
    all.filter(({ work }) => work?.claim && work.claim.by !== researcher).map((incident) => incident.id),
  );
  return queueOf(all.map(jobOf), at)
    .map(({ job }) => job.id)
    .filter((id) => !taken.has(id));
}

/** The incident, claimed; undefined when another researcher was first, or the job was done in between. */
async function claim(
  ports: DeskPorts,
  incidentId: string,
  command: Append['command'],
  actor: Actor,
): Promise<KnownIncident | undefined> {
  // Of its own for each job that is tried: the request may have to go on to the next one.
  const named = { id: `${command.id}:${incidentId}`, digest: command.digest };
  const claimed = await ports.changes.changeKnown({ incidentId, actor, command: named }, (incident, at) => {
    const isDone = incident.kind === 'closed' && !isToBackfill(incident, at);
    if (isDone || incident.work?.claim || queueOf([jobOf(incident)], at).length === 0) return refuse('JOB_NOT_YOURS');
    return accept([{ type: 'job-claimed', body: { v: 1, name: actor.name } }]);
  });
  if (!claimed.ok) return undefined;
  const { incident } = claimed.value;
  return incident.work?.claim?.by === actor.userId ? incident : undefined;
}
