import { z } from 'zod';
import { Downgrade, DowngradeRequest, DowngradeRuling, DowngradeState, RulingRecord } from '../downgrade.js';
import { IncidentId, Idempotency, type Operations } from './operation.js';

/** Lowering a grade takes two people. */
export const DOWNGRADE_OPERATIONS = {
  requestDowngrade: {
    id: 'requestDowngrade',
    method: 'POST',
    path: '/api/incidents/{id}/downgrades',
    summary: 'Ask for a lower grade: a supervisor or inspector decides, never whoever asked',
    params: IncidentId,
    headers: Idempotency,
    body: DowngradeRequest,
    status: 201,
    reply: Downgrade,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND', 'NOT_LOWER', 'ALREADY_WAITING', 'IDEMPOTENCY_CONFLICT'],
  },
  listDowngrades: {
    id: 'listDowngrades',
    method: 'GET',
    path: '/api/downgrades',
    summary: 'The requests for a lower grade that you may see, the oldest first',
    query: z.object({ state: DowngradeState.optional() }),
    status: 200,
    reply: z.array(Downgrade),
    access: 'signed-in',
    refusals: ['NOT_ALLOWED'],
  },
  ruleDowngrade: {
    id: 'ruleDowngrade',
    method: 'POST',
    path: '/api/downgrades/{id}/ruling',
    summary: 'Decide on a request, naming the card that you looked at',
    params: IncidentId,
    headers: Idempotency,
    body: DowngradeRuling,
    status: 200,
    reply: Downgrade,
    access: 'signed-in',
    refusals: [
      'NOT_A_SUPERVISOR',
      'NOT_FOUND',
      'OWN_REQUEST',
      'EXPIRED',
      'LAPSED',
      'STALE_VERSION',
      'ALREADY_RULED',
      'IDEMPOTENCY_CONFLICT',
    ],
  },
  readRulings: {
    id: 'readRulings',
    method: 'GET',
    path: '/api/downgrades/rulings',
    summary: 'How each supervisor has ruled on downgrades',
    status: 200,
    reply: z.array(RulingRecord),
    access: 'signed-in',
    refusals: ['NOT_ALLOWED'],
  },
} as const satisfies Operations;
