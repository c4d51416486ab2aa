import { accept, refuse, type Kept, type Outcome } from '../contract/index.js';
import { decide, mayKnowOf, type Action, type Actor } from '../domain/access/policy.js';
import type { ContentsErased, Remains, RetentionEvent } from '../domain/incident/retention.js';
import type { ClosedIncident, OpenIncident } from '../domain/incident/state.js';
import { operationsOf } from '../domain/record/operations.js';
import { incidentStream, readIncident } from '../incidents/incidents.model.js';
import {
  selfNamed,
  StorageUnavailable,
  type Append,
  type Clock,
  type EventLog,
  type Json,
  type NewEvent,
} from '../ports.js';
import type { ErasureList, IncidentErasure } from '../ports/record.js';

export interface KeepPorts {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly erasures: ErasureList;
}

export interface ToKeep {
  readonly incidentId: string;
  readonly reason: string;
  readonly command: Append['command'];
}

type Known = OpenIncident | ClosedIncident;
type Decided = RetentionEvent | ContentsErased;

/**
 * Puts an incident on legal hold, or lifts it: while it lasts nothing erases the incident. Where it is so already nothing
 * changes (R8). Refuses NOT_FOUND, ERASED.
 */
export const holdIncident = (
  ports: KeepPorts,
  { held, ...to }: ToKeep & { readonly held: boolean },
  actor: Actor,
): Promise<Outcome<Kept>> =>
  keep(ports, to, 'incident.hold', actor, ({ hold }) => {
    if (held === (hold !== undefined)) return accept(undefined);
    return accept({ type: held ? 'held' : 'hold-lifted', body: { v: 1, reason: to.reason, name: actor.name } });
  });

/**
 * Erases what a closed incident holds, for good: bodies and salts in the log, in every model, in the file’s free pages. What
 * was done with it, by whom and when stays in the record. Refuses NOT_FOUND, NOT_CLOSED, LEGAL_HOLD, ERASED.
 */
export async function eraseIncident(ports: KeepPorts, to: ToKeep, actor: Actor): Promise<Outcome<Kept>> {
  const erased = await keep(ports, to, 'incident.erase', actor, async (incident) => {
    if (incident.kind === 'open') return refuse('NOT_CLOSED', 'It is open: it is closed before it can be erased.');
    if (incident.hold) return refuse('LEGAL_HOLD', `It is on legal hold since ${incident.hold.at}.`);
    const { reason } = to;
    const { reference } = incident;
    const remains = await remainsOf(ports.log, incident.id);
    return accept({ type: 'contents-erased', body: { v: 1, reason, name: actor.name, reference, remains } });
  });
  if (erased.ok) await finishErasure(ports, to.incidentId);
  return erased;
}

/** Erases the bodies that an erasure was stated for; again and again, it changes nothing more. */
export async function finishErasure(
  { log, erasures }: Pick<KeepPorts, 'log' | 'erasures'>,
  incidentId: string,
): Promise<void> {
  const stream = incidentStream(incidentId);
  for await (const { type, version, at } of log.read(stream)) {
    if (type !== 'contents-erased') continue;
    // The list first: a backup that is restored may be from before this moment.
    await erasures.add({ at, incidentId, throughVersion: version - 1 });
    await log.eraseBodies(stream, version - 1);
  }
}

/**
 * Erases again what was erased after the backup that a log was restored from, legal hold or not: it was decided then.
 * @returns false when the backup holds nothing of it
 */
export async function eraseAgain(
  { log, clock }: Pick<KeepPorts, 'log' | 'clock'>,
  { incidentId, at }: IncidentErasure,
): Promise<boolean> {
  const stream = incidentStream(incidentId);
  const { incident, version } = await readIncident(log, incidentId);
  const known = knownOf(incident);
  if (known === undefined) return false;
  const body: ContentsErased['body'] = {
    v: 1,
    reason: `erased on ${at}, after the backup that was restored`,
    name: 'Outrider',
    reference: known.reference,
    remains: await remainsOf(log, incidentId),
  };
  await log.append({
    stream,
    expected: version,
    events: [{ type: 'contents-erased', body: body as unknown as Json }],
    at: clock.now(),
    by: 'outrider',
    command: selfNamed(`erase-again:${incidentId}:${version}`),
  });
  await log.eraseBodies(stream, version);
  return true;
}

/** What was done with an incident so far, as it stays when its contents go. */
async function remainsOf(log: EventLog, incidentId: string): Promise<Remains[]> {
  const remains: Remains[] = [];
  for await (const event of log.read(incidentStream(incidentId))) {
    const { position, at, by } = event;
    for (const operation of operationsOf(event)) remains.push({ position, at, by, operation });
  }
  return remains;
}

async function keep(
  { log, clock }: KeepPorts,
  { incidentId, command }: ToKeep,
  action: Action,
  actor: Actor,
  decideOn: (incident: Known) => Outcome<Decided | undefined> | Promise<Outcome<Decided | undefined>>,
): Promise<Outcome<Kept>> {
  if (!decide(actor, action).allow) return refuse('NOT_ALLOWED');
  for (;;) {
    const seen = await log.seen(command);
    if (seen?.kind === 'command-reused') return refuse('IDEMPOTENCY_CONFLICT');
    const { incident, version } = await readIncident(log, incidentId);
    if (seen) return accept(keptOf(incidentId, incident.kind === 'erased', knownOf(incident)?.hold !== undefined));
    if (incident.kind === 'erased') return refuse('ERASED');
    const known = knownOf(incident);
    if (known === undefined || !mayKnowOf(known, actor)) return refuse('NOT_FOUND');
    const decided = await decideOn(known);
    if (!decided.ok) return decided;
    if (decided.value === undefined) return accept(keptOf(incidentId, false, known.hold !== undefined));
    const event: NewEvent = { type: decided.value.type, body: decided.value.body as unknown as Json };
    const stream = incidentStream(incidentId);
    const appended = await log.append({
      stream,
      expected: version,
      events: [event],
      at: clock.now(),
      by: actor.userId,
      command,
    });
    if (appended.kind === 'unconfirmed') throw new StorageUnavailable('the change may or may not be stored');
    if (appended.kind === 'conflict') continue;
    return accept(keptOf(incidentId, event.type === 'contents-erased', event.type === 'held'));
  }
}

const knownOf = (incident: { readonly kind: string }): Known | undefined =>
  incident.kind === 'open' || incident.kind === 'closed' ? (incident as Known) : undefined;

const keptOf = (incidentId: string, isErased: boolean, isHeld: boolean): Kept => ({
  incidentId,
  state: isErased ? 'erased' : isHeld ? 'held' : 'kept',
});
