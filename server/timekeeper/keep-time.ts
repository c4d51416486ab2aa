import { dueOf, type Due, type DueKind } from '../domain/incident/due.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import {
  Timekeeper,
  type Alarm,
  type Clock,
  type Instant,
  type Lease,
  type Owed,
  type RunDue,
  type StoredEvent,
  type Timetable,
} from '../ports.js';
import { DueQueue } from './due-queue.js';

const INCIDENT = 'incident/';
/** What failed is tried again after this long. */
const AGAIN_MS = 5_000;
const NEVER = '9999-12-31T23:59:59.999Z';

export interface TimekeeperPorts {
  readonly incidents: IncidentsModel;
  readonly clock: Clock;
  readonly alarm: Alarm;
  /** whoever has it issues what time does */
  readonly lease: Lease;
  readonly timetable: Timetable;
}

/**
 * Issues what time does: it hears of every change from the log, keeps what is due in order, waits for the earliest and has
 * it done, one after the other. After a restart, and when another node did it before, everything that is overdue is done
 * at once.
 */
export class LogTimekeeper extends Timekeeper {
  readonly #queue = new DueQueue();
  readonly #runs = new Map<DueKind, RunDue>();
  readonly #sources = new Map<string, () => readonly Due[]>();
  /** owners to whom something may have happened since they were last asked what is due */
  readonly #changed = new Set<string>();
  /** what failed, and when it is tried again */
  readonly #deferred = new Map<string, Instant>();
  readonly #stop = new AbortController();
  #rearm = new AbortController();
  #started = false;
  #working: Promise<void> | undefined;
  #watching: Promise<void> = Promise.resolve();

  /** @param failed hears of what could not be done; it is tried again */
  constructor(
    private readonly ports: TimekeeperPorts,
    private readonly failed: (cause: unknown) => void,
  ) {
    super();
  }

  override on(kind: DueKind, run: RunDue): void {
    this.#runs.set(kind, run);
  }

  override watch(owner: string, dues: () => readonly Due[]): void {
    this.#sources.set(owner, dues);
    this.#changed.add(owner);
  }

  /** Takes in one event of the log, after the read models have it. */
  apply({ stream }: StoredEvent): void {
    if (!this.#started) return;
    if (stream.startsWith(INCIDENT)) this.#changed.add(stream.slice(INCIDENT.length));
    for (const owner of this.#sources.keys()) this.#changed.add(owner);
    this.#work();
  }

  /** From here on it works. */
  start(): void {
    this.#started = true;
    for (const { incident } of this.ports.incidents.all()) this.#changed.add(incident.id);
    this.ports.lease.onTaken(() => this.#work());
    this.#work();
    this.#watching = this.#watch();
  }

  /** Resolves when nothing that is due by now is left to do. */
  async idle(): Promise<void> {
    while (this.#working !== undefined) await this.#working;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all([this.#watching, this.#working]);
  }

  async #watch(): Promise<void> {
    const stop = this.#stop.signal;
    while (!stop.aborted) {
      this.#rearm = new AbortController();
      await this.ports.alarm.at(this.#nextInstant(), AbortSignal.any([stop, this.#rearm.signal]));
      if (!stop.aborted) this.#work();
      await this.idle();
    }
  }

  #nextInstant(): Instant {
    return (this.ports.lease.token() === undefined ? undefined : this.#queue.next()) ?? NEVER;
  }

  #work(): void {
    if (!this.#started || this.#working !== undefined || this.#stop.signal.aborted) return;
    this.#working = this.#workOff().finally(() => {
      this.#working = undefined;
      if (this.#changed.size > 0) this.#work();
      else this.#rearm.abort();
    });
  }

  async #workOff(): Promise<void> {
    // Once for everything that the log tells in one go, and after whoever waits for an answer.
    await new Promise((resolve) => setImmediate(resolve));
    for (let owed = this.#next(); owed !== undefined && !this.#stop.signal.aborted; owed = this.#next()) {
      await this.#run(owed);
    }
  }

  /** What is due first of all, if it is due now and this node's to do; whoever changed is asked before. */
  #next(): Owed | undefined {
    for (const owner of this.#changed) {
      const dues = this.#duesOf(owner).map((due) => ({ ...due, at: this.#deferred.get(due.id) ?? due.at }));
      this.#queue.put(owner, dues);
    }
    this.#changed.clear();
    return this.ports.lease.token() === undefined ? undefined : this.#queue.take(this.ports.clock.now());
  }

  #duesOf(owner: string): readonly Due[] {
    const { incidents, timetable } = this.ports;
    const source = this.#sources.get(owner);
    if (source !== undefined) return source();
    const incident = incidents.entry(owner)?.incident;
    return incident === undefined ? [] : dueOf(incident, timetable.timings);
  }

  async #run(owed: Owed): Promise<void> {
    try {
      const run = this.#runs.get(owed.kind);
      if (run === undefined) throw new Error(`nobody does what is due as "${owed.kind}"`);
      await run(owed);
      this.#deferred.delete(owed.id);
    } catch (cause) {
      this.failed(cause);
      this.#deferred.set(owed.id, new Date(Date.parse(this.ports.clock.now()) + AGAIN_MS).toISOString());
      this.#changed.add(owed.owner);
    }
  }
}
