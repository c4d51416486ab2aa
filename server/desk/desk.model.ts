import type { DeskState, QueueLine, LoadPoint } from '../contract/index.js';
import { deskAt, evolveDesk, newDesk, quietDesk, type Desk, type DeskNow } from '../domain/desk/desk.js';
import { readDeskEvent, readLoadEvent } from '../domain/desk/events.js';
import { withPoint } from '../domain/desk/load-series.js';
import { firstLookEstimate } from '../domain/desk/prediction.js';
import { DESK_THRESHOLDS } from '../domain/desk/thresholds.js';
import type { DeskTold } from '../domain/desk/view.js';
import { readIncidentEvent } from '../domain/incident/upcast.js';
import type { StoredEvent, StreamId } from '../ports.js';

export const DESK_STREAM: StreamId = 'desk/desk';
export const LOAD_STREAM: StreamId = 'desk/load';

/** The RTI desk, its shift and its service level, folded from the log in memory; and what follows from its work now. */
export class DeskModel {
  #desk: Desk = newDesk;
  #now: DeskNow = quietDesk;
  #lines: readonly QueueLine[] = [];
  #load: readonly LoadPoint[] = [];
  #position = 0;
  #changedAt = 0;
  /** when the job of an incident that nobody has looked at was claimed, by stream */
  #claimed = new Map<string, number>();
  #firstLooks: readonly number[] = [];

  apply(event: StoredEvent): void {
    if (event.position <= this.#position) return;
    this.#position = event.position;
    if (event.stream.startsWith('incident/')) return this.#timeWork(event);
    if (event.stream === LOAD_STREAM) return this.#remember(readLoadEvent(event.body));
    if (event.stream !== DESK_STREAM) return;
    this.#changedAt = event.position;
    const read = readDeskEvent(event.type, event.body);
    if (read) this.#desk = evolveDesk(this.#desk, read, event);
  }

  /** What was folded, as plain data: for a snapshot. */
  save() {
    return {
      desk: this.#desk,
      load: this.#load,
      position: this.#position,
      changedAt: this.#changedAt,
      claimed: this.#claimed,
      firstLooks: this.#firstLooks,
    };
  }

  restore(saved: ReturnType<DeskModel['save']>): void {
    this.#desk = saved.desk;
    this.#load = saved.load;
    this.#position = saved.position;
    this.#changedAt = saved.changedAt;
    this.#claimed = saved.claimed;
    this.#firstLooks = saved.firstLooks;
  }

  /** How long this shift's first looks took, from claim to done. */
  #timeWork({ stream, type, body, at }: StoredEvent): void {
    if (type === 'job-claimed') this.#claimed.set(stream, Date.parse(at));
    if (type === 'job-returned') this.#claimed.delete(stream);
    if (type !== 'looked') return;
    const claimed = this.#claimed.get(stream);
    this.#claimed.delete(stream);
    const looked = readIncidentEvent(type, body);
    if (claimed === undefined || looked.type !== 'looked' || looked.body.review !== 'first-look') return;
    const seconds = (Date.parse(at) - claimed) / 1000;
    this.#firstLooks = [...this.#firstLooks, seconds].slice(-DESK_THRESHOLDS.prediction.samplesKept);
  }

  /** Log position of the latest change. */
  get changedAt(): number {
    return this.#changedAt;
  }

  get state(): Desk {
    return this.#desk;
  }

  get firstLookSeconds(): number {
    return firstLookEstimate(this.#firstLooks);
  }

  /** The queue as it was last looked at. */
  get lines(): readonly QueueLine[] {
    return this.#lines;
  }

  /** What the desk has to do and can do now: it is looked at all the time and never stored. */
  take(now: DeskNow, lines: readonly QueueLine[]): void {
    this.#now = now;
    this.#lines = lines;
  }

  /** How the desk stands, for the load over time. @param at ISO 8601 */
  sample(at: string): LoadPoint {
    const unlooked = this.#lines.filter(({ review, class: kind }) => review === 'unreviewed' && kind !== 'closed');
    const point: LoadPoint = {
      at,
      firstLooks: unlooked.length,
      late: this.#now.predictedLate,
      putOff: this.#lines.filter(({ review, claimedBy }) => review === 'first-look' && !claimedBy).length,
      onDuty: this.#desk.duty.size,
      level: this.at(at).level,
    };
    this.#load = withPoint(this.#load, point);
    return point;
  }

  /** What the log says of a minute that is not known here: from before a restart. */
  #remember(point: LoadPoint | undefined): void {
    const last = this.#load.at(-1);
    if (point && (last === undefined || last.at < point.at)) this.#load = withPoint(this.#load, point);
  }

  /** The load of the last four hours; one point a minute. */
  get load(): readonly LoadPoint[] {
    return this.#load;
  }

  /** What each reader is told of is cut from it. @param at ISO 8601 */
  told(at: string): DeskTold {
    const researchers = [...this.#desk.duty].map(([id, { name }]) => ({ id, name }));
    return { state: this.at(at), lines: this.#lines, researchers };
  }

  /** @param at ISO 8601 */
  at(at: string): DeskState {
    return deskAt(this.#desk, this.#now, at);
  }
}
