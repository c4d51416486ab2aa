import { createHash } from 'node:crypto';
import canonicalizeModule from 'canonicalize';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { z } from 'zod';
import { refuse, shaped, type RefusalCode } from '../../contract/index.js';
import { FRESH_MINUTES, isFresh } from '../../domain/account/account.js';
import { decide, type Action, type Actor } from '../../domain/access/policy.js';
import type { Clock, Ids, Outbox, SharedCounts, SignedIn, StreamId } from '../../ports.js';
import { fieldErrors, Refused } from './problem.js';

// A CommonJS package: its default export sits one level deeper when it is imported from an ES module.
const canonicalize = canonicalizeModule as unknown as (value: unknown) => string | undefined;

/** How often one caller may ask: `points` within `seconds`. */
export interface Limit {
  readonly points: number;
  readonly seconds: number;
  /** counted by all nodes together */
  readonly shared?: true;
}

/** What the nodes on one log share at their edges. */
export interface SharedEdge {
  readonly outbox: Outbox;
  readonly counts: SharedCounts;
  /** resolves when this node knows what the others had appended at the time of the call */
  readonly caughtUp: () => Promise<void>;
  /** the streams that a newer Outrider goes on with: nothing of them is told here */
  readonly newer: () => ReadonlyMap<StreamId, number>;
}

export const LIMITS = {
  /** sign-ins from one network address: a whole control room may sit behind it */
  signIn: { points: 300, seconds: 60, shared: true },
  /** guesses at one person's password from one address */
  guess: { points: 10, seconds: 60, shared: true },
  /** wrong guesses at one person's password from anywhere: a right one is not heard either until the hour is over */
  wrongGuesses: { points: 100, seconds: 3600, shared: true },
  /** what a person does by hand, and a busy integration */
  write: { points: 6000, seconds: 60 },
  read: { points: 6000, seconds: 60 },
  /** a call handler types perhaps eight letters a second */
  typing: { points: 1200, seconds: 60 },
  bulk: { points: 600, seconds: 60 },
  /** probes and scrapes */
  probe: { points: 6000, seconds: 60 },
} as const satisfies Record<string, Limit>;

/** A command as the log knows it: once in effect (R8). */
export interface Command {
  readonly id: string;
  readonly digest: string;
}

/** What every handler goes through before its own code runs: sign-in, function policy, limit, schema. */
export class Edge {
  readonly #limiters = new Map<string, RateLimiterMemory>();

  constructor(
    private readonly signedIn: SignedIn,
    readonly clock: Clock,
    private readonly ids: Ids,
    readonly shared: SharedEdge,
  ) {}

  /**
   * Whose a token is; one that this node has not heard of may have been given by another a moment ago.
   * @throws Refused NOT_SIGNED_IN
   */
  async actorOfToken(token: string | undefined): Promise<Actor> {
    if (token === undefined) return signedInOnly(undefined);
    const known = this.signedIn.byToken(token, this.clock.now());
    if (known) return known;
    await this.shared.caughtUp();
    return signedInOnly(this.signedIn.byToken(token, this.clock.now()));
  }

  /** @throws Refused NOT_SIGNED_IN */
  actorOfSession(sessionId: string): Actor {
    return signedInOnly(this.signedIn.bySession(sessionId, this.clock.now()));
  }

  /** @throws Refused NOT_ALLOWED, or what an operation says instead, when no role of the actor has the function */
  allow(actor: Actor, action: Action, otherwise: RefusalCode = 'NOT_ALLOWED'): void {
    if (!decide(actor, action).allow) throw new Refused(refuse(otherwise));
  }

  /** @throws Refused SIGN_IN_AGAIN unless the actor proved a moment ago who they are */
  needFreshSignIn({ confirmedAt }: Actor): void {
    if (isFresh(confirmedAt, this.clock.now())) return;
    throw new Refused(refuse('SIGN_IN_AGAIN', `This needs a sign-in of the last ${FRESH_MINUTES} minutes.`));
  }

  /**
   * @param spent how many of the points this costs; 0 only asks whether there are any left
   * @throws Refused TOO_MANY_REQUESTS with when to come back
   */
  async limit(name: string, caller: string, { points, seconds, shared }: Limit, spent = 1): Promise<void> {
    let limiter = this.#limiters.get(name);
    if (!limiter) {
      limiter = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });
      this.#limiters.set(name, limiter);
    }
    try {
      await limiter.consume(caller, spent);
    } catch (cause) {
      if (!(cause instanceof RateLimiterRes)) throw cause;
      throw tooMany(cause.msBeforeNext);
    }
    const together = shared && (await this.shared.counts.add(`${name}:${caller}`, spent, seconds));
    if (together && together.count > points) throw tooMany(together.msLeft);
  }

  /** @throws Refused INVALID_INPUT naming each field that is wrong */
  parse<S extends z.ZodType>(schema: S, value: unknown, under?: string): z.output<S> {
    const parsed = shaped(schema, value);
    if (parsed.success) return parsed.data;
    const errors = fieldErrors(parsed.error, under);
    const first = errors[0];
    const where = first?.path ? `${first.path}: ` : '';
    throw new Refused(refuse('INVALID_INPUT', `${where}${first?.detail ?? 'not valid'}.`, errors));
  }

  /** The command of a request: named by the caller's own key when there is one, else a new one. */
  command(caller: string, key: string | undefined, request: unknown): Command {
    const digest = createHash('sha256')
      .update(canonicalize(request) ?? '')
      .digest('hex');
    return { id: key === undefined ? this.ids.next() : `${caller}:${key}`, digest };
  }
}

function tooMany(msLeft: number): Refused {
  const after = Math.ceil(msLeft / 1000);
  return new Refused(refuse('TOO_MANY_REQUESTS', `Try again in ${after} s.`), after);
}

function signedInOnly(actor: Actor | undefined): Actor {
  if (!actor) throw new Refused(refuse('NOT_SIGNED_IN', 'The session has ended or was never there: sign in.'));
  return actor;
}
