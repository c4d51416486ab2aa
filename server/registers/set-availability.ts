import { accept, type Outcome, type RegisterState } from '../contract/index.js';
import type { AvailabilitySet } from '../domain/register/events.js';
import type { ActorId } from '../ports.js';
import { appendDecision, type RegisterPorts } from './decide-register.js';

export interface SetAvailability {
  readonly register: string;
  readonly available: boolean;
  readonly reason: string;
}

/**
 * Says that a register cannot be asked, or can again. Saying what already holds changes nothing (R8).
 *
 * Refuses NOT_FOUND: no such register.
 */
export async function setAvailability(
  ports: RegisterPorts,
  { register, available, reason }: SetAvailability,
  actor: ActorId,
): Promise<Outcome<RegisterState>> {
  const decided = await appendDecision(ports, register, actor, (history) => {
    if (history.available === available && history.reason === reason) return accept(undefined);
    const body: AvailabilitySet = { v: 1, available, reason };
    return accept({ type: 'availability-set', body });
  });
  return decided.ok ? accept(await decided.value()) : decided;
}
