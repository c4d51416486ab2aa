import { createHash } from 'node:crypto';
import { accept, refuse, type Outcome, type RegisterState } from '../contract/index.js';
import type { RegisterHistory } from '../domain/register/evolve.js';
import type { Manifest } from '../domain/register/types.js';
import {
  StorageUnavailable,
  type ActorId,
  type Clock,
  type EventLog,
  type Ids,
  type Matcher,
  type NewEvent,
} from '../ports.js';
import { countRecords } from './list-registers.js';
import { describeRegister, readHistory, registerStream } from './registers.model.js';

export interface RegisterPorts {
  readonly log: EventLog;
  readonly manifests: { manifest(register: string): Manifest | undefined };
  readonly activations: { bring(register: string): Promise<void> };
  readonly matcher: Pick<Matcher, 'check'>;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What a decision says: an event to append, nothing to do, or a refusal. */
type Decide = (history: RegisterHistory) => Outcome<NewEvent | undefined>;

/**
 * Decides on what the log says about a register and appends the outcome; when something was appended in between, decides
 * again. The value reads the register's state afterwards.
 */
export async function appendDecision(
  ports: RegisterPorts,
  register: string,
  actor: ActorId,
  decide: Decide,
): Promise<Outcome<() => Promise<RegisterState>>> {
  const manifest = ports.manifests.manifest(register);
  if (manifest === undefined) return refuse('NOT_FOUND', 'There is no such register.');
  const state = async (): Promise<RegisterState> => {
    const [{ history }, records] = await Promise.all([readHistory(ports.log, register), countRecords(ports)]);
    return describeRegister(manifest, history, records);
  };
  const command = ports.ids.next();
  for (;;) {
    const { history, version } = await readHistory(ports.log, register);
    const decision = decide(history);
    if (!decision.ok) return decision;
    const event = decision.value;
    if (event === undefined) return accept(state);
    const appended = await ports.log.append({
      stream: registerStream(register),
      expected: version,
      events: [event],
      at: ports.clock.now(),
      by: actor,
      command: {
        id: `${actor}:${command}`,
        digest: createHash('sha256').update(JSON.stringify(event)).digest('hex'),
      },
    });
    if (appended.kind === 'unconfirmed') throw new StorageUnavailable('The change may or may not be stored');
    if (appended.kind !== 'conflict') return accept(state);
  }
}
