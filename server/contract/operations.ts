import { z } from 'zod';
import { Card } from './card.js';
import {
  AttendanceReply,
  DeskState,
  Dispatch,
  IncidentDetail,
  IncidentReply,
  IncidentSummary,
  LogLine,
  OfficerState,
  SessionReply,
  SignIn,
} from './http.js';
import type { RefusalCode } from './problem.js';
import { BatchReply, RegisterState } from './record.js';
import { Report, ReportPatch } from './report.js';
import { Instant, line, ServiceLevel } from './values.js';

/** One HTTP operation: everything that the router, the checks, the client and the OpenAPI document need to know. */
export interface Operation {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** with OpenAPI parameters: `/api/incidents/{id}` */
  readonly path: string;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  /** the body is a stream of NDJSON lines, of any length */
  readonly streams?: true;
  readonly status: 200 | 201 | 204;
  readonly reply?: z.ZodType;
  /** of the answer, when it is not JSON */
  readonly mediaType?: string;
  /** `public` needs no sign-in */
  readonly access: 'public' | 'signed-in';
  readonly refusals: readonly RefusalCode[];
}

const IncidentId = z.object({ id: line(64).min(1) });
const RegisterId = z.object({ id: line(40).min(1) });
const Idempotency = z.object({
  'idempotency-key': line(200).min(1).optional().meta({ description: 'same key, same answer' }),
});

const OF_A_MOVEMENT = ['NOT_ALLOWED', 'NOT_FOUND', 'NOT_DISPATCHED', 'IDEMPOTENCY_CONFLICT'] as const;
const Movement = z.strictObject({ officer: line(64).min(1) }).meta({ id: 'Movement' });

export const OPERATIONS = {
  signIn: {
    id: 'signIn',
    method: 'POST',
    path: '/api/session',
    summary: 'Sign in',
    body: SignIn,
    status: 201,
    reply: SessionReply,
    access: 'public',
    refusals: ['SIGN_IN_FAILED'],
  },
  renewSession: {
    id: 'renewSession',
    method: 'POST',
    path: '/api/session/renewal',
    summary: 'A new token for the old one, which ends',
    status: 201,
    reply: SessionReply,
    access: 'signed-in',
    refusals: [],
  },
  signOut: {
    id: 'signOut',
    method: 'DELETE',
    path: '/api/session',
    summary: 'End this session',
    status: 204,
    access: 'signed-in',
    refusals: [],
  },
  reportIncident: {
    id: 'reportIncident',
    method: 'POST',
    path: '/api/incidents',
    summary: 'Report an incident: it is checked against every register and answered with its card',
    headers: Idempotency,
    body: Report,
    status: 201,
    reply: IncidentReply,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'IDEMPOTENCY_CONFLICT'],
  },
  reviseIncident: {
    id: 'reviseIncident',
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
      'USE_DOWNGRADE',
      'IDEMPOTENCY_CONFLICT',
    ],
  },
  listIncidents: {
    id: 'listIncidents',
    method: 'GET',
    path: '/api/incidents',
    summary: 'The incidents that you may see, newest first',
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
    refusals: ['NOT_ALLOWED', 'NOT_FOUND'],
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
    refusals: ['NOT_ALLOWED', 'NOT_FOUND'],
  },
  dispatch: {
    id: 'dispatch',
    method: 'POST',
    path: '/api/incidents/{id}/dispatch',
    summary: 'Send officers: they read its card from now on',
    params: IncidentId,
    headers: Idempotency,
    body: Dispatch,
    status: 200,
    reply: AttendanceReply,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'TWO_OFFICERS_NEEDED', 'IDEMPOTENCY_CONFLICT'],
  },
  standDown: {
    id: 'standDown',
    method: 'POST',
    path: '/api/incidents/{id}/stand-down',
    summary: 'Officers are no longer sent: the card leaves their screens',
    params: IncidentId,
    headers: Idempotency,
    body: z.strictObject({ officers: z.array(line(64).min(1)).min(1).max(20) }).meta({ id: 'StandDown' }),
    status: 200,
    reply: AttendanceReply,
    access: 'signed-in',
    refusals: OF_A_MOVEMENT,
  },
  arrival: {
    id: 'arrival',
    method: 'POST',
    path: '/api/incidents/{id}/arrival',
    summary: 'An officer is there',
    params: IncidentId,
    headers: Idempotency,
    body: Movement,
    status: 200,
    reply: AttendanceReply,
    access: 'signed-in',
    refusals: OF_A_MOVEMENT,
  },
  departure: {
    id: 'departure',
    method: 'POST',
    path: '/api/incidents/{id}/departure',
    summary: 'An officer has left',
    params: IncidentId,
    headers: Idempotency,
    body: Movement,
    status: 200,
    reply: AttendanceReply,
    access: 'signed-in',
    refusals: OF_A_MOVEMENT,
  },
  listOfficers: {
    id: 'listOfficers',
    method: 'GET',
    path: '/api/officers',
    summary: 'The officers who can be sent, and where they are sent',
    status: 200,
    reply: z.array(OfficerState),
    access: 'signed-in',
    refusals: ['NOT_ALLOWED'],
  },
  readDesk: {
    id: 'readDesk',
    method: 'GET',
    path: '/api/desk',
    summary: 'The RTI desk and its service level',
    status: 200,
    reply: DeskState,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED'],
  },
  forceLevel: {
    id: 'forceLevel',
    method: 'POST',
    path: '/api/desk/level',
    summary: 'Force a service level, with a reason and an end; `force: null` ends it now',
    headers: Idempotency,
    body: z
      .strictObject({ force: ServiceLevel.nullable(), reason: line(300).min(1), until: Instant.optional() })
      .meta({ id: 'ForceLevel' }),
    status: 200,
    reply: DeskState,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'IDEMPOTENCY_CONFLICT'],
  },
  readCard: {
    id: 'readCard',
    method: 'GET',
    path: '/api/incidents/{id}/card',
    summary: 'The card of an incident for you',
    params: IncidentId,
    status: 200,
    reply: Card,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND'],
  },
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
    params: RegisterId.extend({ batch: line(64).min(1) }),
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
  openapi: {
    id: 'openapi',
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This API as OpenAPI 3.1',
    status: 200,
    reply: z.looseObject({ openapi: z.string() }),
    access: 'public',
    refusals: [],
  },
  asyncapi: {
    id: 'asyncapi',
    method: 'GET',
    path: '/api/asyncapi.json',
    summary: 'The socket events as AsyncAPI 3',
    status: 200,
    reply: z.looseObject({ asyncapi: z.string() }),
    access: 'public',
    refusals: [],
  },
  live: {
    id: 'live',
    method: 'GET',
    path: '/livez',
    summary: 'The process runs',
    status: 200,
    reply: z.object({ status: z.literal('live') }),
    access: 'public',
    refusals: [],
  },
  ready: {
    id: 'ready',
    method: 'GET',
    path: '/readyz',
    summary: 'The log is writable and every register is loaded',
    status: 200,
    reply: z.object({ status: z.enum(['ready', 'starting', 'read-only']), detail: z.string() }),
    access: 'public',
    refusals: ['STORAGE_UNAVAILABLE'],
  },
  metrics: {
    id: 'metrics',
    method: 'GET',
    path: '/metrics',
    summary: 'Figures for Prometheus; no personal data',
    status: 200,
    reply: z.string(),
    mediaType: 'text/plain; version=0.0.4; charset=utf-8',
    access: 'public',
    refusals: [],
  },
} as const satisfies Record<string, Operation>;
