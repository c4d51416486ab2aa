import { nextLevel, watchOn, type Announced, type Watch } from '../level.js';
import { firstLookEstimate, predict } from '../prediction.js';
import { queueOf, type Job } from '../queue.js';
import { DESK_THRESHOLDS } from '../thresholds.js';
import { Agenda } from './agenda.js';
import type { Call } from './calls.js';
import type { Choice, Policy } from './policies.js';
import type { Scenario } from './scenario.js';

/** What became of one call. Minutes; undefined: not within the shift. */
export interface Fate {
  readonly call: Call;
  readonly startedAt?: number;
  readonly reviewedAt?: number;
  readonly fullAt?: number;
}

/** A level that was announced, from when to when. Minutes. */
export interface Stretch {
  readonly level: Announced['level'];
  readonly from: number;
  readonly to: number;
}

export interface Shift {
  readonly fates: readonly Fate[];
  readonly levels: readonly Stretch[];
}

type Event =
  | { readonly kind: 'rings' | 'sent' | 'arrives' | 'leaves'; readonly call: Call }
  | { readonly kind: 'done'; readonly call: Call; readonly choice: Choice; readonly started: number }
  | { readonly kind: 'staff'; readonly change: number };

const BEGINS = Date.parse('2026-01-01T18:00:00.000Z');
const MINUTE = 60_000;
export const instantOf = (minute: number): string => new Date(BEGINS + Math.round(minute * MINUTE)).toISOString();
/** The level is read on every change, but no oftener than this: minutes. */
const READ_EVERY = 0.5;

/**
 * One shift under one policy, by its own clock. Queue, prediction and level are the ones that the desk works by; only
 * calls, journeys and how long people take are invented.
 */
export function runShift(scenario: Scenario, calls: readonly Call[], policy: Policy): Shift {
  return new RunningShift(scenario, calls, policy).run();
}

class RunningShift {
  readonly #agenda = new Agenda<Event>();
  readonly #jobs = new Map<string, Job>();
  /** jobs that nobody has claimed and that are not researched in full, the longest-waiting first */
  readonly #free = new Map<string, Job>();
  readonly #claimed = new Set<string>();
  readonly #fates = new Map<string, Fate>();
  readonly #lookSeconds: number[] = [];
  readonly #levels: Stretch[] = [];
  readonly #calls: ReadonlyMap<string, Call>;
  #onDuty: number;
  #busy = 0;
  #announced: Announced = { level: 'normal', since: instantOf(0), cause: 'the shift begins' };
  #since = 0;
  #watch: Watch = {};
  #readAt = -Infinity;

  constructor(
    private readonly scenario: Scenario,
    calls: readonly Call[],
    private readonly policy: Policy,
  ) {
    this.#calls = new Map(calls.map((call) => [call.id, call]));
    this.#onDuty = scenario.researchers;
    for (const call of calls) this.#agenda.add(call.rings, { kind: 'rings', call });
    for (const { researchers, from, to } of scenario.absences) {
      this.#agenda.add(from, { kind: 'staff', change: -researchers });
      this.#agenda.add(to, { kind: 'staff', change: researchers });
    }
  }

  run(): Shift {
    const end = this.scenario.hours * 60;
    for (let entry = this.#agenda.next(); entry !== undefined && entry.at < end; entry = this.#agenda.next()) {
      this.#happen(entry.event, entry.at);
      this.#assign(entry.at);
      if (entry.at >= this.#readAt + READ_EVERY) this.#readLevel(entry.at);
    }
    this.#levels.push({ level: this.#announced.level, from: this.#since, to: end });
    return {
      fates: [...this.#calls.values()].map((call) => this.#fates.get(call.id) ?? { call }),
      levels: this.#levels,
    };
  }

  #happen(event: Event, now: number): void {
    switch (event.kind) {
      case 'rings':
        this.#ring(event.call);
        return;
      case 'sent': {
        const { eta, id } = event.call;
        this.#agenda.add(event.call.arrives, { kind: 'arrives', call: event.call });
        const officer = { officer: 'o', name: 'O', dispatchedAt: instantOf(now), etaMinutes: eta };
        this.#change(id, { attendance: [officer] });
        return;
      }
      case 'arrives':
        this.#agenda.add(event.call.leaves, { kind: 'leaves', call: event.call });
        this.#attend(event.call, { arrivedAt: instantOf(now) });
        return;
      case 'leaves':
        this.#attend(event.call, { departedAt: instantOf(now) });
        return;
      case 'staff':
        this.#onDuty = Math.max(0, this.#onDuty + event.change);
        return;
      case 'done':
        this.#finish(event, now);
    }
  }

  #ring(call: Call): void {
    const { id, rings, grade, lifeRisk, possibleLifeRisk, repeat } = call;
    const waits = { review: 'unreviewed', attendance: [], closed: false, requests: 0, undecided: 0 } as const;
    const job: Job = { id, firstRingAt: instantOf(rings), grade, lifeRisk, possibleLifeRisk, repeat, ...waits };
    this.#jobs.set(id, job);
    this.#free.set(id, job);
    this.#agenda.add(call.sent, { kind: 'sent', call });
  }

