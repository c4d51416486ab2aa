import { z } from 'zod';
import type { Operations } from './operation.js';

/** The service about itself. */
export const SERVICE_OPERATIONS = {
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
    reply: z.object({ status: z.enum(['ready', 'ready, degraded', 'starting', 'read-only']), detail: z.string() }),
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
} as const satisfies Operations;
