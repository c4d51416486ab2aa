/**
 * The ports: what Outrider asks of technology. Each is an abstract class, so that it is a type and an injection token
 * in one. One contract suite per port runs on every adapter.
 */
import type { Outcome, RegisterRecord, RemoteQuestion, RemoteState } from './contract/index.js';
import type { AccessEvent } from './domain/access/events.js';
import type { Action, Actor } from './domain/access/policy.js';
import type { Timings } from './domain/grade/timings.js';
import type { Due, DueKind } from './domain/incident/due.js';
import type { CheckCause, IncidentEvent } from './domain/incident/events.js';
import type { ClosedIncident, OpenIncident } from './domain/incident/state.js';
import type { CheckAnswer, CheckQuery } from './domain/match/types.js';
import type { Told } from './domain/register/remote.js';
import type { ErasedRecord } from './domain/register/evolve.js';
import type { BatchMode, Manifest } from './domain/register/types.js';

export * from './ports/nodes.js';
export * from './ports/feeds.js';
export * from './ports/outbox.js';

export * from './ports/sign-in.js';

/** ISO 8601 in UTC. */
export type Instant = string;
/** Who did it: a user's id, or `outrider` for what the machine does by itself. */
export type ActorId = string;
export type StreamKind =
  | 'incident'
  | 'reader'
  | 'register'
  | 'desk'
  | 'user'
  | 'administrators'
  | 'sign-ins'
  | 'workforce'
  | 'standards'
  | 'oversight';
export type StreamId = `${StreamKind}/${string}`;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Stands where a body was, once it has been erased: the header and the chain stay. */
export interface Erased {
  readonly erased: true;
}

export interface NewEvent {
  readonly type: string;
  readonly body: Json;
}

export interface StoredEvent {
  /** dense and global from 1: the only order */
  readonly position: number;
  readonly stream: StreamId;
  /** dense within the stream, from 1 */
  readonly version: number;
  readonly commandId: string;
  readonly type: string;
  readonly at: Instant;
  readonly by: ActorId;
  /** SHA-256, hex, over the body's salt and its canonical JSON: what the chained header keeps of the body */
  readonly commitment: string;
  readonly body: Json | Erased;
}

export interface Append {
  readonly stream: StreamId;
  /** the version of the stream that the decision was made on; 0 for a new stream */
  readonly expected: number | 'any';
  readonly events: readonly [NewEvent, ...NewEvent[]];
  readonly at: Instant;
  readonly by: ActorId;
  /** `id` makes the append once in effect (R8); `digest` (SHA-256 of the request) tells a repeat from a reuse */
  readonly command: { readonly id: string; readonly digest: string };
}

/** A command that is its own name: whoever sends the same id means the same thing. */
export const selfNamed = (id: string): Append['command'] => ({ id, digest: id });

/** Where the events of a command are: positions in the log, and the version of the stream with the last of them. */
interface Where {
  readonly first: number;
  readonly last: number;
  readonly version: number;
}

/** The command was appended before: with the same digest, there; with another one, it is a key that was reused. */
export type Seen = ({ readonly kind: 'repeated' } & Where) | { readonly kind: 'command-reused' };

export type Appended =
  | ({ readonly kind: 'appended' } & Where)
  | Seen
  | { readonly kind: 'conflict'; readonly version: number }
  /** a note about a reader, while a shared log is away: on this node's disk, and in the log when that is back */
  | { readonly kind: 'kept' }
  | { readonly kind: 'unconfirmed' };

/** Thrown by a log that cannot store: disk full, I/O error. Nothing of the append has taken effect. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
}

/**
 * Thrown when what is stored is not what was written: a checksum, the chain or a position is wrong. `position` is the
 * first entry that cannot be trusted.
 */
export class LogCorrupt extends Error {
  override readonly name = 'LogCorrupt';
  constructor(
    readonly position: number,
    message: string,
  ) {
    super(message);
  }
}

/** Where a log ends: its epoch, new with each new or restored log; its last position, 0 when empty; the chain’s link. */
export type LogHead = Readonly<{ epoch: string; position: number; link: string }>;

