import { Reassessment, ReassessmentReply } from '../unresourced.js';
import { IncidentId, Idempotency, type Operations } from './operation.js';

/** Grades over time. */
export const GRADING_OPERATIONS = {
  reassess: {
    id: 'reassess',
    method: 'POST',
    path: '/api/incidents/{id}/reassessments',
    summary: 'Say that you have looked again at an incident to which nobody is sent, and when you look next',
    params: IncidentId,
    headers: Idempotency,
    body: Reassessment,
    status: 201,
    reply: ReassessmentReply,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'IDEMPOTENCY_CONFLICT'],
  },
} as const satisfies Operations;
