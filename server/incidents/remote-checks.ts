import { subjectsToCheck } from '../domain/briefing/narrative/subjects-in-text.js';
import {
  isRemote,
  limitsOf,
  questionOf,
  waitBeforeAsking,
  type RemoteAnswer,
  type RemoteManifest,
} from '../domain/register/remote.js';
import type { Alarm, Instant, Lease, RemoteRegister, RemoteRegisters, StoredEvent } from '../ports.js';
import { readIncident } from './incidents.model.js';
import { noteRemoteAnswer } from './note-remote-answer.js';
import type { RecheckPorts } from './recheck-incidents.js';
import { askedOf } from './remote-basis.js';

const INCIDENT = 'incident/';
const REGISTER = 'register/';
const ASKS: readonly string[] = ['reported', 'revised', 'reopened'];

/** An incident that a register is to be asked about. */
interface Due {
  readonly at: Instant;
  readonly failures: number;
}

/**
 * Asks the remote registers about open incidents, beside the cards: each register has its own list and its own pace, so that
 * one that hangs holds up nothing but itself. A question that failed is asked again, later and later, and at once when
 * the register answers anybody again. The lists are as long as there are open incidents, at most.
 */
export class RemoteChecks {
  readonly #lanes: readonly Lane[];
  #started = false;

  /** @param failed hears of an answer that could not be stored; the incident is asked about again */
  constructor(
    private readonly ports: RecheckPorts,
    remotes: RemoteRegisters,
    private readonly around: { readonly alarm: Alarm; /** whoever has it asks */ readonly lease: Lease },
    failed: (cause: unknown) => void,
  ) {
    this.#lanes = remotes.all.flatMap((register) => {
      const manifest = ports.registers.manifest(register.id);
      return manifest !== undefined && isRemote(manifest)
        ? [new Lane(ports, manifest, register, around.alarm, failed)]
        : [];
    });
  }

  /** Takes in one event of the log, after the read models have it. */
  apply({ stream, type }: StoredEvent): void {
    if (!this.#started || this.around.lease.token() === undefined) return;
    if (stream.startsWith(INCIDENT) && ASKS.includes(type)) this.#ask(stream.slice(INCIDENT.length));
    if (stream.startsWith(REGISTER) && type === 'availability-set') this.#askAll(stream.slice(REGISTER.length));
  }

  /** From here on it asks, and first of all what was not answered before the last Outrider ended, or by another node. */
  start(): void {
    this.#started = true;
    this.around.lease.onTaken(() => this.#askAboutAll());
    if (this.around.lease.token() !== undefined) this.#askAboutAll();
  }

  /** Resolves when nothing is being asked, and nothing could be at this time. */
  async idle(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.idle()));
  }

  async stop(): Promise<void> {
    this.#started = false;
    await Promise.all(this.#lanes.map((lane) => lane.stop()));
  }

  #askAboutAll(): void {
    for (const { incident } of this.ports.incidents.all()) this.#ask(incident.id);
  }

  #ask(incidentId: string): void {
    for (const lane of this.#lanes) lane.add(incidentId);
  }

  #askAll(register: string): void {
    const lane = this.#lanes.find(({ id }) => id === register);
    for (const { incident } of this.ports.incidents.all()) lane?.add(incident.id);
  }
}

/** The questions to one register. */
class Lane {
  readonly #due = new Map<string, Due>();
  readonly #asking = new Map<string, Promise<void>>();
  readonly #stop = new AbortController();
  readonly #atOnce: number;
  #waking: AbortController | undefined;

  constructor(
    private readonly ports: RecheckPorts,
    private readonly manifest: RemoteManifest,
    private readonly register: RemoteRegister,
    private readonly alarm: Alarm,
    private readonly failed: (cause: unknown) => void,
  ) {
    this.#atOnce = limitsOf(manifest).atOnce;
  }

  get id(): string {
    return this.manifest.id;
  }

  add(incidentId: string): void {
    this.#due.set(incidentId, { at: this.ports.clock.now(), failures: 0 });
    this.#work();
  }

