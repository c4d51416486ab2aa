import { accept, type DeskState, type Outcome } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import { selfNamed, type Append } from '../ports.js';
import { changeDesk } from './change-desk.js';
import type { DeskPorts } from './desk-ports.js';
import { incidentAtDesk, incidentsAtDesk } from './incidents-at-desk.js';

type ShiftPorts = Pick<DeskPorts, 'log' | 'desk' | 'incidents' | 'backfill' | 'changes' | 'clock'>;

/**
 * A researcher goes on duty at the desk, or off; whoever goes off returns what they have claimed. On duty twice is on duty.
 * Refuses IDEMPOTENCY_CONFLICT.
 */
export async function changeShift(
  ports: ShiftPorts,
  { onDuty, command }: { readonly onDuty: boolean; readonly command: Append['command'] },
  actor: Actor,
): Promise<Outcome<DeskState>> {
  const refused = onDuty
    ? await startDuty(ports, actor, command)
    : await endDuty(ports, { researcher: actor.userId, reason: 'went off duty', command }, actor);
  return refused ?? accept(ports.desk.at(ports.clock.now()));
}

export async function startDuty(ports: ShiftPorts, { userId, name }: Actor, command: Append['command']) {
  if (ports.desk.state.duty.has(userId)) return undefined;
  return changeDesk(ports, { type: 'duty-started', body: { v: 1, researcher: userId, name } }, command, userId);
}

export interface EndDuty {
  readonly researcher: string;
  readonly reason: string;
  readonly command: Append['command'];
}

/** @param actor who ends it: the researcher, or Outrider for one whose link is lost */
export async function endDuty(ports: ShiftPorts, { researcher, reason, command }: EndDuty, actor: Actor) {
  for (const incidentId of claimedBy(ports, researcher)) {
    await returnJobOf(ports, { incidentId, researcher, reason }, actor);
  }
  if (!ports.desk.state.duty.has(researcher)) return undefined;
  return changeDesk(ports, { type: 'duty-ended', body: { v: 1, researcher, reason } }, command, actor.userId);
}

/** The incidents whose jobs somebody has; one that was restricted since is theirs no more (R17). */
export const claimedBy = (ports: Pick<DeskPorts, 'incidents' | 'backfill' | 'clock'>, researcher: string): string[] =>
  incidentsAtDesk(ports, ports.clock.now())
    .filter(({ work, restricted }) => work?.claim?.by === researcher && restricted === undefined)
    .map(({ id }) => id);

export interface ToReturn {
  readonly incidentId: string;
  readonly researcher: string;
  readonly reason: string;
}

/** Puts a claimed job back into the queue, unless it is another's by now. What was typed stays with it. */
export async function returnJobOf(
  { incidents, changes }: Pick<DeskPorts, 'incidents' | 'changes'>,
  { incidentId, researcher, reason }: ToReturn,
  actor: Actor,
): Promise<void> {
  const claim = incidentAtDesk(incidents, incidentId)?.work?.claim;
  if (claim?.by !== researcher) return;
  // Named by the claim that it ends, so that it is in effect once, whoever ends it.
  const command = selfNamed(`returned:${incidentId}:${researcher}:${claim.at}`);
  await changes.changeKnown({ incidentId, actor, command }, ({ work }) =>
    accept(work?.claim?.by === researcher ? [{ type: 'job-returned', body: { v: 1, reason } }] : []),
  );
}
