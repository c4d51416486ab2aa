import { hourlyLimits } from '../domain/briefing/matches.js';
import { readIncidentEvent } from '../domain/incident/upcast.js';
import { londonDay, nextLondonMidnight } from '../domain/london.js';
import type { Alarm, Lease, RegisterActivation, StoredEvent } from '../ports.js';
import { recheckIncidents, type RecheckCause, type RecheckPorts } from './recheck-incidents.js';

/** Its members are no register's: there is nothing to activate, and all that is open is checked. */
const WORKFORCE = 'workforce/';
/** many of them at once */
const MEMBERS = 'standards/workforce';
const REGISTER = 'register/';
const INCIDENT = 'incident/';
/** Of the desk: its service level is another one, and cards that look different follow. */
const LEVELS: readonly string[] = ['level-forced', 'level-released', 'level-changed'];
/** How late an end at an hour may be noticed. */
const LOOK_MS = 60_000;

/** What of a call the cards of the calls that are linked with it tell. */
const TOLD_TO_LINKED: readonly string[] = [
  'reported',
  'revised',
  'dispatched',
  'stood-down',
  'arrived',
  'departed',
  'closed',
  'reopened',
];

/** A round of rechecks; `only` leaves out every other incident. */
interface Round {
  readonly cause: RecheckCause;
  readonly only?: readonly string[];
}

/** What rechecks go by besides the log. */
export interface AroundRechecks {
  readonly activation: RegisterActivation;
  readonly alarm: Alarm;
  /** whoever has it rechecks; the others only keep their matcher in step */
  readonly lease: Lease;
}

/**
 * Keeps open incidents in step with the registers and the calendar, in the background: one recheck at a time, never two of
 * one cause. It hears of changes from the log, so that it does not matter who made them.
 */
export class Rechecks {
  /** registers that have changed since the last round began: however many, one round covers them */
  readonly #changed = new Set<string>();
  /** registers that the matcher could not be brought to: tried again within a minute */
  readonly #notBrought = new Set<string>();
  /** incidents that were checked against batches that were no longer the register's when that was stored */
  readonly #behind = new Set<string>();
  /** incidents of which the calls that are linked with them are to be told, and the position of what there is to tell */
  readonly #told = new Map<string, number>();
  /** incidents whose cards wait for what was put off under load, and the position of the card */
  #putOff = new Map<string, number>();
  /** where in the log the service level changed, until its round begins; a later one covers it */
  #levelAt: number | undefined;
  /** the day that began, until its round begins */
  #day: string | undefined;
  /** instants that have passed at which something on a card began or ended, and the incidents of those cards */
  readonly #passed = new Map<string, string[]>();
  /** incidents whose newest check found no matcher that could be asked */
  readonly #unanswered = new Set<string>();
  /** when it was found to answer again, until the round for those begins */
  #answersAt: string | undefined;
  #lastChange = 0;
  #started = false;
  readonly #stop = new AbortController();
  #working: Promise<void> | undefined;
  #watching: Promise<void> = Promise.resolve();

