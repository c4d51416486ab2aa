import type { LoadPoint, QueueLine } from '../contract/index.js';
import { OUTRIDER } from '../domain/access/policy.js';
import { attendedBy, type Attended } from '../domain/desk/attended.js';
import type { DeskNow } from '../domain/desk/desk.js';
import { isStaffedAt, type DeskHours } from '../domain/desk/hours.js';
import { nextLevel, watchOn, type Announced, type Reading, type Watch } from '../domain/desk/level.js';
import { overviewOf } from '../domain/desk/overview.js';
import { readIncidentEvent } from '../domain/incident/upcast.js';
import { asOf } from '../domain/register/evolve.js';
import { selfNamed, StorageUnavailable, type Alarm, type Lease, type Presence, type StoredEvent } from '../ports.js';
import { changeDesk } from './change-desk.js';
import { endDuty, returnJobOf } from './change-shift.js';
import { LOAD_STREAM } from './desk.model.js';
import type { DeskPorts } from './desk-ports.js';
import { incidentsAtDesk } from './incidents-at-desk.js';

/** What researchers see in the queue at once, because they did it. */
const SEEN_AT_ONCE: ReadonlySet<string> = new Set([
  'job-claimed',
  'job-returned',
  'looked',
  'duty-started',
  'duty-ended',
]);

type KeeperPorts = Pick<DeskPorts, 'log' | 'desk' | 'incidents' | 'backfill' | 'changes' | 'registers' | 'clock'>;

/** What the keeper goes by besides the log. */
export interface AroundTheDesk {
  readonly presence: Presence;
  readonly alarm: Alarm;
  /** whoever has it says the level and takes jobs back; the others only look, for their own readers */
  readonly lease: Lease;
  /** when somebody is meant to be on duty; undefined: always */
  readonly hours: DeskHours | undefined;
}

/** How often it looks by itself: with somebody on duty, and otherwise. */
const LOOK_MS = { onDuty: 5_000, unstaffed: 60_000 };
/** At most so often because something happened. */
const AGAIN_MS = 2_000;

/**
 * Keeps the desk: looks at its work whenever something happens, says which level that comes to, returns the jobs and ends
 * the duty of researchers whose link is lost. It orders nothing: the queue's order is made anew at every claim.
 */
export class DeskKeeper {
  #watch: Watch = {};
  /** when each researcher was last seen, by their connection or by something that they did; ISO 8601 */
  #seen = new Map<string, string>();
  #startedAt: string | undefined;
  /** the matcher could not be asked the last time that it was */
  #matcherFailed = false;
  #unlogged: Announced | undefined;
  /** the minute whose load was noted last */
  #noted = '';
  #lookedAt = 0;
  #looking: Promise<void> = Promise.resolve();
  #due = false;
  readonly #stop = new AbortController();
  #watching: Promise<void> = Promise.resolve();

  /** @param failed hears of a look that could not be finished; the next one is soon */
  constructor(
    private readonly ports: KeeperPorts,
    private readonly around: AroundTheDesk,
    private readonly failed: (cause: unknown) => void,
  ) {}

