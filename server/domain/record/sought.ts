import type { OperationKind } from '../../contract/index.js';
import type { Operation } from './operations.js';

/** Which operations are sought: those that fit everything that is given. */
export interface Sought {
  readonly incidentId?: string | undefined;
  /** `REGISTER/RECORD`, in whichever version */
  readonly record?: string | undefined;
  /** who did it, or was shown it */
  readonly user?: string | undefined;
  readonly operation?: OperationKind | undefined;
  /** ISO 8601, inclusive */
  readonly from?: string | undefined;
  /** ISO 8601, exclusive */
  readonly until?: string | undefined;
}

/** A record's name without its version. */
export const unversioned = (record: string): string => record.split('@', 1)[0] ?? record;

/** Whether an operation, done by somebody at an instant, is sought. */
export function isSought(
  { incidentId, record, user, operation, from, until }: Sought,
  done: Operation,
  { by, at }: { readonly by: string; readonly at: string },
): boolean {
  return (
    (incidentId === undefined || done.incidentId === incidentId) &&
    (record === undefined || (done.records ?? []).some((one) => unversioned(one) === record)) &&
    (user === undefined || by === user || done.recipient === user) &&
    (operation === undefined || done.kind === operation) &&
    (from === undefined || Date.parse(at) >= Date.parse(from)) &&
    (until === undefined || Date.parse(at) < Date.parse(until))
  );
}
