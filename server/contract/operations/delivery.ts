import { z } from 'zod';
import { AlertId, AlertSeen } from '../alert.js';
import { IncidentDelivery, Reading } from '../delivery.js';
import { Instant } from '../values.js';
import { Idempotency, IncidentId, type Operations } from './operation.js';

/** What people were told and read. */
export const DELIVERY_OPERATIONS = {
  readOut: {
    id: 'readOut',
    delays: true,
    method: 'POST',
    path: '/api/incidents/{id}/readings',
    summary: 'The card was read out over the radio: whom it was read to is informed',
    params: IncidentId,
    headers: Idempotency,
    body: Reading,
    status: 201,
    reply: IncidentDelivery,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'NOT_DISPATCHED', 'IDEMPOTENCY_CONFLICT'],
  },
  readDelivery: {
    id: 'readDelivery',
    method: 'GET',
    path: '/api/incidents/{id}/delivery',
    summary: 'Who was sent which version of the card, received it, was shown it, acknowledged it, or heard it',
    params: IncidentId,
    query: z.object({ at: Instant.optional().meta({ description: 'as far as it had come by then' }) }),
    status: 200,
    reply: IncidentDelivery,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND'],
  },
  seeAlert: {
    id: 'seeAlert',
    delays: true,
    method: 'POST',
    path: '/api/alerts/{id}/acknowledgement',
    summary: 'I have seen this alert: it is taken off my screens',
    params: AlertId,
    headers: Idempotency,
    body: AlertSeen,
    status: 204,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'IDEMPOTENCY_CONFLICT'],
  },
} as const satisfies Operations;
