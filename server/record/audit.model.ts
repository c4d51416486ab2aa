import { operationsOf } from '../domain/record/operations.js';
import { unversioned, type Sought } from '../domain/record/sought.js';
import type { Instant, StoredEvent } from '../ports.js';

/** Between two positions whose times are kept. */
const POSITIONS_A_TIME = 256;

const PREFIX = 'incident/';

/** Index of the first element that is not below a value, in an ascending list. */
function lowerBound(list: readonly number[], value: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Where in the log the operations on an incident, a record or by a person are: positions alone, so that the record is
 * searched without being gone through. What is there is read from the log.
 */
export class AuditModel {
  #all: number[] = [];
  #byKey = new Map<string, number[]>();
  #times: { readonly position: number; readonly at: Instant }[] = [];
  /** incidents that hold something */
  #kept = new Set<string>();
  #unfinished = new Set<string>();
  #position = 0;

  apply(event: StoredEvent): void {
    if (event.position <= this.#position) return;
    this.#position = event.position;
    if (event.position >= (this.#times.at(-1)?.position ?? -Infinity) + POSITIONS_A_TIME)
      this.#times.push({ position: event.position, at: event.at });
    const operations = operationsOf(event);
    this.#watchErasure(event, operations.length > 0);
    if (operations.length === 0) return;
    const keys = new Set([`user ${event.by}`]);
    for (const { incidentId, recipient, records = [], originally } of operations) {
      if (incidentId !== undefined) keys.add(`incident ${incidentId}`);
      if (recipient !== undefined) keys.add(`user ${recipient}`);
      if (originally !== undefined) keys.add(`user ${originally.by}`);
      for (const record of records) keys.add(`record ${unversioned(record)}`);
    }
    this.#all.push(event.position);
    for (const key of keys) {
      const positions = this.#byKey.get(key) ?? [];
      positions.push(event.position);
      this.#byKey.set(key, positions);
    }
  }

  /** What was folded, as plain data: for a snapshot. */
  save() {
    return {
      all: this.#all,
      byKey: this.#byKey,
      times: this.#times,
      kept: this.#kept,
      unfinished: this.#unfinished,
      position: this.#position,
    };
  }

  restore(saved: ReturnType<AuditModel['save']>): void {
    this.#all = saved.all;
    this.#byKey = saved.byKey;
    this.#times = saved.times;
    this.#kept = saved.kept;
    this.#unfinished = saved.unfinished;
    this.#position = saved.position;
  }

  /** Incidents whose contents were there still when their erasure was stated: to be asked when the log has been read. */
  unfinishedErasures(): readonly string[] {
    return [...this.#unfinished];
  }

  /** Positions, the newest first, where sought operations may be: before `before`, by the rarest of what is sought. */
  *positions({ incidentId, record, user, until }: Sought, before = Infinity): Generator<number> {
    const keys = [
      incidentId === undefined ? [] : [`incident ${incidentId}`],
      record === undefined ? [] : [`record ${record}`],
      user === undefined ? [] : [`user ${user}`],
    ].flat();
    const lists = keys.map((key) => this.#byKey.get(key) ?? []);
    const [rarest = this.#all] = lists.toSorted((a, b) => a.length - b.length);
    const end = lowerBound(rarest, Math.min(before, this.#beyond(until)));
    for (let index = end - 1; index >= 0; index -= 1) yield rarest[index] as number;
  }

  #watchErasure({ stream, type }: StoredEvent, holdsSomething: boolean): void {
    if (!stream.startsWith(PREFIX)) return;
    const incidentId = stream.slice(PREFIX.length);
    if (type !== 'contents-erased') {
      if (holdsSomething) this.#kept.add(incidentId);
    } else if (this.#kept.delete(incidentId)) this.#unfinished.add(incidentId);
  }

  /** A position at which everything is later than an instant. */
  #beyond(instant: Instant | undefined): number {
    if (instant === undefined) return Infinity;
    return this.#times.find(({ at }) => Date.parse(at) >= Date.parse(instant))?.position ?? Infinity;
  }
}
