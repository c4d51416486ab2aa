import { z } from 'zod';
import { Holding, Keeping } from '../audit.js';
import { RecordDue, RecordReview } from '../retention.js';
import { idElsewhere, keyId } from '../values.js';
import { Idempotency, type Operations } from './operation.js';

const RecordName = z.object({ id: keyId(40), record: idElsewhere });

/** What is kept in the registers, and for how long. */
export const RETENTION_OPERATIONS = {
  listRecordsDue: {
    id: 'listRecordsDue',
    method: 'GET',
    path: '/api/registers/reviews',
    summary: 'The records whose date of review or expiry has come, the longest overdue first',
    status: 200,
    reply: z.array(RecordDue),
    access: 'signed-in',
    refusals: ['NOT_ALLOWED'],
  },
  reviewRecord: {
    id: 'reviewRecord',
    method: 'POST',
    path: '/api/registers/{id}/records/{record}/review',
    summary: 'Keep a record until another date, or have its contents erased in seven days; the latest word counts',
    params: RecordName,
    headers: Idempotency,
    body: RecordReview,
    status: 200,
    mayBeEmpty: true,
    reply: RecordDue,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'LEGAL_HOLD', 'IDEMPOTENCY_CONFLICT'],
  },
  holdRecord: {
    id: 'holdRecord',
    method: 'PUT',
    path: '/api/registers/{id}/records/{record}/hold',
    summary: 'Legal hold, or the end of it: while it lasts nothing erases the record',
    params: RecordName,
    headers: Idempotency,
    body: Holding,
    status: 204,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'IDEMPOTENCY_CONFLICT'],
  },
  eraseRecord: {
    id: 'eraseRecord',
    method: 'POST',
    path: '/api/registers/{id}/records/{record}/erasure',
    summary: 'Erase now, for good, what every batch holds of a record',
    params: RecordName,
    headers: Idempotency,
    body: Keeping,
    status: 204,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'SIGN_IN_AGAIN', 'NOT_FOUND', 'LEGAL_HOLD', 'IDEMPOTENCY_CONFLICT'],
  },
} as const satisfies Operations;
