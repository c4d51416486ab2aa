import { accept, refuse, type Dispatch, type Outcome } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import { decideDispatch } from '../domain/incident/attendance.js';
import { evolveAll, type OpenIncident } from '../domain/incident/state.js';
import type { ProvisionalIncidents } from '../incidents/provisional.model.js';
import type { Clock } from '../ports.js';
import { officersOf, type DispatchPorts } from './change-attendance.js';

export interface DispatchAwayPorts extends Pick<DispatchPorts, 'users'> {
  readonly clock: Clock;
  readonly provisional: ProvisionalIncidents;
}

/**
 * The incident as it will be when officers have been sent to it, while the shared log is away. Refuses what sending them would
 * be refused with: NOT_FOUND, INVALID_INPUT (somebody is no officer), TWO_OFFICERS_NEEDED.
 */
export function foretellDispatch(
  { users, clock, provisional }: DispatchAwayPorts,
  { incidentId, officers: ids, etaMinutes, singleCrewedReason }: Dispatch & { readonly incidentId: string },
  actor: Actor,
): Outcome<OpenIncident> {
  const incident = provisional.get(incidentId);
  if (!incident || !decide(actor, 'incident.dispatch', relationTo(incident, actor)).allow) return refuse('NOT_FOUND');
  const officers = officersOf(users, ids);
  if (!officers.ok) return officers;
  const { attendance, report } = incident;
  const sent = decideDispatch(
    { attendance, category: report.category },
    {
      officers: officers.value,
      ...(etaMinutes === undefined ? {} : { etaMinutes }),
      ...(singleCrewedReason === undefined ? {} : { singleCrewedReason }),
    },
  );
  if (!sent.ok) return sent;
  return accept(provisional.put(evolveAll(incidentId, { by: actor.userId, at: clock.now() }, [sent.value], incident)));
}
