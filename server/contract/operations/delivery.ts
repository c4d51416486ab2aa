import { AlertId, AlertSeen } from '../alert.js';
import { Idempotency, type Operations } from './operation.js';

/** What people were told and read. */
export const DELIVERY_OPERATIONS = {
  seeAlert: {
    id: 'seeAlert',
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
