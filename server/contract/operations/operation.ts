import { z } from 'zod';
import type { RefusalCode } from '../problem.js';
import { line } from '../values.js';

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
  /** the body is a form (`application/x-www-form-urlencoded`), not JSON */
  readonly form?: true;
  /** the body is a stream of NDJSON lines, of any length */
  readonly streams?: true;
  readonly status: 200 | 201 | 204;
  readonly reply?: z.ZodType;
  /** while the shared log is away it is kept on the node and answered 202 with `Delayed` beside what it can say */
  readonly delays?: true;
  /** there may be nothing to answer: 204 then */
  readonly mayBeEmpty?: true;
  /** of the answer, when it is not JSON */
  readonly mediaType?: string;
  /** `public` needs no sign-in */
  readonly access: 'public' | 'signed-in';
  readonly refusals: readonly RefusalCode[];
}

/** A group of operations, by their ids. */
export type Operations = Readonly<Record<string, Operation>>;

export const IncidentId = z.object({ id: line(64).min(1) });
export const Idempotency = z.object({
  'idempotency-key': line(200).min(1).optional().meta({ description: 'same key, same answer' }),
});
