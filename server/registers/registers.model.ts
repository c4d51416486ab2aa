import type { RegisterState } from '../contract/index.js';
import { readRegisterEvent } from '../domain/register/events.js';
import {
  activeBatches,
  asOf,
  evolveRegister,
  NO_HISTORY,
  standingBatches,
  type ErasedRecord,
  type RegisterHistory,
} from '../domain/register/evolve.js';
import { freshness, type Freshness } from '../domain/register/freshness.js';
import type { Manifest } from '../domain/register/types.js';
import type { ActiveBatches, EventLog, Instant, LoadedRegister, StoredEvent, StreamId } from '../ports.js';

const PREFIX = 'register/';
const NONE: ActiveBatches = [];

/** The stream that a register's events are in. */
export const registerStream = (register: string): StreamId => `${PREFIX}${register}`;

/** Reads what the log says about one register, up to now: what a decision about it is made on. */
export async function readHistory(
  log: EventLog,
  register: string,
): Promise<{ readonly history: RegisterHistory; readonly version: number }> {
  let history = NO_HISTORY;
  let version = 0;
  for await (const event of log.read(registerStream(register))) {
    history = evolveRegister(history, readRegisterEvent(event.type, event.body), event.at);
    version = event.version;
  }
  return { history, version };
}

/**
 * A register as its readers are told of it.
 * @param records how many records can be found now, by register; undefined: nothing can be asked
 */
export function describeRegister(
  manifest: Manifest,
  history: RegisterHistory,
  records: ReadonlyMap<string, number> | undefined,
): RegisterState {
  const newest = asOf(history);
  return {
    id: manifest.id,
    title: manifest.title,
    holds: manifest.holds,
    manual: manifest.manual === true,
    available: history.available,
    ...(records === undefined ? {} : { records: records.get(manifest.id) ?? 0 }),
    ...(manifest.contact === undefined ? {} : { contact: manifest.contact }),
    batches: activeBatches(history).map(({ batch, at, accepted, rejected, mode }) => ({
      batch,
      at,
      accepted,
      ...(rejected === undefined ? {} : { rejected }),
      mode,
    })),
    ...(history.reason === undefined ? {} : { reason: history.reason }),
    ...(newest === undefined ? {} : { asOf: newest }),
    ...(manifest.freshnessLimitHours === undefined ? {} : { freshnessLimitHours: manifest.freshnessLimitHours }),
  };
}

/**
 * Every register, folded from the log in memory: which there are, what they are made of, and whether they answer.
 * Built from nothing at start; events may be applied more than once (R8).
 */
export class RegistersModel {
  readonly #manifests: ReadonlyMap<string, Manifest>;
  #states = new Map<string, { history: RegisterHistory; active: ActiveBatches; position: number }>();

  constructor(manifests: readonly Manifest[]) {
    this.#manifests = new Map(manifests.map((manifest) => [manifest.id, manifest]));
  }

  /** Takes in one event of the log; those of other streams, and of registers that are no longer declared, are passed over. */
  apply(event: StoredEvent): void {
    if (!event.stream.startsWith(PREFIX)) return;
    const register = event.stream.slice(PREFIX.length);
    const known = this.#states.get(register);
    if (!this.#manifests.has(register) || (known !== undefined && known.position >= event.position)) return;
    const history = evolveRegister(known?.history ?? NO_HISTORY, readRegisterEvent(event.type, event.body), event.at);
    this.#states.set(register, { history, active: activeBatches(history), position: event.position });
  }

  /** What was folded, as plain data: for a snapshot. */
  save() {
    return {
      states: this.#states,
    };
  }

  restore(saved: ReturnType<RegistersModel['save']>): void {
    this.#states = saved.states;
  }

  /** The declared registers, in the order of their manifests. */
  manifests(): readonly Manifest[] {
    return [...this.#manifests.values()];
  }

  manifest(register: string): Manifest | undefined {
    return this.#manifests.get(register);
  }

  /** What is known of a register; of one that nothing was ever imported into, that it is empty. */
  state(register: string): RegisterHistory {
    return this.#states.get(register)?.history ?? NO_HISTORY;
  }

  /** The batches that make the register now; the same list until it changes. */
  active(register: string): ActiveBatches {
    return this.#states.get(register)?.active ?? NONE;
  }

  /** Whether the register can be relied on at an instant (R2). */
  freshness(register: string, at: Instant): Freshness {
    const manifest = this.#manifests.get(register);
    return manifest === undefined ? 'never-loaded' : freshness(manifest, asOf(this.state(register)), at);
  }

  /** What was ever erased from a register. */
  erased(register: string): readonly ErasedRecord[] {
    return this.state(register).erased ?? [];
  }

  /** What the matcher loads at start: every register whose records are imported for a machine to search. */
  loaded(): readonly LoadedRegister[] {
    return this.manifests()
      .filter((manifest) => manifest.manual !== true && manifest.remote === undefined)
      .map((manifest) => ({ manifest, active: this.active(manifest.id) }));
  }

  /** The batches that the store must keep, hidden ones too: an undo of a `replace` brings those back. */
  kept(): ReadonlySet<string> {
    return new Set(this.manifests().flatMap(({ id }) => standingBatches(this.state(id)).map(({ batch }) => batch)));
  }
}
