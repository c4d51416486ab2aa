import { accept, type Closing, type Outcome } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import { decideClosure } from '../domain/closing/closure.js';
import { closingOf } from '../domain/closing/view.js';
import { whileOpen, type ClosurePorts, type ToIncident } from './while-open.js';

/**
 * Closes an incident that three people have assessed. Refuses NOT_FOUND, INCIDENT_CLOSED, NOT_READY_TO_CLOSE with
 * everything that is missing, and IDEMPOTENCY_CONFLICT.
 */
export async function closeIncident(
  ports: ClosurePorts,
  { result, ...to }: ToIncident & { readonly result?: string | undefined },
  actor: Actor,
): Promise<Outcome<Closing>> {
  const changed = await ports.changes.changeKnown(
    { ...to, actor, action: 'incident.close' },
    whileOpen((incident) => decideClosure(incident, result)),
  );
  return changed.ok ? accept(closingOf(changed.value.incident)) : changed;
}