  #attend({ id }: Call, change: object): void {
    const attendance = this.#jobs.get(id)?.attendance.map((one) => ({ ...one, ...change })) ?? [];
    this.#change(id, { attendance });
  }

  #change(id: string, change: Partial<Job>): void {
    const job = { ...this.#jobs.get(id)!, ...change };
    this.#jobs.set(id, job);
    if (this.#free.has(id)) this.#free.set(id, job);
  }

  #finish({ call, choice, started }: Extract<Event, { kind: 'done' }>, now: number): void {
    const { id } = call;
    this.#busy -= 1;
    this.#claimed.delete(id);
    const review = choice.piece === 'first-look' ? 'first-look' : 'full';
    const job: Job = { ...this.#jobs.get(id)!, review };
    this.#jobs.set(id, job);
    if (choice.piece === 'first-look') {
      this.#lookSeconds.push((now - started) * 60);
      this.#free.set(id, job);
    }
    const fate = this.#fates.get(id) ?? { call };
    const reviewedAt = fate.reviewedAt ?? now;
    this.#fates.set(id, { ...fate, reviewedAt, ...(review === 'full' ? { fullAt: now } : {}) });
  }

  /** Somebody who leaves mid-shift ends what they are at first; then they are one fewer. */
  #assign(now: number): void {
    while (this.#busy < this.#onDuty && this.#free.size > 0) {
      const choice = this.policy.next([...this.#free.values()], instantOf(now), this.#announced.level);
      if (choice === undefined) return;
      const { id } = choice.job;
      const call = this.#calls.get(id)!;
      this.#free.delete(id);
      this.#claimed.add(id);
      this.#busy += 1;
      this.#fates.set(id, { startedAt: now, ...(this.#fates.get(id) ?? { call }) });
      this.#agenda.add(now + minutesFor(choice, call), { kind: 'done', call, choice, started: now });
    }
  }

  #readLevel(now: number): void {
    this.#readAt = now;
    const at = instantOf(now);
    const claimed = [...this.#claimed].map((id) => this.#jobs.get(id)!);
    // What has been looked at is in no prediction.
    const unlooked = [...this.#free.values(), ...claimed].filter(({ review }) => review === 'unreviewed');
    const queue = queueOf(unlooked, at);
    const firstLookSeconds = firstLookEstimate(this.#lookSeconds);
    const predictions = predict({ queue, researchers: this.#onDuty, at }, firstLookSeconds);
    const waits = predictions
      .filter(({ jobId }) => this.#free.has(jobId))
      .map(({ jobId }) => now - this.#calls.get(jobId)!.rings);
    const reading = {
      onDuty: this.#onDuty,
      plannedUnstaffed: false,
      firstLooks: predictions.length,
      late: predictions.filter(({ late }) => late).length,
      oldestMinutes: Math.max(0, ...waits),
      waiting: waits.filter((minutes) => minutes * 60 > DESK_THRESHOLDS.level.waitingAfterSeconds).length,
      backlog: predictions.filter(({ jobId }) => this.#calls.get(jobId)!.rings < this.#since).length,
      logWritable: true,
      registers: this.scenario.registers,
      answering: this.scenario.registers - registersDown(this.scenario, now),
    };
    this.#watch = watchOn(this.#watch, reading, at);
    const next = nextLevel(this.#announced, this.#watch, reading, at);
    if (next === undefined) return;
    this.#levels.push({ level: this.#announced.level, from: this.#since, to: now });
    this.#announced = next;
    this.#since = now;
  }
}

const minutesFor = ({ piece }: Choice, { firstLook, rest }: Call): number =>
  piece === 'first-look' ? firstLook : piece === 'rest' ? rest : firstLook + rest;

/** How many registers do not answer at a minute of the shift; those of one outage are the first ones. */
export const registersDown = ({ outages, registers }: Scenario, minute: number): number =>
  Math.min(
    registers,
    Math.max(0, ...outages.filter(({ from, to }) => from <= minute && minute < to).map((o) => o.registers)),
  );
