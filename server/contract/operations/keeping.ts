import { Keepings, KeepingQuery, KeptThing } from '../keeping.js';
import type { Operations } from './operation.js';

/** What must be kept, and what is gone. */
export const KEEPING_OPERATIONS = {
  listKeepings: {
    id: 'listKeepings',
    method: 'GET',
    path: '/api/keeping',
    summary: 'What is on legal hold, and what was erased: who said so, when and why',
    status: 200,
    reply: Keepings,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED'],
  },
  findKept: {
    id: 'findKept',
    method: 'GET',
    path: '/api/keeping/found',
    summary: 'What is held of one incident or record, and what an erasure of it would take: counts, no contents',
    query: KeepingQuery,
    status: 200,
    reply: KeptThing,
    access: 'signed-in',
    refusals: ['NOT_ALLOWED', 'NOT_FOUND'],
  },
} as const satisfies Operations;
