import { z } from 'zod';
import { Card } from '../card.js';
import { IncidentDetail, IncidentReply, IncidentSummary, LogLine } from '../http.js';
import { Report, ReportPatch } from '../report.js';
import { Instant, line } from '../values.js';
import { IncidentId, Idempotency, type Operations } from './operation.js';

/** Incidents: reported, revised, read. */
export const INCIDENT_OPERATIONS = {
  reportIncident: {
    id: 'reportIncident',
    delays: true,
    method: 'POST',
    path: '/api/incidents',
    summary: 'Report an incident: it is checked against every register and answered with its card',
    headers: Idempotency,
    body: Report,
    status: 201,
    reply: IncidentReply,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'IDEMPOTENCY_CONFLICT', 'TOO_BUSY'],
  },
  reviseIncident: {
    id: 'reviseIncident',
    delays: true,
    method: 'PATCH',
    path: '/api/incidents/{id}',
    summary: 'Change the report of an incident; it is checked again',
    params: IncidentId,
    headers: Idempotency.extend({ 'if-match': line(20).optional().meta({ description: 'the report version' }) }),
    body: ReportPatch,
    status: 200,
    reply: IncidentReply,
    access: 'signed-in',
    refusals: [
      'NOT_ALLOWED',
      'NOT_FOUND',
      'VERSION_CONFLICT',
      'IF_MATCH_REQUIRED',
      'TOO_BUSY',
      'USE_DOWNGRADE',
      'INCIDENT_CLOSED',
      'IDEMPOTENCY_CONFLICT',
    ],
  },
  listIncidents: {
    id: 'listIncidents',
    method: 'GET',
    path: '/api/incidents',
    summary: 'The incidents that you may see, newest first: the open ones, unless you ask for closed ones',
    query: z.object({ status: z.enum(['open', 'closed']).optional() }),
    status: 200,
    reply: z.array(IncidentSummary),
    access: 'signed-in',
    refusals: ['NOT_ALLOWED'],
  },
  readIncident: {
    id: 'readIncident',
    method: 'GET',
    path: '/api/incidents/{id}',
    summary: 'One incident',
    params: IncidentId,
    status: 200,
    reply: IncidentDetail,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'ERASED'],
  },
  readIncidentLog: {
    id: 'readIncidentLog',
    method: 'GET',
    path: '/api/incidents/{id}/log',
    summary: 'What happened in an incident, in order',
    params: IncidentId,
    status: 200,
    reply: z.array(LogLine),
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'ERASED'],
  },
  readCard: {
    id: 'readCard',
    method: 'GET',
    path: '/api/incidents/{id}/card',
    summary: 'The card of an incident for you, or as a reader had it at an instant',
    params: IncidentId,
    query: z.object({
      at: Instant.optional().meta({ description: 'as it was then' }),
      reader: line(64).min(1).optional().meta({ description: 'as this user had it, masks included' }),
    }),
    status: 200,
    reply: Card,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'ERASED'],
  },
} as const satisfies Operations;
