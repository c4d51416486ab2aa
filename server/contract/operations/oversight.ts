import { z } from 'zod';
import { AbandonedDraft, BreakGlass, BrokenGlass, GlassReply, ReviewOf, SearchHit } from '../oversight.js';
import { line } from '../values.js';
import { Idempotency, IncidentId, type Operations } from './operation.js';

const ReviewId = z.object({ id: line(200).min(1) });

/** Reads that somebody has to answer for, and the quick search within what one may see. */
export const OVERSIGHT_OPERATIONS = {
  search: {
    id: 'search',
    method: 'GET',
    path: '/api/search',
    summary: 'Find an incident among those that you may see, by reference, address or name',
    query: z.object({ q: line(100).min(2) }),
    status: 200,
    reply: z.array(SearchHit),
    access: 'signed-in',
    refusals: ['NOT_ALLOWED'],
  },
  breakGlass: {
    id: 'breakGlass',
    method: 'POST',
    path: '/api/incidents/{id}/break-glass',
    summary: 'Read one incident, by its id or reference, that is not yours, for 15 minutes; supervisors hear at once',
    params: IncidentId,
    headers: Idempotency,
    body: BreakGlass,
    status: 201,
    reply: GlassReply,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'SIGN_IN_AGAIN', 'NOT_FOUND', 'ALREADY_YOURS', 'INCIDENT_CLOSED', 'IDEMPOTENCY_CONFLICT'],
  },
  listBrokenGlass: {
    id: 'listBrokenGlass',
    method: 'GET',
    path: '/api/break-glass',
    summary: 'Who read what was not theirs: what waits for a review first',
    status: 200,
    reply: z.array(BrokenGlass),
    access: 'signed-in',
    refusals: ['NOT_ALLOWED'],
  },
  reviewGlass: {
    id: 'reviewGlass',
    method: 'POST',
    path: '/api/break-glass/{id}/review',
    summary: 'Say whether it was justified; never of oneself',
    params: ReviewId,
    headers: Idempotency,
    body: ReviewOf,
    status: 200,
    reply: BrokenGlass,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'OWN_REQUEST', 'IDEMPOTENCY_CONFLICT'],
  },
  listAbandonedDrafts: {
    id: 'listAbandonedDrafts',
    method: 'GET',
    path: '/api/drafts',
    summary: 'What was looked up while typing reports that were never made',
    status: 200,
    reply: z.array(AbandonedDraft),
    access: 'signed-in',
    refusals: ['NOT_ALLOWED'],
  },
  reviewDraft: {
    id: 'reviewDraft',
    method: 'POST',
    path: '/api/drafts/{id}/review',
    summary: 'Say whether it was justified; never of oneself',
    params: ReviewId,
    headers: Idempotency,
    body: ReviewOf,
    status: 200,
    reply: AbandonedDraft,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'OWN_REQUEST', 'IDEMPOTENCY_CONFLICT'],
  },
} as const satisfies Operations;
