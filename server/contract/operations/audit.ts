import { z } from 'zod';
import { AuditFilter, AuditPage, AuditPerson, AuditQuery, Found, Holding, Keeping, Kept } from '../audit.js';
import { IncidentId, Idempotency, type Operations } from './operation.js';

const keeping = {
  params: IncidentId,
  headers: Idempotency,
  body: Keeping,
  status: 200,
  reply: Kept,
  access: 'signed-in',
} as const;
const OF_KEEPING = ['NOT_ALLOWED', 'NOT_FOUND', 'ERASED', 'IDEMPOTENCY_CONFLICT'] as const;

/** The record of who did what to whose data, and how long contents are kept. */
export const AUDIT_OPERATIONS = {
  readAudit: {
    id: 'readAudit',
    method: 'GET',
    path: '/api/audit',
    summary: 'Operations on personal data: who did what to whose data, when, why, and which fields they were shown',
    query: AuditQuery,
    status: 200,
    reply: AuditPage,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED'],
  },
  findAuditPerson: {
    id: 'findAuditPerson',
    method: 'POST',
    path: '/api/audit/people',
    summary: 'The records and incidents that a person could be in, to ask the record about',
    body: AuditPerson,
    status: 200,
    reply: z.array(Found),
    access: 'signed-in',
    refusals: ['NOT_ALLOWED'],
  },
  exportAudit: {
    id: 'exportAudit',
    method: 'GET',
    path: '/api/audit/export',
    summary: 'The record as NDJSON, for "outrider audit verify --export"',
    query: AuditFilter.extend({ contents: z.enum(['true', 'false']).default('false') }),
    status: 200,
    mediaType: 'application/x-ndjson',
    reply: z.string().meta({ description: 'a line an entry; the last one is signed' }),
    access: 'signed-in',
    refusals: ['NOT_ALLOWED'],
  },
  holdIncident: {
    ...keeping,
    id: 'holdIncident',
    method: 'PUT',
    path: '/api/incidents/{id}/hold',
    summary: 'Legal hold, or the end of it: while it lasts nothing of the incident may be erased',
    body: Holding,
    refusals: OF_KEEPING,
  },
  eraseIncident: {
    ...keeping,
    id: 'eraseIncident',
    method: 'POST',
    path: '/api/incidents/{id}/erasure',
    summary: 'Erase what a closed incident holds, for good',
    refusals: [...OF_KEEPING, 'NOT_CLOSED', 'LEGAL_HOLD'],
  },
} as const satisfies Operations;
