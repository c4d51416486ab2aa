import { isDomesticAbuse, refuse, type Attendance, type Outcome } from '../../contract/index.js';
import type { IncidentEvent } from './events.js';

type DispatchEvent = Extract<IncidentEvent, { type: 'dispatched' | 'stood-down' | 'arrived' | 'departed' }>;

/** Officers who are sent and not stood down: they read the card (R7). */
export const attending = (attendance: readonly Attendance[]): readonly Attendance[] =>
  attendance.filter((a) => a.stoodDownAt === undefined);

/** One event on. Sent again after a stand-down is a new attendance; sent twice is one, with the newer ETA. */
export function evolveAttendance(
  attendance: readonly Attendance[],
  event: DispatchEvent,
  at: string,
): readonly Attendance[] {
  if (event.type === 'dispatched') {
    const { officers, etaMinutes } = event.body;
    const eta = etaMinutes === undefined ? {} : { etaMinutes };
    const there = attending(attendance).map((a) => a.officer);
    return [
      ...attendance.map((a) =>
        a.stoodDownAt === undefined && officers.some((o) => o.id === a.officer) ? { ...counted(a), ...eta } : a,
      ),
      ...officers
        .filter((o) => !there.includes(o.id))
        .map(({ id, name }): Attendance => ({ officer: id, name, dispatchedAt: at, ...eta })),
    ];
  }
  const { officers } = event.body;
  const time = { 'stood-down': 'stoodDownAt', arrived: 'arrivedAt', departed: 'departedAt' } as const;
  return attendance.map((a) =>
    a.stoodDownAt === undefined && officers.includes(a.officer) ? { ...counted(a), [time[event.type]]: at } : a,
  );
}

/** An officer who was diverted, and is heard of here again. */
const counted = ({ divertedAt: _divertedAt, ...attendance }: Attendance): Attendance => attendance;

export interface DispatchOf {
  readonly officers: readonly { readonly id: string; readonly name: string }[];
  readonly etaMinutes?: number;
  readonly singleCrewedReason?: string;
}

/**
 * The event of a dispatch, or why not: domestic abuse needs two officers at the scene, those who are sent already
 * counted, or a recorded reason for one (TWO_OFFICERS_NEEDED).
 */
export function decideDispatch(
  incident: { readonly attendance: readonly Attendance[]; readonly category: string | undefined },
  { officers, etaMinutes, singleCrewedReason }: DispatchOf,
): Outcome<DispatchEvent> {
  const all = new Set([...attending(incident.attendance).map((a) => a.officer), ...officers.map((o) => o.id)]);
  if (isDomesticAbuse(incident.category) && all.size < 2 && singleCrewedReason === undefined) {
    return refuse('TWO_OFFICERS_NEEDED', 'Send a second officer, or say in singleCrewedReason why one goes alone.');
  }
  const body = {
    v: 1 as const,
    officers,
    ...(etaMinutes === undefined ? {} : { etaMinutes }),
    ...(singleCrewedReason === undefined ? {} : { singleCrewedReason }),
  };
  return { ok: true, value: { type: 'dispatched', body } };
}

/** The event of officers arriving, leaving or being stood down; NOT_DISPATCHED when one of them was not sent. */
export function decideMovement(
  type: 'stood-down' | 'arrived' | 'departed',
  attendance: readonly Attendance[],
  officers: readonly string[],
): Outcome<DispatchEvent> {
  const sent = attending(attendance).map((a) => a.officer);
  const stranger = officers.findIndex((officer) => !sent.includes(officer));
  if (stranger >= 0) {
    return refuse('NOT_DISPATCHED', 'An officer of this list is not sent to the incident.', [
      { path: `officers.${stranger}`, detail: 'not sent, or stood down before' },
    ]);
  }
  return { ok: true, value: { type, body: { v: 1, officers } } };
}
