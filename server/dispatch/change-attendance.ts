import {
  accept,
  refuse,
  type Attendance,
  type AttendanceReply,
  type Dispatch,
  type Outcome,
} from '../contract/index.js';
import { decide, relationTo, type Action, type Actor } from '../domain/access/policy.js';
import { decideDispatch, decideMovement } from '../domain/incident/attendance.js';
import type { IncidentEvent } from '../domain/incident/events.js';
import { evolve, type OpenIncident } from '../domain/incident/state.js';
import { divertOfficers, type DivertPorts } from './divert-officers.js';
import { incidentStream, readIncident } from '../incidents/incidents.model.js';
import { StorageUnavailable, type Append, type Clock, type EventLog, type NewEvent } from '../ports.js';
import type { UsersModel } from '../sessions/users.model.js';

export interface DispatchPorts extends DivertPorts {
  readonly log: EventLog;
  readonly users: UsersModel;
  readonly clock: Clock;
}

export interface ToIncident {
  readonly incidentId: string;
  readonly command: Append['command'];
}

/**
 * Sends officers to an incident; from then on they read its card (R7, R10).
 *
 * Refuses NOT_FOUND, INVALID_INPUT (somebody is no officer), TWO_OFFICERS_NEEDED and IDEMPOTENCY_CONFLICT.
 */
export async function dispatchOfficers(
  ports: DispatchPorts,
  { officers: ids, etaMinutes, singleCrewedReason, ...to }: ToIncident & Dispatch,
  actor: Actor,
): Promise<Outcome<AttendanceReply>> {
  const named = officersOf(ports.users, ids);
  if (!named.ok) return named;
  const officers = named.value;
  const sent = await changeAttendance(ports, to, 'incident.dispatch', actor, ({ attendance, report }) =>
    decideDispatch(
      { attendance, category: report.category },
      {
        officers,
        ...(etaMinutes === undefined ? {} : { etaMinutes }),
        ...(singleCrewedReason === undefined ? {} : { singleCrewedReason }),
      },
    ),
  );
  if (sent.ok) await divertOfficers(ports, { to: to.incidentId, officers: ids, commandId: to.command.id });
  return sent;
}

/** The officers of a list. Refuses INVALID_INPUT when somebody on it is none. */
export function officersOf(users: UsersModel, ids: readonly string[]): Outcome<{ id: string; name: string }[]> {
  const accounts = ids.map((id) => users.account(id));
  const wrong = accounts.findIndex((account) => !account?.roles.includes('officer'));
  if (wrong >= 0) {
    const errors = [{ path: `officers.${wrong}`, detail: 'there is no such officer' }];
    return refuse('INVALID_INPUT', 'Somebody on this list is not an officer.', errors);
  }
  return accept(accounts.flatMap((account) => (account ? [{ id: account.userId, name: account.name }] : [])));
}

/** Officers are no longer sent: the card leaves their screens. Refuses NOT_FOUND, NOT_DISPATCHED, IDEMPOTENCY_CONFLICT. */
export const standDown = (
  ports: DispatchPorts,
  { officers, ...to }: ToIncident & { readonly officers: readonly string[] },
  actor: Actor,
): Promise<Outcome<AttendanceReply>> =>
  changeAttendance(ports, to, 'incident.dispatch', actor, ({ attendance }) =>
    decideMovement('stood-down', attendance, officers),
  );

/**
 * An officer arrives or leaves, as they say themselves or as the control room hears. Refuses NOT_FOUND, NOT_ALLOWED (an
 * officer speaks for nobody else), NOT_DISPATCHED and IDEMPOTENCY_CONFLICT.
 */
export const moveOfficer = (
  ports: DispatchPorts,
  { type, officer, ...to }: ToIncident & { readonly type: 'arrived' | 'departed'; readonly officer: string },
  actor: Actor,
): Promise<Outcome<AttendanceReply>> =>
  changeAttendance(ports, to, 'incident.attend', actor, (incident) =>
    relationTo(incident, actor) === 'dispatched' && officer !== actor.userId
      ? refuse('NOT_ALLOWED', 'You can say this of yourself only.')
      : decideMovement(type, incident.attendance, [officer]),
  );

/** Decides on what the log says and appends; when something was appended in between, decides again. */
async function changeAttendance(
  { log, clock }: DispatchPorts,
  { incidentId, command }: ToIncident,
  action: Action,
  actor: Actor,
  decideOn: (incident: OpenIncident) => Outcome<IncidentEvent>,
): Promise<Outcome<AttendanceReply>> {
  const reply = (attendance: readonly Attendance[]): Outcome<AttendanceReply> =>
    accept({ incidentId, attendance: [...attendance] });
  for (;;) {
    const { incident, version } = await readIncident(log, incidentId);
    const known = incident.kind === 'open' || incident.kind === 'closed';
    if (!known || !decide(actor, action, relationTo(incident, actor)).allow) return refuse('NOT_FOUND');
    const seen = await log.seen(command);
    if (seen?.kind === 'command-reused') return refuse('IDEMPOTENCY_CONFLICT');
    if (seen) {
      const then = await readIncident(log, incidentId, seen.version);
      return reply(then.incident.kind === 'open' ? then.incident.attendance : []);
    }
    if (incident.kind === 'closed')
      return refuse('INCIDENT_CLOSED', 'It was closed: open it again before officers are sent.');
    const decision = decideOn(incident);
    if (!decision.ok) return decision;
    const event = decision.value;
    const at = clock.now();
    const appended = await log.append({
      stream: incidentStream(incidentId),
      expected: version,
      events: [event as unknown as NewEvent],
      at,
      by: actor.userId,
      command,
    });
    if (appended.kind === 'unconfirmed') throw new StorageUnavailable('the change may or may not be stored');
    if (appended.kind !== 'appended') continue;
    const after = evolve(incident, { incidentId, by: actor.userId, at, event });
    return reply(after.kind === 'open' ? after.attendance : []);
  }
}
