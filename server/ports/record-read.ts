import { accept, refuse, type Outcome } from '../contract/index.js';
import { decide, type Action, type Actor } from '../domain/access/policy.js';
import type { AccessRecord } from '../ports.js';

/** What somebody reads that is not about one incident. */
export interface Read {
  readonly action: Action;
  /** as the record names it, never its contents */
  readonly what: string;
  /** `register/record` of those in it; left out: none */
  readonly records?: readonly string[];
}

/** Records a read, under the rule of the policy that allows it, before it is answered (R7). Refuses NOT_ALLOWED. */
export async function recordRead(
  access: AccessRecord,
  actor: Actor,
  { action, what, records = [] }: Read,
): Promise<Outcome<undefined>> {
  const decision = decide(actor, action);
  if (!decision.allow) return refuse('NOT_ALLOWED');
  const { rule, reason } = decision;
  const shown = records.length > 0 ? { records } : {};
  await access.store(actor, [{ type: 'consulted', body: { v: 1, action, what, rule, reason, ...shown } }]);
  return accept(undefined);
}
