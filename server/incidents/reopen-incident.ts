import { accept, refuse, type Closing, type Outcome } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import { closingOf } from '../domain/closing/view.js';
import type { Append, Incidents } from '../ports.js';

export interface ReopenIncident {
  readonly incidentId: string;
  readonly reason: string;
  readonly command: Append['command'];
}

/**
 * Opens a closed incident again: it is on the boards, with a card that was checked against every register now, in the
 * same append; whoever opens it is responsible for it, and its clock has never stopped (R15).
 *
 * Refuses NOT_FOUND, NOT_CLOSED and IDEMPOTENCY_CONFLICT.
 */
export async function reopenIncident(
  { changes }: { readonly changes: Incidents },
  { reason, ...to }: ReopenIncident,
  actor: Actor,
): Promise<Outcome<Closing>> {
  const change = { ...to, actor, action: 'incident.reopen', brief: 'reopened' } as const;
  const reopened = await changes.changeKnown(change, ({ kind }) =>
    kind === 'open'
      ? refuse('NOT_CLOSED', 'It is open already.')
      : accept([{ type: 'reopened', body: { v: 1, reason } }]),
  );
  return reopened.ok ? accept(closingOf(reopened.value.incident)) : reopened;
}
