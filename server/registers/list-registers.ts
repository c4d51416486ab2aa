import type { RegisterState } from '../contract/index.js';
import type { Clock, Matcher, RemoteRegisters } from '../ports.js';
import { describeRegister, type RegistersModel } from './registers.model.js';

/** What the list of registers needs: what the log says, and how many records the matcher really searches. */
export interface ListPorts {
  readonly model: RegistersModel;
  readonly matcher: Pick<Matcher, 'check'>;
  readonly remotes: RemoteRegisters;
  readonly clock: Clock;
}

/** Every register that is declared, how fresh it is and whether it answers, in the order of the ledger. */
export async function listRegisters(ports: ListPorts): Promise<RegisterState[]> {
  const records = await countRecords(ports);
  return ports.model.manifests().map((manifest) => {
    const state = describeRegister(manifest, ports.model.state(manifest.id), records);
    const remote = ports.remotes.all.find(({ id }) => id === manifest.id)?.state();
    return remote === undefined
      ? state
      : { ...state, available: state.available && remote.standing !== 'rests', remote };
  });
}

/**
 * Records that can be found, by register, as the matcher counts them: a query about nobody asks for nothing else.
 * Undefined while the matcher cannot be asked: what a register is, and what was changed about it, is told all the same.
 */
export async function countRecords(
  ports: Pick<ListPorts, 'matcher' | 'clock'>,
): Promise<ReadonlyMap<string, number> | undefined> {
  const answer = await ports.matcher.check({ subjects: [], at: ports.clock.now() }).catch(() => undefined);
  if (answer === undefined) return undefined;
  const counts = new Map<string, number>();
  // A register is told batch by batch.
  for (const { register, records } of answer.searched) counts.set(register, (counts.get(register) ?? 0) + records);
  return counts;
}
