import { accept, type Outcome } from '../contract/index.js';
import { OUTRIDER } from '../domain/access/policy.js';
import { passingsOf } from '../domain/handover/overdue.js';
import { selfNamed, type ChangedIncident, type Incidents, type Owed, type Timetable } from '../ports.js';

export interface OverduePorts {
  readonly changes: Incidents;
  readonly timetable: Timetable;
}

/** Notes that the time of something passed and it is not done; nothing when it was done, or was noted before. */
export const noteOverdue = (
  { changes, timetable }: OverduePorts,
  { owner: incidentId, id }: Pick<Owed, 'owner' | 'id'>,
): Promise<Outcome<ChangedIncident>> =>
  changes.change({ incidentId, actor: OUTRIDER, command: selfNamed(id) }, (incident, now) => {
    const passed = passingsOf(incident, timetable.timings).filter(({ at }) => Date.parse(at) <= Date.parse(now));
    return accept(
      passed.map(
        ({ what, key, since, step }) => ({ type: 'overdue', body: { v: 1, what, key, since, step } }) as const,
      ),
    );
  });
