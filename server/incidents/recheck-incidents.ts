import { createHash } from 'node:crypto';
import { OUTRIDER } from '../domain/access/policy.js';
import { callsBehind } from '../domain/incident/same-event.js';
import { evolveAll } from '../domain/incident/state.js';
import type { Append, EventLog } from '../ports.js';
import { appendToIncident } from './append-to-incident.js';
import { briefIncident, briefOf, type BriefingPorts } from './brief-incident.js';
import { readIncident, type IncidentsModel } from './incidents.model.js';

/** Why open incidents are checked again, although nobody changed their reports. */
export interface RecheckCause {
  /**
   * `linked`: another call about the same person, number or place, or officers who came to it or left; `caught-up`: there is
   * room for what was put off
   */
  readonly kind: 'register-changed' | 'day-changed' | 'level-changed' | 'linked' | 'caught-up';
  /** in the log: of what happened to the linked call, of the card that waits; else of the newest change of a register, 0 when there was none */
  readonly position: number;
  /** for the calendar: the day that began, in Britain, or the instant at which something began or ended, or the matcher answered again */
  readonly day?: string;
}

export interface RecheckPorts extends BriefingPorts {
  readonly log: EventLog;
  readonly incidents: IncidentsModel;
}

/**
 * Checks open incidents again, one after the other: at most one check of these is ever before a live call's.
 * @param only the incidents to check; all open ones when left out
 * @param stop ends it after the incident that it is at
 * @returns how many cards were issued
 */
export async function recheckIncidents(
  ports: RecheckPorts,
  cause: RecheckCause,
  { only, stop }: { readonly only?: Iterable<string>; readonly stop?: AbortSignal } = {},
): Promise<number> {
  let issued = 0;
  for (const incidentId of only ?? [...ports.incidents.all()].map(({ incident }) => incident.id)) {
    if (stop?.aborted) break;
    if (await recheckIncident(ports, cause, incidentId)) issued += 1;
  }
  return issued;
}

/**
 * Checks one incident again and issues a card if something visible changed; otherwise nothing is stored. For one cause,
 * once (R8). When the report is revised in between, it is decided again on the revised one.
 * @returns whether a card was issued
 */
async function recheckIncident(ports: RecheckPorts, cause: RecheckCause, incidentId: string): Promise<boolean> {
  const command = commandOf(cause, incidentId);
  for (;;) {
    if (await ports.log.seen(command)) return false;
    const { incident, version } = await readIncident(ports.log, incidentId);
    if (incident.kind !== 'open') return false;
    // What has become of the calls that are part of it comes first: the card is about all of them.
    const said = callsBehind(incident, (id) => ports.incidents.entry(id)?.incident);
    const at = ports.clock.now();
    const after = evolveAll(incidentId, { by: OUTRIDER.userId, at }, said, incident);
    if (after.kind !== 'open') return false;
    const brief = { ...briefOf(after, cause.kind), inFull: cause.kind === 'caught-up' };
    const briefed = await ports.briefings.inBackground(() => briefIncident(ports, brief, OUTRIDER));
    const events = [...said, ...briefed];
    if (events.length < 2) return false;
    const appended = await appendToIncident(ports.log, incidentId, {
      expected: version,
      events,
      at: ports.clock.now(),
      by: OUTRIDER.userId,
      command,
    });
    if (appended.kind !== 'conflict') return appended.kind === 'appended';
  }
}

/** Deterministic, so that a recheck that is asked for twice, or again after a crash, is in effect once. */
function commandOf({ kind, position, day }: RecheckCause, incidentId: string): Append['command'] {
  const id = [kind, ...(day === undefined ? [] : [day]), position, incidentId].join(':');
  return { id, digest: createHash('sha256').update(id).digest('hex') };
}
