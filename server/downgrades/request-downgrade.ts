import { accept, refuse, type Downgrade, type DowngradeRequest, type Outcome } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import { downgradeReply } from '../domain/grade/downgrade-row.js';
import { requestDowngrade as request } from '../domain/grade/downgrade.js';
import type { Append, Ids, Incidents, Timetable } from '../ports.js';

export interface RequestPorts {
  readonly changes: Incidents;
  readonly ids: Ids;
  readonly timetable: Timetable;
}

export interface RequestDowngrade extends DowngradeRequest {
  readonly incidentId: string;
  readonly command: Append['command'];
}

/**
 * Asks for a lower grade. Nothing changes until somebody else rules on it (R6).
 *
 * Refuses NOT_FOUND, NOT_LOWER, ALREADY_WAITING, NOT_ALLOWED and IDEMPOTENCY_CONFLICT.
 */
export async function requestDowngrade(
  { changes, ids, timetable }: RequestPorts,
  { incidentId, command, to, ...said }: RequestDowngrade,
  actor: Actor,
): Promise<Outcome<Downgrade>> {
  const { victimSpokenTo, alone, cancelledBy, ...grounds } = said;
  const asked = {
    ...grounds,
    ...(victimSpokenTo === undefined ? {} : { victimSpokenTo }),
    ...(alone === undefined ? {} : { alone }),
    ...(cancelledBy === undefined ? {} : { cancelledBy }),
  };
  const changed = await changes.change({ incidentId, actor, command }, (incident, at) => {
    if (!decide(actor, 'downgrade.request', relationTo(incident, actor)).allow) return refuse('NOT_FOUND');
    return request(incident, { id: ids.next(), to, ...asked }, actor, at, timetable.timings);
  });
  if (!changed.ok) return changed;
  const { incident } = changed.value;
  const made = incident.downgrades?.at(-1);
  if (!made) throw new Error(`the downgrade of incident ${incidentId} that was asked for is not there`);
  return accept(downgradeReply(incident, made));
}