  /** Takes in one event of the log, after the read models have it. */
  apply({ type, body, by, at, stream }: StoredEvent): void {
    if (this.ports.desk.state.duty.has(by)) this.#seen.set(by, at);
    if (type === 'checked') {
      const checked = readIncidentEvent(type, body);
      if (checked.type === 'checked') this.#matcherFailed = checked.body.answer.failure !== undefined;
    }
    if (this.#startedAt !== undefined && SEEN_AT_ONCE.has(type)) this.#lookSoon();
    const concerns = stream.startsWith('incident/') || stream.startsWith('desk/') || stream.startsWith('register/');
    if (this.#startedAt === undefined || !concerns) return;
    if (Date.parse(this.ports.clock.now()) - this.#lookedAt >= AGAIN_MS) this.#lookSoon();
  }

  /** Who was seen when, as plain data: for a snapshot. */
  save() {
    return {
      seen: this.#seen,
      matcherFailed: this.#matcherFailed,
    };
  }

  restore(saved: ReturnType<DeskKeeper['save']>): void {
    this.#seen = saved.seen;
    this.#matcherFailed = saved.matcherFailed;
  }

  start(): void {
    this.#startedAt = this.ports.clock.now();
    this.#watching = this.#watchTheClock();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all([this.#watching, this.#looking]);
  }

  /** Resolves when nothing is left to do at the moment. */
  async idle(): Promise<void> {
    for (let before: unknown; before !== this.#looking;) {
      before = this.#looking;
      await this.#looking;
    }
  }

  async #watchTheClock(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      this.#lookSoon();
      await this.idle();
      await this.around.alarm.at(this.#nextLook(), this.#stop.signal);
    }
  }

  #nextLook(): string {
    const { clock, desk } = this.ports;
    const pause = desk.state.duty.size > 0 ? LOOK_MS.onDuty : LOOK_MS.unstaffed;
    const now = clock.now();
    const next = new Date(Date.parse(now) + pause).toISOString();
    const until = desk.state.forced?.until;
    return until !== undefined && until > now && until < next ? until : next;
  }

  #lookSoon(): void {
    if (this.#due || this.#stop.signal.aborted) return;
    this.#due = true;
    this.#looking = this.#looking
      // After the event that caused it has reached everybody.
      .then(() => new Promise((resolve) => setImmediate(resolve)))
      .then(async () => {
        this.#due = false;
        await this.#look(this.ports.clock.now());
      })
      .catch(this.failed);
  }

  async #look(at: string): Promise<void> {
    this.#lookedAt = Date.parse(at);
    const watches = this.around.lease.token() !== undefined;
    for (const { userId } of this.around.presence.connected()) this.#seen.set(userId, at);
    if (watches) await this.#releaseWhoIsGone(at);
    const reading = this.#read(at);
    this.#watch = watchOn(this.#watch, reading, at);
    const { desk } = this.ports;
    const now = this.#unlogged ?? desk.state.announced;
    const next = nextLevel(now, this.#watch, reading, at);
    // Without the log nobody has the lease: then each node tells its own readers.
    if (next && (watches || !reading.logWritable)) await this.#announce(now, next, reading);
    if (!watches && reading.logWritable) this.#unlogged = undefined;
    const point = desk.sample(at);
    if (watches && reading.logWritable) await this.#noteLoad(point);
    if (watches) await this.#endForce(at);
  }

  /** What the desk has to do and can do: put where everyone reads it, and judged. */
  #read(at: string): Reading {
    const { desk, registers, log } = this.ports;
    const onDuty = desk.state.duty.size;
    const overview = overviewOf(
      {
        incidents: incidentsAtDesk(this.ports, at),
        researchers: onDuty,
        firstLookSeconds: desk.firstLookSeconds,
        levelSince: desk.state.announced.since,
      },
      at,
    );
    const plannedUnstaffed = !isStaffedAt(this.around.hours, at);
    const queue = overview.lines.length;
    this.#tell({ queue, predictedLate: overview.work.late, plannedUnstaffed }, overview.lines);
    const loaded = registers.loaded().map(({ manifest }) => registers.state(manifest.id));
    const answering = this.#matcherFailed
      ? 0
      : loaded.filter((history) => history.available && asOf(history) !== undefined).length;
    return {
      ...overview.work,
      onDuty,
      plannedUnstaffed,
      logWritable: log.writable(),
      registers: loaded.length,
      answering,
    };
  }

  #tell(now: Omit<DeskNow, 'unlogged'>, lines: readonly QueueLine[]): void {
    this.ports.desk.take({ ...now, ...(this.#unlogged ? { unlogged: this.#unlogged } : {}) }, lines);
  }

  /** Every change of level is an event with its cause; one that the log cannot take is told without it. */
  async #announce(from: Announced, next: Announced, { late, plannedUnstaffed }: Reading): Promise<void> {
    const { desk } = this.ports;
    const { version } = desk.state;
    const event = {
      type: 'level-changed',
      body: { v: 1, from: from.level, to: next.level, cause: next.cause },
    } as const;
    try {
      await changeDesk(this.ports, event, selfNamed(`level:${version}:${next.since}`), OUTRIDER.userId);
      this.#unlogged = undefined;
    } catch (cause) {
      if (!(cause instanceof StorageUnavailable)) throw cause;
      this.#unlogged = next;
    }
    this.#tell({ queue: desk.lines.length, predictedLate: late, plannedUnstaffed }, desk.lines);
  }

  /** Once a minute, so that the load is known after a restart. */
  async #noteLoad(point: LoadPoint): Promise<void> {
    const minute = point.at.slice(0, 16);
    if (minute === this.#noted) return;
    this.#noted = minute;
    const event = { type: 'load-noted', body: { v: 1, point } } as const;
    await changeDesk(this.ports, event, selfNamed(`load:${minute}`), OUTRIDER.userId, LOAD_STREAM);
  }

  /** A forced level ends by its time; that it did is an event too, so that cards follow. */
  async #endForce(at: string): Promise<void> {
    const { forced, version } = this.ports.desk.state;
    if (forced === undefined || at < forced.until) return;
    const event = { type: 'level-released', body: { v: 1, reason: 'its time was over' } } as const;
    await changeDesk(this.ports, event, selfNamed(`released:${version}:${forced.until}`), OUTRIDER.userId);
  }

  async #releaseWhoIsGone(at: string): Promise<void> {
    const { desk } = this.ports;
    const seen = (researcher: string, since: string): Attended => {
      const known = [this.#seen.get(researcher), this.#startedAt, since].filter((one) => one !== undefined);
      return attendedBy(known.toSorted().at(-1) ?? since, at);
    };
    for (const incident of incidentsAtDesk(this.ports, at)) {
      const claim = incident.work?.claim;
      if (!claim || !seen(claim.by, claim.at).leaseOver) continue;
      const reason = 'the link to its researcher was lost';
      await returnJobOf(this.ports, { incidentId: incident.id, researcher: claim.by, reason }, OUTRIDER);
    }
    for (const [researcher, { since }] of desk.state.duty) {
      if (!seen(researcher, since).dutyOver) continue;
      const command = selfNamed(`duty-ended:${researcher}:${since}`);
      await endDuty(this.ports, { researcher, reason: 'the link was lost', command }, OUTRIDER);
    }
  }
}
