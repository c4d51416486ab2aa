import { accept, type Outcome } from '../contract/index.js';
import { OUTRIDER } from '../domain/access/policy.js';
import { gradeClock } from '../domain/grade/clock.js';
import { selfNamed, type ChangedIncident, type Incidents, type Owed, type Timetable } from '../ports.js';

export interface ClockPorts {
  readonly changes: Incidents;
  readonly timetable: Timetable;
}

/** Notes that an incident's clock passed with nobody there; nothing when somebody came or the grade is another one now. */
export const noteClockPassed = (
  { changes, timetable }: ClockPorts,
  { owner: incidentId, id }: Pick<Owed, 'owner' | 'id'>,
): Promise<Outcome<ChangedIncident>> =>
  changes.change({ incidentId, actor: OUTRIDER, command: selfNamed(id) }, (incident, at) => {
    const { dueAt, metAt } = gradeClock(incident, timetable.timings);
    const { grade } = incident;
    const noted = incident.clocksPassed?.includes(grade ?? 'none');
    if (dueAt === undefined || metAt !== undefined || noted || Date.parse(at) < Date.parse(dueAt)) return accept([]);
    return accept([{ type: 'clock-passed', body: { v: 1, grade, dueAt } }]);
  });
