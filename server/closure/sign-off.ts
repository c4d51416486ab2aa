import { accept, type ChecklistAnswer, type Closing, type Outcome } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import { decideSignOff } from '../domain/closing/sign-off.js';
import { closingOf } from '../domain/closing/view.js';
import { whileOpen, type ClosurePorts, type ToIncident } from './while-open.js';

/**
 * Signs the next assessment of an incident. Refuses NOT_FOUND, INCIDENT_CLOSED, WRONG_ORDER, ALREADY_SIGNED,
 * STALE_VERSION, INVALID_INPUT and IDEMPOTENCY_CONFLICT.
 */
export async function signOff(
  ports: ClosurePorts,
  {
    assessment,
    cardVersion,
    answers,
    ...to
  }: ToIncident & {
    readonly assessment: string;
    readonly cardVersion: number;
    readonly answers: readonly ChecklistAnswer[];
  },
  actor: Actor,
): Promise<Outcome<Closing>> {
  const changed = await ports.changes.changeKnown(
    { ...to, actor, action: 'incident.sign' },
    whileOpen((incident) => {
      const decision = decideSignOff(incident, { assessment, cardVersion, answers }, actor);
      return decision.ok ? accept([decision.value]) : decision;
    }),
  );
  return changed.ok ? accept(closingOf(changed.value.incident)) : changed;
}
