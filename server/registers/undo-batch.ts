import { accept, refuse, type Outcome, type RegisterState } from '../contract/index.js';
import type { BatchUndone } from '../domain/register/events.js';
import type { ActorId } from '../ports.js';
import { appendDecision, type RegisterPorts } from './decide-register.js';

export interface UndoBatch {
  readonly register: string;
  readonly batch: string;
}

/**
 * Undoes a batch: the register is as if it had never been imported. What a `replace` had hidden is there again.
 *
 * Refuses NOT_FOUND (no such register, or the batch was never imported into it) and BATCH_UNDONE.
 */
export async function undoBatch(
  ports: RegisterPorts,
  { register, batch }: UndoBatch,
  actor: ActorId,
): Promise<Outcome<RegisterState>> {
  const decided = await appendDecision(ports, register, actor, (history) => {
    const known = history.batches.find((candidate) => candidate.batch === batch);
    if (known === undefined) return refuse('NOT_FOUND', 'This batch was never imported into this register.');
    if (known.undone) return refuse('BATCH_UNDONE');
    const body: BatchUndone = { v: 1, batch };
    return accept({ type: 'batch-undone', body });
  });
  if (!decided.ok) return decided;
  await ports.activations.bring(register);
  return accept(await decided.value());
}
