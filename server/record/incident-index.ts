import { mayKnowOf, type Actor } from '../domain/access/policy.js';
import { callRecord } from '../domain/incident/linked.js';
import type { ClosedIncident, OpenIncident } from '../domain/incident/state.js';
import { RecordIndex } from '../domain/match/record-index.js';
import type { Link, PersonSubject } from '../domain/match/types.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import type { StoredEvent } from '../ports.js';

/** Outrider’s own incidents, as a register to be asked. */
export const INCIDENTS = 'incidents';

type Kept = OpenIncident | ClosedIncident;
type Reports = Map<string, Kept['report']>;

/**
 * Incidents to be asked for a person. It is made at the first question and follows at each later one: what has not
 * changed since is not looked at again. What is restricted is never in it: whoever may know of some asks those by
 * themselves, so that nothing of the others shows in an answer (R17).
 */
export class IncidentIndex {
  readonly #known: Reports = new Map();
  readonly #index = indexOver(this.#known);

  constructor(private readonly incidents: IncidentsModel) {}

  /** Incidents that a person could be in, of those that the actor may know of. */
  ask(subject: PersonSubject, at: string, actor: Actor): Link[] {
    const all = [...this.incidents.all(), ...this.incidents.allClosed()].map(({ incident }) => incident);
    this.#follow(all.filter(({ restricted }) => restricted === undefined));
    const apart = all.filter((incident) => incident.restricted !== undefined && mayKnowOf(incident, actor));
    return [...this.#index.ask(subject, at).links, ...askApart(apart, subject, at)];
  }

  /** What is erased is forgotten at once, and not at the next question. */
  apply({ stream, type }: StoredEvent): void {
    if (type === 'contents-erased') this.#forget(stream.slice(stream.indexOf('/') + 1));
  }

  #forget(id: string): void {
    if (this.#known.delete(id)) this.#index.withdraw(INCIDENTS, id);
  }

  #follow(incidents: readonly Kept[]): void {
    const there = new Set(incidents.map(({ id }) => id));
    for (const id of this.#known.keys()) {
      if (!there.has(id)) this.#forget(id);
    }
    for (const { id, report } of incidents) {
      if (this.#known.get(id) === report) continue;
      this.#known.set(id, report);
      put(this.#index, id, report);
    }
  }
}

function askApart(incidents: readonly Kept[], subject: PersonSubject, at: string): readonly Link[] {
  if (incidents.length === 0) return [];
  const index = indexOver(new Map(incidents.map(({ id, report }) => [id, report])));
  for (const { id, report } of incidents) put(index, id, report);
  return index.ask(subject, at).links;
}

const indexOver = (reports: Reports): RecordIndex =>
  new RecordIndex((_register, id) => {
    const report = reports.get(id);
    return report && callRecord(id, report);
  });

const put = (index: RecordIndex, id: string, report: Kept['report']): void =>
  index.put(INCIDENTS, { batch: 'log', record: callRecord(id, report) });
