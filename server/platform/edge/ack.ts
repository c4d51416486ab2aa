import { refuse, type Outcome, type Refusal } from '../../contract/index.js';
import { NewerEvent } from '../../domain/incident/upcast.js';
import { StorageUnavailable } from '../../ports.js';
import { logger } from '../metrics/logger.js';
import { problemOf, Refused } from './problem.js';

/** What a bug or a store that cannot store is to the one who asked; undefined for a refusal that came as an error. */
export function refusalOf(cause: unknown): Refusal {
  if (cause instanceof Refused) return cause.refusal;
  if (cause instanceof StorageUnavailable) {
    return refuse('STORAGE_UNAVAILABLE', 'Nothing was stored. Try again; if it stays so, use voice and paper.');
  }
  if (cause instanceof NewerEvent) return refuse('NEWER_VERSION');
  if (wentAway(cause)) logger.info('a client went away in the middle of its request');
  else logger.error({ err: cause }, 'a handler failed');
  return refuse('INTERNAL');
}

/** What Node says of a request whose connection was closed before its end: nobody hears the answer, and nothing failed. */
const wentAway = (cause: unknown): boolean => {
  const { code, message } = cause as Partial<NodeJS.ErrnoException>;
  return (code === 'ECONNRESET' && message === 'aborted') || code === 'ERR_STREAM_PREMATURE_CLOSE';
};

/** Runs a socket handler and answers in every case: a client event is always acknowledged, whatever goes wrong. */
export async function ackOf(run: () => Promise<Outcome<unknown>>): Promise<object> {
  let outcome: Outcome<unknown>;
  try {
    outcome = await run();
  } catch (cause) {
    outcome = refusalOf(cause);
  }
  if (outcome.ok) return { ok: true, ...(outcome.value as object | undefined) };
  const { code, detail, errors } = problemOf(outcome);
  return { ok: false, code, detail, ...(errors ? { errors } : {}) };
}