/** The append-only event log: the only truth. */
export abstract class EventLog {
  /** Resolves when the events are synced to disk. Rejects with StorageUnavailable. */
  abstract append(request: Append): Promise<Appended>;
  /** Whether a command was appended before; undefined when it was not. Spares the work of deciding a repeat again. */
  abstract seen(command: Append['command']): Promise<Seen | undefined>;
  /** The events of a stream from a version on (1 when left out), as of the call. */
  abstract read(stream: StreamId, fromVersion?: number): AsyncIterable<StoredEvent>;
  /** History after a position, then live, in batches: no gaps, confirmed events only. Ends when `stop` fires. */
  abstract tail(after: number, stop: AbortSignal): AsyncIterable<readonly StoredEvent[]>;
  /** Where the log ends, as far as it is confirmed. */
  abstract head(): Promise<LogHead>;
  /** Erases bodies and salts of a stream through a version. Headers and chain stay and still verify. */
  abstract eraseBodies(stream: StreamId, throughVersion: number): Promise<void>;
  /** True while appends are accepted; false after an I/O error turned the log read-only. */
  abstract writable(): boolean;
  abstract close(): Promise<void>;
}

/** One batch of records on its way into a register: nothing of it is visible until its activation is in the log. */
export abstract class BatchWriter {
  /** Adds a record; the same `recordId` again within the batch replaces. Resolves when more may be given (backpressure). */
  abstract put(record: RegisterRecord): Promise<void>;
  /** Syncs the batch to disk; afterwards it can be activated. */
  abstract seal(): Promise<{ readonly records: number; readonly digest: string }>;
  /** Forgets everything of the batch, sealed or not; only for one that is not activated. */
  abstract discard(): Promise<void>;
}

/**
 * Which sealed batches make a register, in order; a `replace` batch hides everything before it. Folded from the log.
 * `erased`: how many erasures there were in a batch, none when left out; whatever was made of fewer still holds what is gone.
 */
export type ActiveBatches = readonly {
  readonly batch: string;
  readonly mode: BatchMode;
  readonly erased?: number | undefined;
}[];

/**
 * The contents of the registers, in versions. Which batches are active is said by the log, so the callers pass it in.
 */
export abstract class RegisterStore {
  /** Resolves when every batch of a list can be read here, whichever node it was imported on. */
  abstract bring(register: string, active: ActiveBatches): Promise<void>;
  abstract begin(register: string, batch: string): Promise<BatchWriter>;
  /** The record as the active batches make it; undefined when there is none or it is withdrawn. */
  abstract get(register: string, recordId: string, active: ActiveBatches): RegisterRecord | undefined;
  /** Every record of the active batches, withdrawn ones left out, each once. */
  abstract records(register: string, active: ActiveBatches): Iterable<RegisterRecord>;
  /** The record ids of one batch, in no particular order: what an activation or undo touches. */
  abstract recordIds(register: string, batch: string): Iterable<string>;
  /** The batches here that hold something of a record. */
  abstract holding(register: string, recordId: string): readonly string[];
  /**
   * Overwrites what batches hold of records, here and in what nodes share: they count as they did, and say nothing. Given
   * every erasure of a register so far, it does what is not done yet.
   */
  abstract erase(register: string, erased: readonly ErasedRecord[]): Promise<void>;
  /** Removes sealed or half-written batches that are not in `keep`: leftovers of a crash during an import. */
  abstract sweep(keep: ReadonlySet<string>): Promise<void>;
  abstract close(): Promise<void>;
}

/** What the matcher serves: one register, its manifest and the batches it is made of. */
export interface LoadedRegister {
  readonly manifest: Manifest;
  readonly active: ActiveBatches;
}

/** Finds the records that are about the people, the place and the numbers of an incident. Never scans a register. */
export abstract class Matcher {
  /** Loads the registers; resolves when all can be asked. */
  abstract load(registers: readonly LoadedRegister[]): Promise<void>;
  /** Brings one register to a new list of batches, at once for every query after it resolves. */
  abstract activate(register: string, active: ActiveBatches): Promise<void>;
  /** Asks every loaded register about every subject. */
  abstract check(query: CheckQuery): Promise<CheckAnswer>;
  abstract close(): Promise<void>;
}

/** The registers that this Outrider knows: the built-in ones, and those of the force. */
export abstract class DeclaredRegisters {
  abstract readonly manifests: readonly Manifest[];
}

/** A register that another system keeps, behind limits of its own: when it hangs, lies or is down, nobody else notices. */
export abstract class RemoteRegister {
  abstract readonly id: string;
  /** Asks once. Never rejects: what goes wrong is told, in words without a word of the answer. */
  abstract ask(question: RemoteQuestion): Promise<Told>;
  abstract state(): RemoteState;
}

/** The remote registers of this Outrider. */
export abstract class RemoteRegisters {
  abstract readonly all: readonly RemoteRegister[];
}

