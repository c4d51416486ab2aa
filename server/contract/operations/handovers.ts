import { z } from 'zod';
import { HandOver, Handover, Item, ShiftState } from '../handover.js';
import { line } from '../values.js';
import { Idempotency, type Operations } from './operation.js';

/** Ending a shift: everything that is mine goes to a named person, who accepts it. */
export const HANDOVER_OPERATIONS = {
  readShift: {
    id: 'readShift',
    method: 'GET',
    path: '/api/shift',
    summary: 'What is yours, what waits to be accepted, which registers are down, and who is here',
    status: 200,
    reply: ShiftState,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED'],
  },
  handOver: {
    id: 'handOver',
    method: 'POST',
    path: '/api/handovers',
    summary: 'Hand items, or everything that is yours, to a named person; they stay yours until they are accepted',
    headers: Idempotency,
    body: HandOver,
    status: 201,
    reply: Handover,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_YOURS', 'IDEMPOTENCY_CONFLICT'],
  },
  listHandovers: {
    id: 'listHandovers',
    method: 'GET',
    path: '/api/handovers',
    summary: 'The handovers of which something waits: to you and from you; all of them for who supervises',
    status: 200,
    reply: z.array(Handover),
    access: 'signed-in',
    refusals: ['NOT_ALLOWED'],
  },
  acceptHandover: {
    id: 'acceptHandover',
    method: 'POST',
    path: '/api/handovers/{id}/acceptance',
    summary: 'Accept what was handed to you, item by item or all of it: from now on it is yours',
    params: z.object({ id: line(64).min(1) }),
    headers: Idempotency,
    body: z.strictObject({ items: z.array(Item).min(1).max(500).optional() }).meta({ id: 'AcceptHandover' }),
    status: 200,
    reply: Handover,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND'],
  },
} as const satisfies Operations;
