import { accept, refuse, type Closing, type Outcome } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import { closingOf } from '../domain/closing/view.js';
import { type ClosurePorts, type ToIncident } from './while-open.js';

/**
 * An inspector has looked at an incident: an open one is looked at again at the time that they name, a closed one is off
 * their list. Refuses NOT_FOUND, INVALID_INPUT (an open incident without the next time) and IDEMPOTENCY_CONFLICT.
 */
export async function reviewIncident(
  ports: ClosurePorts,
  {
    finding,
    nextReviewAt,
    ...to
  }: ToIncident & { readonly finding: string; readonly nextReviewAt?: string | undefined },
  actor: Actor,
): Promise<Outcome<Closing>> {
  const changed = await ports.changes.changeKnown({ ...to, actor, action: 'incident.review' }, (incident, at) => {
    if (incident.kind === 'open' && (nextReviewAt === undefined || nextReviewAt <= at)) {
      const detail = 'say when you look at it next';
      return refuse('INVALID_INPUT', `nextReviewAt: ${detail}.`, [{ path: 'nextReviewAt', detail }]);
    }
    const next = incident.kind === 'open' && nextReviewAt !== undefined ? { nextReviewAt } : {};
    return accept([{ type: 'reviewed', body: { v: 1, finding, ...next } }]);
  });
  return changed.ok ? accept(closingOf(changed.value.incident)) : changed;
}
