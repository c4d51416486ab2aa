import { z } from 'zod';
import { Links, LinkTo } from '../links.js';
import { line } from '../values.js';
import { Idempotency, IncidentId, type Operations } from './operation.js';

/** Calls that belong together. */
export const LINK_OPERATIONS = {
  linkIncidents: {
    id: 'linkIncidents',
    method: 'POST',
    path: '/api/incidents/{id}/links',
    summary: 'This call is about the same event as another, or a repeat of it',
    params: IncidentId,
    headers: Idempotency,
    body: LinkTo,
    status: 200,
    reply: Links,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'REPEAT_CALL', 'ALREADY_LINKED', 'OFFICERS_SENT', 'IDEMPOTENCY_CONFLICT'],
  },
  unlinkIncidents: {
    id: 'unlinkIncidents',
    method: 'DELETE',
    path: '/api/incidents/{id}/links',
    summary: 'This call is by itself again, as it was before',
    params: IncidentId,
    headers: Idempotency,
    query: z.object({
      to: line(64)
        .min(1)
        .optional()
        .meta({ description: 'from which incident; left out: from the event it is part of' }),
    }),
    status: 200,
    reply: Links,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'IDEMPOTENCY_CONFLICT'],
  },
} as const satisfies Operations;
