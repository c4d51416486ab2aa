import type { z } from 'zod';
import { REFUSALS, type Problem, type Refusal } from '../../contract/index.js';

/** A refusal on its way out of a handler, to the one problem filter. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly refusal: Refusal,
    readonly retryAfterSeconds?: number,
  ) {
    super(refusal.code);
  }
}

/** RFC 9457 problem details of a refusal. `type` is a stable name, not an address to fetch. */
export function problemOf({ code, detail, errors, ...refusal }: Omit<Refusal, 'ok'>): Problem {
  const { title } = REFUSALS[code];
  const { status = REFUSALS[code].status } = refusal;
  return {
    type: `urn:outrider:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail: detail ?? title,
    code,
    ...(errors ? { errors: errors.map((e) => ({ ...e })) } : {}),
  };
}

/** Field errors of a failed parse: which field and what is wrong, never what was sent. */
export function fieldErrors(error: z.ZodError, under?: string): { path: string; detail: string }[] {
  return error.issues.slice(0, MAX_FIELD_ERRORS).map((issue) => ({
    path: [...(under ? [under] : []), ...issue.path.map(String)].join('.'),
    detail: detailOf(issue),
  }));
}

const MAX_FIELD_ERRORS = 50;

// Names of unknown fields are what was sent, so only how many there are is said.
function detailOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `${issue.keys.length} field${issue.keys.length > 1 ? 's' : ''} not known here: leave out what the contract does not name`;
  }
  return issue.message;
}
