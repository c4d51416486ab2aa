import { accept, refuse, type DeskState, type Outcome, type ServiceLevel } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import type { DeskEvent } from '../domain/desk/desk.js';
import { StorageUnavailable, type Append, type Clock, type EventLog, type NewEvent } from '../ports.js';
import { DESK_STREAM, type DeskModel } from './desk.model.js';

export interface DeskPorts {
  readonly log: EventLog;
  readonly desk: DeskModel;
  readonly clock: Clock;
}

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
  { log, desk, clock }: DeskPorts,
  { force, reason, until, command }: ForceLevel,
  actor: Actor,
): Promise<Outcome<DeskState>> {
  const at = clock.now();
  const wrong = force === null ? undefined : wrongEnd(at, until);
  if (wrong) return refuse('INVALID_INPUT', `until: ${wrong}.`, [{ path: 'until', detail: wrong }]);
  const event: DeskEvent =
    force === null
      ? { type: 'level-released', body: { v: 1, reason } }
      : { type: 'level-forced', body: { v: 1, level: force, reason, until: until ?? at } };
  const appended = await log.append({
    stream: DESK_STREAM,
    expected: 'any',
    events: [event satisfies NewEvent],
    at,
    by: actor.userId,
    command,
  });
  if (appended.kind === 'command-reused') return refuse('IDEMPOTENCY_CONFLICT');
  if (appended.kind === 'unconfirmed') throw new StorageUnavailable('the change may or may not be stored');
  return accept(desk.at(clock.now()));
}

function wrongEnd(at: string, until: string | undefined): string | undefined {
  if (until === undefined) return 'say when it ends';
  if (Date.parse(until) <= Date.parse(at)) return 'is past';
  return Date.parse(until) - Date.parse(at) > LONGEST_MS ? 'is more than 14 hours away' : undefined;
}
