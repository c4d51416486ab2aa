import { isToBackfill } from '../domain/desk/job.js';
import type { ClosedIncident } from '../domain/incident/state.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import type { StoredEvent } from '../ports.js';

/** Longer than the desk looks back on closed incidents: clocks may differ by less. */
const MARGIN_MS = 24 * 3_600_000;

/**
 * The closed incidents that the desk may still have work with, so that a look at its work does not go through a year of closed
 * ones. Fed after the incidents.
 */
export class BackfillModel {
  #ids = new Set<string>();

  constructor(private readonly incidents: Pick<IncidentsModel, 'stepAt' | 'closed'>) {}

  apply({ position, at }: StoredEvent): void {
    const step = this.incidents.stepAt(position);
    if (step === undefined) return;
    const { incidentId, after } = step;
    this.#ids.delete(incidentId);
    if (after.kind !== 'closed') return;
    if (isToBackfill(after, after.closedAt)) this.#ids.add(incidentId);
    this.#forgetBefore(at);
  }

  /** What was folded, as plain data: for a snapshot. */
  save() {
    return { ids: this.#ids };
  }

  restore({ ids }: ReturnType<BackfillModel['save']>): void {
    this.#ids = ids;
  }

  /** Those that it has work with. @param at ISO 8601 */
  *at(at: string): Generator<ClosedIncident> {
    for (const id of this.#ids) {
      const incident = this.incidents.closed(id)?.incident;
      if (incident !== undefined && isToBackfill(incident, at)) yield incident;
    }
  }

  // Those of which nothing was heard for longest first, so that a year of closings costs a look at the first of them.
  #forgetBefore(at: string): void {
    const then = new Date(Date.parse(at) - MARGIN_MS).toISOString();
    for (const id of this.#ids) {
      const incident = this.incidents.closed(id)?.incident;
      if (incident !== undefined && isToBackfill(incident, then)) return;
      this.#ids.delete(id);
    }
  }
}
