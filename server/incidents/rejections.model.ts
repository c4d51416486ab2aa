import type { RejectedEarlier } from '../domain/briefing/standing.js';
import type { Decision, MadeOn } from '../domain/incident/decisions.js';
import { readIncidentEvent } from '../domain/incident/upcast.js';
import type { StoredEvent } from '../ports.js';

const PREFIX = 'incident/';

/** The latest ruling on one link, with what it was made on, and where it was made. */
interface Ruled {
  readonly incidentId: string;
  readonly decision: Decision;
}

/**
 * What researchers rejected, over all incidents: "not this person" holds for the same person as reported and the same
 * record, wherever they meet again, until either has changed (R4).
 */
export class RejectionsModel {
  /** by link, then by what it was made on */
  #rejected = new Map<string, Map<string, Ruled>>();
  #position = 0;

  apply(event: StoredEvent): void {
    if (event.position <= this.#position) return;
    this.#position = event.position;
    if (!event.stream.startsWith(PREFIX)) return;
    const incidentId = event.stream.slice(PREFIX.length);
    const read = readIncidentEvent(event.type, event.body);
    if (read.type === 'erased') return this.#forget(incidentId);
    if (read.type !== 'match-decided' || read.body.decision === 'disputed') return;
    const { v: _v, ...decided } = read.body;
    const ruled = { incidentId, decision: { ...decided, by: event.by, at: event.at } };
    const ofLink = this.#rejected.get(decided.link) ?? new Map<string, Ruled>();
    this.#rejected.set(decided.link, ofLink);
    if (decided.decision === 'rejected') ofLink.set(nameOf(decided.madeOn), ruled);
    else ofLink.delete(nameOf(decided.madeOn));
  }

  /** What was folded, as plain data: for a snapshot. */
  save() {
    return {
      rejected: this.#rejected,
      position: this.#position,
    };
  }

  restore(saved: ReturnType<RejectionsModel['save']>): void {
    this.#rejected = saved.rejected;
    this.#position = saved.position;
  }

  /** What was rejected in any incident but this one. */
  before(incidentId: string | undefined): RejectedEarlier {
    return (link, madeOn) => {
      const ofLink = this.#rejected.get(link);
      const found = ofLink?.get(nameOf(madeOn()));
      return found === undefined || found.incidentId === incidentId ? undefined : found.decision;
    };
  }

  #forget(incidentId: string): void {
    for (const [link, ofLink] of this.#rejected) {
      for (const [made, ruled] of ofLink) if (ruled.incidentId === incidentId) ofLink.delete(made);
      if (ofLink.size === 0) this.#rejected.delete(link);
    }
  }
}

const nameOf = ({ reported, record }: MadeOn): string => `${reported} ${record}`;
