import { z } from 'zod';
import { line } from '../values.js';
import { ChangeRestriction, KnownMember, Member, OwnNotice, Restriction } from '../workforce.js';
import { Idempotency, IncidentId, type Operations } from './operation.js';

const MemberId = z.object({ id: line(64).min(1) });

/** The force’s own people: who they are, and the incidents that they are in. */
export const WORKFORCE_OPERATIONS = {
  listMembers: {
    id: 'listMembers',
    method: 'GET',
    path: '/api/workforce',
    summary: 'The workforce, with what each of them declared',
    status: 200,
    reply: z.array(KnownMember),
    access: 'signed-in',
    refusals: ['NOT_ALLOWED'],
  },
  keepMember: {
    id: 'keepMember',
    method: 'PUT',
    path: '/api/workforce/{id}',
    summary: 'Put somebody on the list, or change what they declared; open incidents are checked again',
    params: MemberId,
    body: Member,
    status: 204,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED'],
  },
  removeMember: {
    id: 'removeMember',
    method: 'DELETE',
    path: '/api/workforce/{id}',
    summary: 'Take somebody off the list; incidents stay as restricted as they are',
    params: MemberId,
    status: 204,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND'],
  },
  readOwnNotices: {
    id: 'readOwnNotices',
    method: 'GET',
    path: '/api/workforce/notices',
    summary: 'Incidents in which one of ours is, and who looked for what is their own: for professional standards',
    status: 200,
    reply: z.array(OwnNotice),
    access: 'signed-in',
    refusals: ['NOT_ALLOWED'],
  },
  changeRestriction: {
    id: 'changeRestriction',
    method: 'POST',
    path: '/api/incidents/{id}/restriction',
    summary: 'Let somebody in who must know of a restricted incident, or lift the restriction',
    params: IncidentId,
    headers: Idempotency,
    body: ChangeRestriction,
    status: 200,
    reply: Restriction,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'IDEMPOTENCY_CONFLICT'],
  },
} as const satisfies Operations;
