import type { BrokenGlass, Reviewed } from '../contract/index.js';
import { reviewDue } from '../domain/access/glass.js';
import { readReviewEvent, reviewedBy } from '../domain/access/review.js';
import { readIncidentEvent } from '../domain/incident/upcast.js';
import type { StoredEvent, StreamId } from '../ports.js';

const INCIDENT = 'incident/';
export const REVIEWS_STREAM: StreamId = 'oversight/reviews';

type Kept = Omit<BrokenGlass, 'overdue' | 'reviewed'>;

/** Who broke the glass, and what was found of it: folded from the log. */
export class GlassModel {
  #broken = new Map<string, Kept>();
  #reviewed = new Map<string, Reviewed>();
  #position = 0;

  apply(event: StoredEvent): void {
    if (event.position <= this.#position) return;
    this.#position = event.position;
    if (event.stream === REVIEWS_STREAM) this.#review(event);
    else if (event.type === 'glass-broken') this.#break(event);
  }

  /** What was folded, as plain data: for a snapshot. */
  save() {
    return {
      broken: this.#broken,
      reviewed: this.#reviewed,
      position: this.#position,
    };
  }

  restore(saved: ReturnType<GlassModel['save']>): void {
    this.#broken = saved.broken;
    this.#reviewed = saved.reviewed;
    this.#position = saved.position;
  }

  /** What waits for a review first, the oldest of it before the rest. @param at ISO 8601 */
  all(at: string): BrokenGlass[] {
    return [...this.#broken.keys()]
      .flatMap((id) => this.one(id, at) ?? [])
      .toSorted((a, b) => {
        const waits = Number(a.reviewed !== undefined) - Number(b.reviewed !== undefined);
        return waits || (a.reviewed ? b.at.localeCompare(a.at) : a.at.localeCompare(b.at));
      });
  }

  one(id: string, at: string): BrokenGlass | undefined {
    const kept = this.#broken.get(id);
    const reviewed = this.#reviewed.get(id);
    return kept && { ...kept, overdue: reviewed === undefined && at > kept.dueAt, ...(reviewed ? { reviewed } : {}) };
  }

  #break({ type, body, stream, by, at }: StoredEvent): void {
    const event = readIncidentEvent(type, body);
    if (event.type !== 'glass-broken') return;
    const { id, name, reference, reason, until } = event.body;
    const incidentId = stream.slice(INCIDENT.length);
    this.#broken.set(id, { id, incidentId, reference, by, name, reason, at, until, dueAt: reviewDue(at) });
  }

  #review({ type, body, by, at }: StoredEvent): void {
    const event = readReviewEvent(type, body);
    if (event?.body.what === 'glass') this.#reviewed.set(event.body.id, reviewedBy(event, { by, at }));
  }
}
