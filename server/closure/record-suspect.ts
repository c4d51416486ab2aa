import { accept, type Closing, type Outcome } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import { closingOf } from '../domain/closing/view.js';
import { whileOpen, type ClosurePorts, type ToIncident } from './while-open.js';

/**
 * The suspect is at large, was looked for, or is accounted for. While they are at large the incident stays open, and
 * somebody tries to find them once in 24 hours.
 *
 * Refuses NOT_FOUND, INCIDENT_CLOSED and IDEMPOTENCY_CONFLICT.
 */
export async function recordSuspect(
  ports: ClosurePorts,
  {
    outstanding,
    attempt,
    ...to
  }: ToIncident & { readonly outstanding: boolean; readonly attempt?: string | undefined },
  actor: Actor,
): Promise<Outcome<Closing>> {
  const body = { v: 1 as const, outstanding, ...(attempt === undefined ? {} : { attempt }) };
  const changed = await ports.changes.changeKnown(
    { ...to, actor, action: 'incident.suspect' },
    whileOpen(() => accept([{ type: 'suspect-recorded', body } as const])),
  );
  return changed.ok ? accept(closingOf(changed.value.incident)) : changed;
}