  /** @param failed hears of a round that could not be finished; the next change, or the next start, covers it */
  constructor(
    private readonly ports: RecheckPorts,
    private readonly around: AroundRechecks,
    private readonly failed: (cause: unknown) => void,
  ) {
    ports.briefings.whenRoom(() => this.#work());
  }

  /** Takes in one event of the log, after the read models have it. */
  apply(event: StoredEvent): void {
    if (event.stream.startsWith(REGISTER)) {
      this.#lastChange = event.position;
      this.#changed.add(event.stream.slice(REGISTER.length));
    } else if (this.#started && (event.stream.startsWith(WORKFORCE) || event.stream === MEMBERS)) {
      this.#lastChange = event.position;
      this.#changed.add(WORKFORCE);
    } else if (this.#started && LEVELS.includes(event.type)) {
      this.#levelAt = event.position;
    } else if (event.type === 'card-issued') {
      this.#notePutOff(event);
    } else if (this.#started && event.stream.startsWith(INCIDENT) && event.type === 'checked') {
      this.#wasChecked(event);
    } else if (this.#started && event.stream.startsWith(INCIDENT) && TOLD_TO_LINKED.includes(event.type)) {
      this.#told.set(event.stream.slice(INCIDENT.length), event.position);
    }
    this.#work();
  }

  /** What is to be caught up with, as plain data: for a snapshot. The rest is found at the start. */
  save() {
    return {
      lastChange: this.#lastChange,
      putOff: this.#putOff,
    };
  }

  restore(saved: ReturnType<Rechecks['save']>): void {
    this.#lastChange = saved.lastChange;
    this.#putOff = saved.putOff;
  }

  /**
   * From here on it works, and first of all checks everything that is open: registers may have changed just before the
   * last Outrider ended, and days since.
   */
  start(): void {
    this.#started = true;
    this.around.lease.onTaken(() => {
      this.#day = londonDay(this.ports.clock.now());
      this.#work();
    });
    this.#watching = this.#watchTheCalendar();
  }

  /** Resolves when nothing is left to do at the moment. */
  async idle(): Promise<void> {
    while (this.#working !== undefined) await this.#working;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all([this.#watching, this.#working]);
  }

  #notePutOff({ stream, type, body, position }: StoredEvent): void {
    const incidentId = stream.slice(INCIDENT.length);
    const issued = readIncidentEvent(type, body);
    if (issued.type === 'card-issued' && issued.body.card.putOff) this.#putOff.set(incidentId, position);
    else this.#putOff.delete(incidentId);
  }

  /** The calls that are linked with one, and the event that it is part of. */
  #concerned(incidentId: string, at: string): readonly string[] {
    const { joined } = this.ports.incidents.entry(incidentId)?.incident.links ?? {};
    return [...(joined ? [joined.to] : []), ...this.ports.calls.linkedWith(incidentId, at)];
  }

