import { accept, type Outcome } from '../contract/index.js';
import { OUTRIDER } from '../domain/access/policy.js';
import { nextClimb } from '../domain/incident/unresourced.js';
import { selfNamed, type ChangedIncident, type Owed } from '../ports.js';
import type { ClockPorts } from './note-clock-passed.js';

/** Takes an incident to which nobody is sent one step up; nothing when somebody is, or has looked again (R15). */
export const climb = (
  { changes, timetable }: ClockPorts,
  { owner: incidentId, id }: Pick<Owed, 'owner' | 'id'>,
): Promise<Outcome<ChangedIncident>> =>
  changes.change({ incidentId, actor: OUTRIDER, command: selfNamed(id) }, (incident, at) => {
    const next = nextClimb(incident, timetable.timings);
    if (next === undefined || Date.parse(at) < Date.parse(next.at)) return accept([]);
    return accept([{ type: 'climbed', body: { v: 1, to: next.to, since: next.since } }]);
  });
