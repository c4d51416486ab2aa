import { accept, refuse, type AttendanceReply, type Dispatch, type Outcome } from '../contract/index.js';
import { relationTo, type Action, type Actor } from '../domain/access/policy.js';
import { decideDispatch, decideMovement } from '../domain/incident/attendance.js';
import type { IncidentEvent } from '../domain/incident/events.js';
import type { OpenIncident } from '../domain/incident/state.js';
import type { Append } from '../ports.js';
import type { UsersModel } from '../sessions/users.model.js';
import { divertOfficers, type DivertPorts } from './divert-officers.js';

export interface DispatchPorts extends DivertPorts {
  readonly users: UsersModel;
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

/** Has an open incident's attendance changed by whoever `action` allows it. */
async function changeAttendance(
  { changes }: DispatchPorts,
  to: ToIncident,
  action: Action,
  actor: Actor,
  decideOn: (incident: OpenIncident) => Outcome<IncidentEvent>,
): Promise<Outcome<AttendanceReply>> {
  const changed = await changes.changeKnown({ ...to, actor, action }, (incident) => {
    if (incident.kind === 'closed')
      return refuse('INCIDENT_CLOSED', 'It was closed: open it again before officers are sent.');
    const decided = decideOn(incident);
    return decided.ok ? accept([decided.value]) : decided;
  });
  if (!changed.ok) return changed;
  return accept({ incidentId: to.incidentId, attendance: [...changed.value.incident.attendance] });
}
