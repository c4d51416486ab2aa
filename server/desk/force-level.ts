import { accept, refuse, type DeskState, type Outcome, type ServiceLevel } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import type { Append } from '../ports.js';
import { changeDesk } from './change-desk.js';
import type { DeskPorts } from './desk-ports.js';

type LevelPorts = Pick<DeskPorts, 'log' | 'desk' | 'clock'>;

export interface ForceLevel {
  /** null ends what was forced */
  readonly force: ServiceLevel | null;
  readonly reason: string;
  readonly until?: string | undefined;
  readonly command: Append['command'];
}

/** A level is forced for a shift at most: whoever wants it longer says so again. */
const LONGEST_MS = 14 * 3_600_000;

/**
 * Forces a service level with a reason and an end, or ends what was forced. Refuses INVALID_INPUT (no end, an end that
 * is past or too far away) and IDEMPOTENCY_CONFLICT.
 */
export async function forceLevel(
  ports: LevelPorts,
  { force, reason, until, command }: ForceLevel,
  actor: Actor,
): Promise<Outcome<DeskState>> {
  const at = ports.clock.now();
  const wrong = force === null ? undefined : wrongEnd(at, until);
  if (wrong) return refuse('INVALID_INPUT', `until: ${wrong}.`, [{ path: 'until', detail: wrong }]);
  const refused = await changeDesk(
    ports,
    force === null
      ? { type: 'level-released', body: { v: 1, reason } }
      : { type: 'level-forced', body: { v: 1, level: force, reason, until: until ?? at } },
    command,
    actor.userId,
  );
  return refused ?? accept(ports.desk.at(ports.clock.now()));
}

function wrongEnd(at: string, until: string | undefined): string | undefined {
  if (until === undefined) return 'say when it ends';
  if (Date.parse(until) <= Date.parse(at)) return 'is past';
  return Date.parse(until) - Date.parse(at) > LONGEST_MS ? 'is more than 14 hours away' : undefined;
}

/**
 * A supervisor knows that the desk is machine-only; at any other level there is nothing to acknowledge, and nothing
 * changes. Refuses IDEMPOTENCY_CONFLICT.
 */
export async function acknowledgeLevel(
  ports: LevelPorts,
  { command }: { readonly command: Append['command'] },
  actor: Actor,
): Promise<Outcome<DeskState>> {
  const { level, since, acknowledgedBy = [] } = ports.desk.at(ports.clock.now());
  const refused =
    level !== 'machine-only' || acknowledgedBy.includes(actor.name)
      ? undefined
      : await changeDesk(
          ports,
          { type: 'level-acknowledged', body: { v: 1, since, name: actor.name } },
          command,
          actor.userId,
        );
  return refused ?? accept(ports.desk.at(ports.clock.now()));
}
