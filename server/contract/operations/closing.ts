import { z } from 'zod';
import { ChecklistAnswer, LogUpdate } from '../closing.js';
import { IncidentDetail, LogLine } from '../http.js';
import { Instant, line } from '../values.js';
import { IncidentId, Idempotency, type Operations } from './operation.js';

const OF_A_CHANGE = ['NOT_ALLOWED', 'NOT_FOUND', 'INCIDENT_CLOSED', 'IDEMPOTENCY_CONFLICT'] as const;
const change = { method: 'POST', params: IncidentId, headers: Idempotency, access: 'signed-in' } as const;

/** Updates of the log, the suspect, assessments, closing and what follows it. */
export const CLOSING_OPERATIONS = {
  updateLog: {
    ...change,
    id: 'updateLog',
    delays: true,
    path: '/api/incidents/{id}/log',
    summary: 'Write an update into the log of an incident',
    body: LogUpdate,
    status: 201,
    reply: LogLine,
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'IDEMPOTENCY_CONFLICT'],
  },
  recordSuspect: {
    ...change,
    id: 'recordSuspect',
    path: '/api/incidents/{id}/suspect',
    summary: 'The suspect is at large, was looked for, or is accounted for',
    body: z
      .strictObject({
        outstanding: z.boolean(),
        attempt: line(1000).min(1).optional().meta({ description: 'what was tried, or how they were found' }),
      })
      .meta({ id: 'RecordSuspect' }),
    status: 200,
    reply: IncidentDetail.shape.closing,
    refusals: OF_A_CHANGE,
  },
  signOff: {
    ...change,
    id: 'signOff',
    path: '/api/incidents/{id}/sign-offs',
    summary: 'Sign an assessment: the officer, then the sergeant, then the control-room supervisor',
    body: z
      .strictObject({
        assessment: line(2000).min(1),
        cardVersion: z.int().min(1).meta({ description: 'the version of the card that was assessed' }),
        answers: z.array(ChecklistAnswer).max(20).default([]),
      })
      .meta({ id: 'SignOffRequest' }),
    status: 201,
    reply: IncidentDetail.shape.closing,
    refusals: [...OF_A_CHANGE, 'WRONG_ORDER', 'ALREADY_SIGNED', 'STALE_VERSION'],
  },
  closeIncident: {
    ...change,
    id: 'closeIncident',
    path: '/api/incidents/{id}/closure',
    summary: 'Close an incident; refused with everything that is missing',
    body: z.strictObject({ result: line(1000).min(1).optional() }).meta({ id: 'CloseIncident' }),
    status: 200,
    reply: IncidentDetail.shape.closing,
    refusals: [...OF_A_CHANGE, 'NOT_READY_TO_CLOSE'],
  },
  reopenIncident: {
    ...change,
    id: 'reopenIncident',
    path: '/api/incidents/{id}/reopening',
    summary: 'Open a closed incident again: it is checked against every register, and its clock has never stopped',
    body: z.strictObject({ reason: line(500).min(1) }).meta({ id: 'ReopenIncident' }),
    status: 200,
    reply: IncidentDetail.shape.closing,
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'NOT_CLOSED', 'IDEMPOTENCY_CONFLICT'],
  },
  reviewIncident: {
    ...change,
    id: 'reviewIncident',
    path: '/api/incidents/{id}/reviews',
    summary: 'An inspector has reviewed an open incident, until the next review, or a closure',
    body: z
      .strictObject({ finding: line(2000).min(1), nextReviewAt: Instant.optional() })
      .meta({ id: 'ReviewIncident' }),
    status: 200,
    reply: IncidentDetail.shape.closing,
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'IDEMPOTENCY_CONFLICT'],
  },
} as const satisfies Operations;