/** Brings the matcher to what the log says about a register. */
export abstract class RegisterActivation {
  /** Resolves when the matcher answers from everything that was in the log at the time of the call. */
  abstract bring(register: string): Promise<void>;
}

export abstract class Clock {
  abstract now(): Instant;
}

/** Waits; the only one who may. */
export abstract class Alarm {
  /** Resolves at an instant, at once when it has passed, or when `stop` fires before. */
  abstract at(instant: Instant, stop: AbortSignal): Promise<void>;
}

/** How long things may take in this force. */
export abstract class Timetable {
  abstract readonly timings: Timings;
}

/** Something that is due, and whose it is: an incident's id, or the name of another source. */
export interface Owed extends Due {
  readonly owner: string;
}

/** Does what is due, under the command that it names: when it was done before, or is no longer due, nothing happens. */
export type RunDue = (owed: Owed) => Promise<unknown>;

/** Has done what time does. What is due of an incident is said by `dueOf` alone; a feature registers what runs for it. */
export abstract class Timekeeper {
  abstract on(kind: DueKind, run: RunDue): void;
  /** What is due of something that is no incident; asked again after everything that happens. */
  abstract watch(owner: string, dues: () => readonly Due[]): void;
}

export abstract class Ids {
  /** A new unique id that sorts by time. */
  abstract next(): string;
  /** `bytes` random bytes as base64url: for tokens and passwords. */
  abstract secret(bytes: number): string;
}

/** The record of who saw what (R7). No entry, no read: a read is answered after its entry is stored. */
export abstract class AccessRecord {
  abstract store(reader: Actor, entries: readonly [AccessEvent, ...AccessEvent[]]): Promise<void>;
}

/** What is to be changed of one incident, by whom. */
export interface IncidentChange {
  readonly incidentId: string;
  readonly actor: Actor;
  readonly command: Append['command'];
  /** why the registers are asked again afterwards: then a card follows, if it would look different; left out: no card */
  readonly brief?: CheckCause;
}

/** An incident that can be decided about, open or closed. */
export type KnownIncident = OpenIncident | ClosedIncident;

/** An incident after a change, and the stream's version with the last event of it. */
export interface ChangedIncident<I extends KnownIncident = OpenIncident> {
  readonly incident: I;
  readonly version: number;
}

/** Decides on an incident as it is at `at`: the events to append, none when nothing is to change, or why not. */
export type Decide<I extends KnownIncident = OpenIncident> = (
  incident: I,
  at: Instant,
) => Outcome<readonly IncidentEvent[]> | Promise<Outcome<readonly IncidentEvent[]>>;

/** Decisions about one incident: on what the log says, appended with the card that follows, in one append. */
export abstract class Incidents {
  /**
   * Has `decide` decide on the incident as it is, and appends what comes of it; decides again when something was appended
   * in between, so that races end in the stream. No events: nothing is to be changed. A command that was in effect before
   * is answered with the incident as it was then (R8).
   *
   * Refuses NOT_FOUND (no such open incident), IDEMPOTENCY_CONFLICT, and whatever `decide` refuses.
   */
  abstract change(change: IncidentChange, decide: Decide): Promise<Outcome<ChangedIncident>>;
  /**
   * The same for what may be decided about a closed incident too. To whom `action` does not allow it, there is no such
   * incident; left out: whoever asks is not asked for how they stand to it.
   */
  abstract changeKnown(
    change: IncidentChange & { readonly action?: Action },
    decide: Decide<KnownIncident>,
  ): Promise<Outcome<ChangedIncident<KnownIncident>>>;
}

/** Labels of a figure: ids of registers, grades, levels, roles; never a person's name or number. */
export type Labels = Readonly<Record<string, string>>;

/** Where figures about the service are kept for whoever watches over it. */
export abstract class Figures {
  abstract count(figure: string, labels: Labels, by?: number): void;
  /** One more of something that is measured, in seconds. */
  abstract observe(figure: string, labels: Labels, seconds: number): void;
  /** What is read when somebody asks: every figure of one name at that time. */
  abstract read(figure: string, values: () => readonly { readonly labels: Labels; readonly value: number }[]): void;
  /** Everything that was counted and measured, as plain data: for a snapshot. */
  abstract save(): unknown;
  abstract restore(saved: unknown): void;
}

/** Who has a live connection now, to whichever node. */
export abstract class Presence {
  /** Each signed-in person once, however many devices they have. */
  abstract connected(): readonly Actor[];
}
