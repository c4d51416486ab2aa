import { z } from 'zod';
import { BatchReply, RegisterState } from '../record.js';
import { keyId, line } from '../values.js';
import { Idempotency, type Operations } from './operation.js';

const RegisterId = z.object({ id: keyId(40) });

/** Registers: their state, imports, availability. */
export const REGISTER_OPERATIONS = {
  listRegisters: {
    id: 'listRegisters',
    method: 'GET',
    path: '/api/registers',
    summary: 'The registers, how fresh they are and whether they answer',
    status: 200,
    reply: z.array(RegisterState),
    access: 'signed-in',
    refusals: ['NOT_ALLOWED'],
  },
  importRecords: {
    id: 'importRecords',
    method: 'POST',
    path: '/api/registers/{id}/records',
    summary: 'Import records, one NDJSON line each; the good lines are one atomic batch',
    params: RegisterId,
    query: z.object({ mode: z.enum(['merge', 'replace']).default('merge') }),
    headers: Idempotency,
    streams: true,
    status: 201,
    reply: BatchReply,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'UNSUPPORTED_MEDIA_TYPE', 'IDEMPOTENCY_CONFLICT'],
  },
  undoBatch: {
    id: 'undoBatch',
    method: 'DELETE',
    path: '/api/registers/{id}/batches/{batch}',
    summary: 'Undo a batch: the register is as if it had never been imported',
    params: RegisterId.extend({ batch: keyId(64) }),
    status: 200,
    reply: RegisterState,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'BATCH_UNDONE'],
  },
  setAvailability: {
    id: 'setAvailability',
    method: 'PUT',
    path: '/api/registers/{id}/availability',
    summary: 'Say that a register cannot be asked, or can again',
    params: RegisterId,
    body: z.strictObject({ available: z.boolean(), reason: line(200).min(1) }).meta({ id: 'Availability' }),
    status: 200,
    reply: RegisterState,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND'],
  },
} as const satisfies Operations;
