import { accept, type Outcome, type SearchHit } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import { findable, quickSearch, type Findable } from '../domain/briefing/quick-search.js';
import type { ClosedEntry, IncidentEntry, IncidentsModel } from '../incidents/incidents.model.js';
import type { AccessRecord } from '../ports.js';

export interface SearchPorts {
  readonly incidents: IncidentsModel;
  readonly access: AccessRecord;
}

/** Closed incidents that are looked through, the latest of them. */
const MOST_CLOSED = 1_000;

/**
 * Finds an incident among those that somebody may list, by what their role is shown of it: nothing else is looked at, so
 * that nothing of it can be told from the answer or from how long it takes. What was found is recorded first (R7).
 */
export async function search(
  { incidents, access }: SearchPorts,
  q: string,
  actor: Actor,
): Promise<Outcome<SearchHit[]>> {
  const closed = [...incidents.allClosed()].slice(-MOST_CLOSED);
  const theirs = [...incidents.all(), ...closed].flatMap((entry) => shownTo(actor, entry));
  const hits = quickSearch(theirs, q);
  const entries = hits.map(({ incidentId }) => {
    const { incident } = incidents.entry(incidentId) ?? incidents.closed(incidentId) ?? {};
    const decision = incident && decide(actor, 'incident.list', relationTo(incident, actor));
    if (!decision?.allow) throw new Error('a search found what its reader may not list');
    const { rule, reason } = decision;
    const body = { v: 1 as const, action: 'incident.search' as const, what: `incident/${incidentId}`, rule, reason };
    return { type: 'consulted' as const, body };
  });
  const [first, ...rest] = entries;
  if (first) await access.store(actor, [first, ...rest]);
  return accept(hits);
}

function shownTo(actor: Actor, entry: IncidentEntry | ClosedEntry): Findable[] {
  const { incident } = entry;
  const relation = relationTo(incident, actor);
  const decision = decide(actor, 'incident.list', relation);
  if (!decision.allow || (incident.links?.joined && relation !== 'creator')) return [];
  const view = 'views' in entry ? entry.views.get(decision.viewAs)?.card : undefined;
  // A closed incident's card is in the log: it is found by its reference, and read by opening it.
  const { id, reference, report, kind } = incident;
  const { address } = view?.situation ?? {};
  const mayReadCard = decide(actor, 'card.read', relation).allow;
  const people = mayReadCard ? (view?.situation.people ?? []).flatMap(({ name }) => name ?? []) : [];
  return [
    findable({
      incidentId: id,
      reference,
      status: kind,
      openedAt: report.openedAt,
      ...(report.category ? { category: report.category } : {}),
      ...(address ? { address } : {}),
      people,
    }),
  ];
}
