import { accept, type Downgrade, type DowngradeState, type Outcome } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import type { AccessRecord, Timetable } from '../ports.js';
import type { DowngradesModel } from './downgrades.model.js';
import { downgradesShownTo } from './shown-downgrades.model.js';

export interface ListPorts {
  readonly incidents: IncidentsModel;
  readonly downgrades: DowngradesModel;
  readonly access: AccessRecord;
  readonly timetable: Timetable;
}

/** The requests that an actor may see, the oldest first; the read is recorded before it is answered (R7). */
export async function listDowngrades(
  ports: ListPorts,
  state: DowngradeState | undefined,
  actor: Actor,
): Promise<Outcome<Downgrade[]>> {
  const shown = [...ports.incidents.all()]
    .flatMap((entry) => downgradesShownTo(ports, entry, actor))
    .filter(({ downgrade }) => state === undefined || downgrade.state === state)
    .toSorted((a, b) => (a.downgrade.askedAt < b.downgrade.askedAt ? -1 : 1));
  const [first, ...rest] = shown.map(({ consulted }) => consulted);
  if (first) await ports.access.store(actor, [first, ...rest]);
  return accept(shown.map(({ downgrade }) => downgrade));
}
