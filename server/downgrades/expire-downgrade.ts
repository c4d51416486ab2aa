import { accept, type Outcome } from '../contract/index.js';
import { OUTRIDER } from '../domain/access/policy.js';
import { expired } from '../domain/grade/downgrade.js';
import { selfNamed, type ChangedIncident, type Incidents, type Owed } from '../ports.js';

/** Ends a request on which nobody ruled in time; one that was ruled on, or has lapsed, stays as it is. */
export const expireDowngrade = (
  changes: Incidents,
  { owner: incidentId, id }: Pick<Owed, 'owner' | 'id'>,
): Promise<Outcome<ChangedIncident>> =>
  changes.change({ incidentId, actor: OUTRIDER, command: selfNamed(id) }, (incident, at) =>
    accept(expired(incident, id.slice(id.indexOf(':') + 1), at)),
  );