  /** There is something to catch up with, and room for it. */
  get #mayCatchUp(): boolean {
    return this.#putOff.size > 0 && this.ports.briefings.shed.size === 0;
  }

  /** A report that was checked while a register changed: the round for that change may have come too early for it. */
  #wasChecked({ stream, type, body }: StoredEvent): void {
    const checked = readIncidentEvent(type, body);
    if (checked.type !== 'checked') return;
    const { searched, failure } = checked.body.answer;
    const incidentId = stream.slice(INCIDENT.length);
    if (failure === undefined) this.#unanswered.delete(incidentId);
    else this.#unanswered.add(incidentId);
    const late = this.ports.registers.loaded().some(({ manifest, active }) => {
      const then = searched.filter(({ register }) => register === manifest.id).flatMap(({ batch }) => batch ?? []);
      return then.join() !== active.map(({ batch }) => batch).join();
    });
    // What found no matcher is late too: it may have been for that moment only, and is asked again at once, once.
    if (late) this.#behind.add(incidentId);
  }

  /** Days begin at midnight; what is limited to an hour, and a matcher that is back, is looked for every minute. */
  async #watchTheCalendar(): Promise<void> {
    const { clock } = this.ports;
    let before = clock.now();
    this.#day = londonDay(before);
    this.#work();
    for (;;) {
      const soon = new Date(Date.parse(before) + LOOK_MS).toISOString();
      const midnight = nextLondonMidnight(before);
      await this.around.alarm.at(midnight < soon ? midnight : soon, this.#stop.signal);
      if (this.#stop.signal.aborted) return;
      const now = clock.now();
      if (londonDay(now) !== londonDay(before)) this.#day = londonDay(now);
      this.#notePassed(before, now);
      await this.#noteAnswering(now);
      before = now;
      for (const register of this.#notBrought) this.#changed.add(register);
      this.#notBrought.clear();
      this.#work();
    }
  }

  #notePassed(from: string, to: string): void {
    for (const { incident } of this.ports.incidents.all()) {
      for (const limit of incident.card ? hourlyLimits(incident.card) : []) {
        if (Date.parse(limit) < Date.parse(from) || Date.parse(limit) >= Date.parse(to)) continue;
        this.#passed.set(limit, [...(this.#passed.get(limit) ?? []), incident.id]);
      }
    }
  }

  /** A matcher that comes back tells nobody: it is asked about nobody, for as long as a card waits for it. */
  async #noteAnswering(at: string): Promise<void> {
    if (this.#unanswered.size === 0) return;
    const asked = this.ports.matcher.check({ subjects: [], at });
    this.#answersAt = await asked.then(
      () => at,
      () => undefined,
    );
  }

  #work(): void {
    if (!this.#started || this.#working !== undefined || !this.#hasWork()) return;
    this.#working = this.#workOff().finally(() => {
      this.#working = undefined;
      // Something may have come while the last round was looking for more.
      this.#work();
    });
  }

  #hasWork(): boolean {
    const something =
      this.#behind.size + this.#told.size + this.#changed.size + this.#passed.size > 0 ||
      this.#mayCatchUp ||
      this.#day !== undefined ||
      this.#answersAt !== undefined ||
      this.#levelAt !== undefined;
    return something && !this.#stop.signal.aborted;
  }

  async #workOff(): Promise<void> {
    const stop = this.#stop.signal;
    // Whoever waits for the card of the call that caused this goes first.
    await new Promise((resolve) => setImmediate(resolve));
    for (let round = await this.#next(); round !== undefined && !stop.aborted; round = await this.#next()) {
      try {
        const { cause, only } = round;
        await recheckIncidents(this.ports, cause, { stop, ...(only === undefined ? {} : { only }) });
      } catch (cause) {
        this.failed(cause);
      }
    }
  }

  /**
   * What to do next: late reports, linked calls, what was put off, another service level, a matcher that answers again, what an hour has changed; then a new day, whose round covers every change
   * of a register before it; then those changes.
   */
  async #next(): Promise<Round | undefined> {
    if (this.around.lease.token() === undefined) return this.#leaveToOthers();
    if (this.#behind.size > 0) {
      const only = [...this.#behind];
      this.#behind.clear();
      return { cause: { kind: 'register-changed', position: this.#lastChange }, only };
    }
    if (this.#told.size > 0) {
      const position = Math.max(...this.#told.values());
      const now = this.ports.clock.now();
      const only = [...new Set([...this.#told.keys()].flatMap((id) => this.#concerned(id, now)))];
      this.#told.clear();
      return { cause: { kind: 'linked', position }, only };
    }
    const [waits] = this.#mayCatchUp ? this.#putOff : [];
    if (waits !== undefined) {
      const [incidentId, position] = waits;
      this.#putOff.delete(incidentId);
      return { cause: { kind: 'caught-up', position }, only: [incidentId] };
    }
    if (this.#levelAt !== undefined) {
      const position = this.#levelAt;
      this.#levelAt = undefined;
      return { cause: { kind: 'level-changed', position } };
    }
    if (this.#answersAt !== undefined) {
      const day = this.#answersAt;
      const only = [...this.#unanswered];
      this.#answersAt = undefined;
      this.#unanswered.clear();
      return { cause: { kind: 'register-changed', position: this.#lastChange, day }, only };
    }
    const [passed] = this.#passed;
    if (passed !== undefined) {
      const [instant, only] = passed;
      this.#passed.delete(instant);
      return { cause: { kind: 'day-changed', position: this.#lastChange, day: instant }, only };
    }
    const day = this.#day;
    if (day === undefined && this.#changed.size === 0) return undefined;
    this.#day = undefined;
    const position = this.#lastChange;
    await this.#bringMatcher();
    return {
      cause: day === undefined ? { kind: 'register-changed', position } : { kind: 'day-changed', position, day },
    };
  }

  /** Another node rechecks; if this one ever takes over, it begins with everything that is open. */
  async #leaveToOthers(): Promise<undefined> {
    for (const waiting of [this.#behind, this.#told, this.#passed, this.#unanswered]) waiting.clear();
    this.#levelAt = this.#answersAt = this.#day = undefined;
    await this.#bringMatcher();
  }

  /** The matcher may still be on its way to what the log says. */
  async #bringMatcher(): Promise<void> {
    const registers = [...this.#changed];
    this.#changed.clear();
    for (const register of registers) {
      await this.around.activation.bring(register).catch((cause: unknown) => {
        this.#notBrought.add(register);
        this.failed(cause);
      });
    }
  }
}
