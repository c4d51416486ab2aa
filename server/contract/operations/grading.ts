import { PromptAnswer, PromptReply, Reassessment, ReassessmentReply } from '../unresourced.js';
import { line } from '../values.js';
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
  answerPrompt: {
    id: 'answerPrompt',
    method: 'POST',
    path: '/api/incidents/{id}/prompts/{prompt}',
    summary: 'Say that a question of the card was asked, and what came of it, or that it was skipped',
    params: IncidentId.extend({ prompt: line(120).min(1) }),
    headers: Idempotency,
    body: PromptAnswer,
    status: 200,
    reply: PromptReply,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'IDEMPOTENCY_CONFLICT'],
  },
} as const satisfies Operations;
