import { accept, type Outcome, type Role, type SearchHit } from '../contract/index.js';
import { decide, relationTo, type Actor, type Relation } from '../domain/access/policy.js';
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
  const shown = new Shown(actor);
  const theirs = [...incidents.all(), ...closed].flatMap((entry) => shown.of(entry) ?? []);
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

/** What was made of incidents, for each way in which a reader is shown them: the same until an incident changes. */
const MADE = new Map<string, WeakMap<object, Findable>>();

function madeFor(way: string): WeakMap<object, Findable> {
  const made = MADE.get(way) ?? new WeakMap<object, Findable>();
  MADE.set(way, made);
  return made;
}

/** How one reader is shown incidents, by how they stand to them: the policy is asked once for each relation. */
class Shown {
  readonly #ways = new Map<
    Relation,
    { readonly viewAs: Role; readonly card: boolean; readonly made: WeakMap<object, Findable> } | undefined
  >();

  constructor(private readonly actor: Actor) {}

  /** An incident as its reader may find it; undefined: they may not. */
  of(entry: IncidentEntry | ClosedEntry): Findable | undefined {
    const { incident } = entry;
    const relation = relationTo(incident, this.actor);
    const way = this.#wayOf(relation);
    if (way === undefined || (incident.links?.joined && relation !== 'creator')) return undefined;
    const known = way.made.get(incident);
    if (known !== undefined) return known;
    const made = findableOf(entry, way.viewAs, way.card);
    way.made.set(incident, made);
    return made;
  }

  #wayOf(relation: Relation) {
    if (this.#ways.has(relation)) return this.#ways.get(relation);
    const list = decide(this.actor, 'incident.list', relation);
    const card = decide(this.actor, 'card.read', relation).allow;
    const way = list.allow ? { viewAs: list.viewAs, card, made: madeFor(`${list.viewAs} ${card}`) } : undefined;
    this.#ways.set(relation, way);
    return way;
  }
}

function findableOf(entry: IncidentEntry | ClosedEntry, viewAs: Role, mayReadCard: boolean): Findable {
  const view = 'views' in entry ? entry.views.get(viewAs)?.card : undefined;
  // A closed incident's card is in the log: it is found by its reference, and read by opening it.
  const { id, reference, report, kind } = entry.incident;
  const { address } = view?.situation ?? {};
  const people = mayReadCard ? (view?.situation.people ?? []).flatMap(({ name }) => name ?? []) : [];
  return findable({
    incidentId: id,
    reference,
    status: kind,
    openedAt: report.openedAt,
    ...(report.category ? { category: report.category } : {}),
    ...(address ? { address } : {}),
    people,
  });
}
