import { z } from 'zod';
import { line } from '../values.js';
import { IncidentId, Idempotency, type Operations } from './operation.js';

/** What the people on the call and at the scene say of a match. */
const DisputeReply = z
  .object({ incidentId: z.string(), cardVersion: z.int().meta({ description: 'of the card that says so' }) })
  .meta({ id: 'DisputeReply' });

export const DISPUTE_OPERATIONS = {
  disputeMatch: {
    id: 'disputeMatch',
    method: 'POST',
    path: '/api/incidents/{id}/disputes',
    summary: 'Say "not this person" of a match: it is marked, and stays until a researcher decides',
    params: IncidentId,
    headers: Idempotency,
    body: z.strictObject({ matchId: line(400).min(1), reason: line(300).min(1) }).meta({ id: 'DisputeMatch' }),
    status: 200,
    reply: DisputeReply,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'IDEMPOTENCY_CONFLICT'],
  },
  withdrawDispute: {
    id: 'withdrawDispute',
    method: 'DELETE',
    path: '/api/incidents/{id}/disputes',
    summary: 'Take back "not this person" of a match: for whoever said it, and for supervisors',
    params: IncidentId,
    headers: Idempotency,
    query: z.object({ matchId: line(400).min(1) }),
    status: 200,
    reply: DisputeReply,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'IDEMPOTENCY_CONFLICT'],
  },
} as const satisfies Operations;
