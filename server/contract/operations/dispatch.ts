import { z } from 'zod';
import { AttendanceReply, Dispatch, OfficerState } from '../http.js';
import { line } from '../values.js';
import { IncidentId, Idempotency, type Operations } from './operation.js';

const OF_A_MOVEMENT = [
  'NOT_ALLOWED',
  'NOT_FOUND',
  'NOT_DISPATCHED',
  'INCIDENT_CLOSED',
  'IDEMPOTENCY_CONFLICT',
] as const;
const Movement = z.strictObject({ officer: line(64).min(1) }).meta({ id: 'Movement' });

/** Officers: sent, there, gone again. */
export const DISPATCH_OPERATIONS = {
  dispatch: {
    id: 'dispatch',
    delays: true,
    method: 'POST',
    path: '/api/incidents/{id}/dispatch',
    summary: 'Send officers: they read its card from now on',
    params: IncidentId,
    headers: Idempotency,
    body: Dispatch,
    status: 200,
    reply: AttendanceReply,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'TWO_OFFICERS_NEEDED', 'INCIDENT_CLOSED', 'IDEMPOTENCY_CONFLICT'],
  },
  standDown: {
    id: 'standDown',
    delays: true,
    method: 'POST',
    path: '/api/incidents/{id}/stand-down',
    summary: 'Officers are no longer sent: the card leaves their screens',
    params: IncidentId,
    headers: Idempotency,
    body: z.strictObject({ officers: z.array(line(64).min(1)).min(1).max(20) }).meta({ id: 'StandDown' }),
    status: 200,
    reply: AttendanceReply,
    access: 'signed-in',
    refusals: OF_A_MOVEMENT,
  },
  arrival: {
    id: 'arrival',
    delays: true,
    method: 'POST',
    path: '/api/incidents/{id}/arrival',
    summary: 'An officer is there',
    params: IncidentId,
    headers: Idempotency,
    body: Movement,
    status: 200,
    reply: AttendanceReply,
    access: 'signed-in',
    refusals: OF_A_MOVEMENT,
  },
  departure: {
    id: 'departure',
    delays: true,
    method: 'POST',
    path: '/api/incidents/{id}/departure',
    summary: 'An officer has left',
    params: IncidentId,
    headers: Idempotency,
    body: Movement,
    status: 200,
    reply: AttendanceReply,
    access: 'signed-in',
    refusals: OF_A_MOVEMENT,
  },
  listOfficers: {
    id: 'listOfficers',
    method: 'GET',
    path: '/api/officers',
    summary: 'The officers who can be sent, and where they are sent',
    status: 200,
    reply: z.array(OfficerState),
    access: 'signed-in',
    refusals: ['NOT_ALLOWED'],
  },
} as const satisfies Operations;
