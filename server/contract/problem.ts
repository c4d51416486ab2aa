import { z } from 'zod';

/**
 * Every refusal that Outrider gives, with the HTTP status that it travels under and the sentence that explains it.
 * A code never changes its meaning; programs and screens may rely on it.
 */
export const REFUSALS = {
  INVALID_INPUT: { status: 400, title: 'A field is missing or wrong' },
  MALFORMED_JSON: { status: 400, title: 'The body is not valid JSON' },
  NOT_SIGNED_IN: { status: 401, title: 'Sign in first' },
  SIGN_IN_FAILED: { status: 401, title: 'User name or password is wrong' },
  SIGN_IN_AGAIN: { status: 401, title: 'Prove first that it is you' },
  PASSWORD_CHANGE_NEEDED: { status: 403, title: 'Choose a password of your own first' },
  NOT_ALLOWED: { status: 403, title: 'Your role does not allow this' },
  ORIGIN_NOT_ALLOWED: { status: 403, title: 'This web origin may not connect' },
  NOT_FOUND: { status: 404, title: 'There is nothing here that you may see' },
  OWN_ACCOUNT: { status: 409, title: 'Another administrator changes your account' },
  USER_EXISTS: { status: 409, title: 'Somebody has this user name' },
  KEPT_BY_PROVIDER: { status: 409, title: 'The sign-in provider decides this' },
  USE_DOWNGRADE: { status: 409, title: 'A lower grade needs a downgrade request and a second person' },
  NOT_A_SUPERVISOR: { status: 403, title: 'A supervisor or an inspector decides' },
  NOT_LOWER: { status: 409, title: 'This grade is not lower' },
  ALREADY_WAITING: { status: 409, title: 'A downgrade of this incident is waiting already' },
  ALREADY_YOURS: { status: 409, title: 'You may see it already' },
  OWN_REQUEST: { status: 409, title: 'Whoever asked for it does not decide' },
  ALREADY_RULED: { status: 409, title: 'Somebody has decided' },
  EXPIRED: { status: 409, title: 'The request has expired: ask again' },
  LAPSED: { status: 409, title: 'The request has lapsed: something new is known' },
  TWO_OFFICERS_NEEDED: { status: 409, title: 'Domestic abuse needs two officers, or a reason for one' },
  NOT_DISPATCHED: { status: 409, title: 'This officer is not dispatched to the incident' },
  INCIDENT_CLOSED: { status: 409, title: 'The incident is closed' },
  NOT_CLOSED: { status: 409, title: 'The incident is open' },
  NOT_READY_TO_CLOSE: { status: 409, title: 'Something is missing before the incident can be closed' },
  WRONG_ORDER: { status: 409, title: 'Somebody else signs before' },
  ALREADY_SIGNED: { status: 409, title: 'You have signed this incident' },
  NOT_YOURS: { status: 409, title: 'This is not yours to hand over' },
  STALE_VERSION: { status: 409, title: 'There is a newer version of the card than the one you saw' },
  JOB_NOT_YOURS: { status: 409, title: 'Another researcher has this job' },
  REPEAT_CALL: { status: 409, title: 'A repeat call is not part of another' },
  ALREADY_LINKED: { status: 409, title: 'One of the calls is part of an event already' },
  OFFICERS_SENT: { status: 409, title: 'Officers are sent to the call that would be part of another' },
  LEGAL_HOLD: { status: 409, title: 'It is on legal hold: nothing of it may be erased' },
  ERASED: { status: 410, title: 'Its contents were erased; what was done with them stays in the record' },
  IDEMPOTENCY_CONFLICT: { status: 409, title: 'This Idempotency-Key was used with another body' },
  BATCH_UNDONE: { status: 409, title: 'This batch was undone before' },
  VERSION_CONFLICT: { status: 412, title: 'Somebody changed the incident in between' },
  BODY_TOO_LARGE: { status: 413, title: 'The body is too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'This content type is not accepted here' },
  IF_MATCH_REQUIRED: { status: 428, title: 'Say which version you are changing' },
  TOO_MANY_REQUESTS: { status: 429, title: 'Too many requests' },
  TOO_BUSY: { status: 503, title: 'Too many reports wait to be checked; nothing was accepted' },
  INTERNAL: { status: 500, title: 'Outrider failed to answer; the failure is in its log' },
  PROVIDER_UNAVAILABLE: { status: 503, title: 'The sign-in provider does not answer' },
  NEWER_VERSION: { status: 503, title: 'A newer Outrider goes on with this: ask again, another node knows it' },
  NO_SHARED_LOG: { status: 503, title: 'The log that the servers share is away: this cannot wait on one of them' },
  STORAGE_UNAVAILABLE: { status: 503, title: 'Nothing can be stored at the moment; nothing was accepted' },
} as const satisfies Record<string, { status: number; title: string }>;

export type RefusalCode = keyof typeof REFUSALS;

/** Refusals that any operation may give, whatever it does. */
export const COMMON_REFUSALS = [
  'INVALID_INPUT',
  'MALFORMED_JSON',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'TOO_MANY_REQUESTS',
  'INTERNAL',
  'NEWER_VERSION',
  'NO_SHARED_LOG',
  'STORAGE_UNAVAILABLE',
] as const satisfies readonly RefusalCode[];

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]]),
    errors: z.array(z.object({ path: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details; never holds what was sent' });
export type Problem = z.infer<typeof Problem>;

/** A refusal as a value: what use cases return instead of throwing. */
export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  /** another status than the code travels under elsewhere */
  readonly status?: number;
  readonly detail?: string;
  readonly errors?: readonly { path: string; detail: string }[];
}

/** What a use case returns: the value, or why not. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | Refusal;

export const accept = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const refuse = (code: RefusalCode, detail?: string, errors?: Refusal['errors']): Refusal => ({
  ok: false,
  code,
  ...(detail === undefined ? {} : { detail }),
  ...(errors === undefined ? {} : { errors }),
});
