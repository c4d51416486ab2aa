import { z } from 'zod';
import { DeskState } from '../http.js';
import { Instant, line, ServiceLevel } from '../values.js';
import { Idempotency, type Operations } from './operation.js';

/** The RTI desk and its service level. */
export const DESK_OPERATIONS = {
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
} as const satisfies Operations;