  async idle(): Promise<void> {
    await nextTurn();
    while (this.#asking.size > 0) {
      await Promise.all(this.#asking.values());
      await nextTurn();
    }
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#waking?.abort();
    await Promise.all(this.#asking.values());
  }

  /** Starts what is due, as much as may be at once; sets the alarm for what is due later. */
  #work(): void {
    if (this.#stop.signal.aborted) return;
    const now = this.ports.clock.now();
    for (const [incidentId, due] of this.#due) {
      if (this.#asking.size >= this.#atOnce) return;
      if (this.#time(due) > now || this.#asking.has(incidentId)) continue;
      this.#due.delete(incidentId);
      const asking = this.#ask(incidentId, due.failures)
        .catch((cause: unknown) => {
          this.failed(cause);
          this.#again(incidentId, due.failures + 1);
        })
        .finally(() => {
          this.#asking.delete(incidentId);
          this.#work();
        });
      this.#asking.set(incidentId, asking);
    }
    this.#wakeFor([...this.#due.values()].map((due) => this.#time(due)).toSorted()[0]);
  }

  /** While the register rests nothing is asked twice; what is new is, to be told at once that there is no answer. */
  #time({ at, failures }: Due): Instant {
    const { restsUntil = at } = this.register.state();
    return failures > 0 && restsUntil > at ? restsUntil : at;
  }

  #wakeFor(earliest: Instant | undefined): void {
    this.#waking?.abort();
    if (earliest === undefined) return;
    const waking = (this.#waking = new AbortController());
    this.alarm
      .at(earliest, waking.signal)
      .then(() => (waking.signal.aborted ? undefined : this.#work()))
      .catch(this.failed);
  }

  async #ask(incidentId: string, failures: number): Promise<void> {
    // Whoever waits for the card of the call itself goes first.
    await nextTurn();
    const { registers, log, clock } = this.ports;
    const { incident } = await readIncident(log, incidentId);
    if (incident.kind !== 'open' || !registers.state(this.id).available) return;
    const subjects = subjectsToCheck(incident.report);
    const asked = askedOf(subjects);
    const known = incident.remote?.find(({ register }) => register === this.id);
    if (subjects.length === 0 || this.#isGood(known, asked)) return;
    const told = await this.register.ask(questionOf(subjects, clock.now()));
    const answered = await noteRemoteAnswer(this.ports, { incidentId, register: this.id, asked, told });
    if (told.kind === 'answered') this.#bringForward();
    if (answered !== undefined && !this.#isGood(answered, asked)) this.#again(incidentId, failures + 1);
    else if (answered !== undefined) this.#whenStale(incidentId, answered);
  }

  /** An answer to this very question, fresh enough to be believed. */
  #isGood(answer: RemoteAnswer | undefined, asked: string): boolean {
    if (answer === undefined || answer.failure !== undefined || answer.asked !== asked) return false;
    return this.#staleAt(answer) > this.ports.clock.now();
  }

  #staleAt({ asOf = '' }: RemoteAnswer): Instant {
    const { freshnessLimitHours = Infinity } = this.manifest;
    const at = Date.parse(asOf) + freshnessLimitHours * 3_600_000;
    return Number.isFinite(at) ? new Date(at).toISOString() : NEVER;
  }

  #again(incidentId: string, failures: number): void {
    this.#set(incidentId, { at: later(this.ports.clock.now(), waitBeforeAsking(failures)), failures });
  }

  #whenStale(incidentId: string, answer: RemoteAnswer): void {
    const at = this.#staleAt(answer);
    if (at !== NEVER) this.#set(incidentId, { at: later(at, 1), failures: 0 });
  }

  /** What was asked for meanwhile is sooner. */
  #set(incidentId: string, due: Due): void {
    if (!this.#due.has(incidentId)) this.#due.set(incidentId, due);
  }

  /** It answers again: what it failed to answer is asked now. */
  #bringForward(): void {
    const at = this.ports.clock.now();
    for (const [incidentId, { failures }] of this.#due) if (failures > 0) this.#due.set(incidentId, { at, failures });
  }
}

const NEVER = '9999-12-31T23:59:59.999Z';
const later = (at: Instant, ms: number): Instant => new Date(Date.parse(at) + ms).toISOString();
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
