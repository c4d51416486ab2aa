import { refuse, type Outcome } from '../../contract/index.js';
import type { Actor } from '../../domain/access/policy.js';
import { londonTime } from '../../domain/london.js';
import { StorageUnavailable, type Append, type Clock, type Instant, type Json, type Outbox } from '../../ports.js';
import { Refused } from './problem.js';

/** What a node can say of a request before the log has it. */
export interface Foretold {
  /** what is kept instead of the body that was sent: with the ids and instants that the answer has told */
  readonly body?: object;
  /** answered beside `delayed` */
  readonly reply: object;
  /** the report version that the answer speaks of */
  readonly promised?: number;
}

/** A request that may be kept, as far as keeping it goes. */
export interface Delayable {
  readonly actor: Actor;
  readonly params: unknown;
  readonly headers: unknown;
  readonly body: unknown;
  readonly command: Append['command'];
}

export interface DelayPorts {
  readonly outbox: Outbox;
  readonly clock: Clock;
}

/** Accepted, and kept on this node: the answer of a 202. */
export class Kept {
  constructor(readonly reply: object & { readonly delayed: true; readonly since: Instant }) {}
}

/** Runs what cannot be kept, because it goes by what everybody else has done. @throws Refused NO_SHARED_LOG while that is away */
export async function waiting<T>(outbox: Outbox, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    const since = outbox.since();
    if (!(cause instanceof StorageUnavailable) || since === undefined) throw cause;
    throw new Refused(
      refuse('NO_SHARED_LOG', `There has been no shared log since ${londonTime(since)}: this waits for it.`),
    );
  }
}

/**
 * Runs a request, or keeps it when the shared log is away: then it is on this node's disk before it is answered, and runs
 * under the same command when the log is back (R1, R8). Nothing overtakes what is kept already.
 *
 * @param foretell what can be said of it already; may refuse what would be refused anyway
 * @throws StorageUnavailable when it can be neither run nor kept
 */
export async function runOrKeep(
  { outbox, clock }: DelayPorts,
  operation: string,
  request: Delayable,
  run: () => Promise<Outcome<unknown>>,
  foretell: () => Promise<Outcome<Foretold>>,
): Promise<Outcome<unknown> | Kept> {
  if (outbox.since() === undefined) {
    try {
      return await run();
    } catch (cause) {
      if (!(cause instanceof StorageUnavailable) || !outbox.keeps) throw cause;
    }
  }
  const foretold = await foretell();
  if (!foretold.ok) return foretold;
  const { body = request.body, reply, promised } = foretold.value;
  const { actor, params, headers, command } = request;
  const at = clock.now();
  await outbox.keep({
    kind: 'request',
    operation,
    actor,
    ...(asJson({ params, headers, body }) as Record<'params' | 'headers' | 'body', Json>),
    command,
    at,
    ...(promised === undefined ? {} : { promised }),
  });
  return new Kept({ ...reply, delayed: true, since: outbox.since() ?? at });
}

/** As it will be read back: what is undefined is null. */
const asJson = (parts: Readonly<Record<string, unknown>>): Readonly<Record<string, Json>> =>
  Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, (part ?? null) as Json]));
