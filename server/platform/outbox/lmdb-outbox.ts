import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { open, type Database } from 'lmdb';
import {
  Outbox,
  StorageUnavailable,
  type Clock,
  type EventLog,
  type Instant,
  type Kept,
  type KeptNote,
  type KeptRequest,
  type Ran,
  type RefusedRequest,
  type ToKeep,
} from '../../ports.js';

/** How often it looks whether the log can be written. */
const LOOK_MS = 200;
/** How often it tries although it cannot. */
const PROBE_MS = 1_000;
/** A group of the log's own size: it becomes one write. */
const MOST_AT_ONCE = 64;
/** What may wait: beyond it, commands are refused rather than let the disk fill. */
const MOST_KEPT = 100_000;
/** For how long whoever sent what was refused is told of it: a day of shifts. */
const TOLD_FOR_MS = 24 * 3_600_000;

type RunRequest = (kept: KeptRequest) => Promise<Ran>;
/** What is left of a request that was refused: who sent it and why it was refused, and nothing of what it said. */
interface Refusal {
  readonly kind: 'refusal';
  readonly userId: string;
  readonly refused: RefusedRequest;
}
/** An entry of the table, under its number. */
type Entry = ToKeep | Refusal;

/** What may run at once: notes and new reports, which depend on nothing before them; a change of something runs alone. */
function firstGroup(waiting: readonly Kept[], most: number): readonly Kept[] {
  const first = waiting.slice(0, most);
  const alone = first.findIndex((kept) => kept.kind === 'request' && kept.params !== null);
  return alone === -1 ? first : first.slice(0, Math.max(alone, 1));
}

/** The outbox in the data folder of this node. What is in it outlives the node, and runs when it is back. */
export class LmdbOutbox extends Outbox {
  override readonly keeps = true;
  readonly #listeners = new Set<() => void>();
  readonly #timer: NodeJS.Timeout;
  #waiting: Kept[] = [];
  #refusals: Refusal[] = [];
  #last = 0;
  #awaySince: Instant | undefined;
  #run: RunRequest | undefined;
  #running: Promise<void> | undefined;
  #probeAt = 0;
  #closed = false;

  private constructor(
    private readonly table: Database<Entry, number>,
    private readonly log: Pick<EventLog, 'writable' | 'append'>,
    private readonly clock: Clock,
    private readonly failed: (cause: unknown) => void,
  ) {
    super();
    for (const { key: number, value } of table.getRange()) {
      this.#last = number;
      if (value.kind === 'refusal') this.#refusals.push(value);
      else this.#waiting.push({ ...value, number });
    }
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  /** @param failed hears of what was kept and could not run for no reason that its sender could mend */
  static async open(
    folder: string,
    log: Pick<EventLog, 'writable' | 'append'>,
    clock: Clock,
    failed: (cause: unknown) => void,
  ): Promise<LmdbOutbox> {
    const path = join(folder, 'outbox');
    await mkdir(path, { recursive: true, mode: 0o700 });
    const options = { path, encoding: 'json', overlappingSync: false, permissionsMode: 0o600 } as const;
    const outbox = new LmdbOutbox(open<Entry, number>(options), log, clock, failed);
    await outbox.#forget();
    return outbox;
  }

  override since(): Instant | undefined {
    return this.#waiting[0]?.at ?? this.#awaySince;
  }

  override async keep(what: ToKeep): Promise<void> {
    if (this.#waiting.length >= MOST_KEPT) throw new StorageUnavailable(`${MOST_KEPT} commands wait already`);
    const kept: Kept = { ...what, number: (this.#last += 1) };
    this.#waiting.push(kept);
    try {
      await this.table.put(kept.number, what);
    } catch (cause) {
      this.#waiting = this.#waiting.filter((other) => other !== kept);
      throw new StorageUnavailable('The command cannot be kept', { cause });
    }
    this.#tell();
  }

  override runBy(run: RunRequest): void {
    this.#run = run;
  }

  override of(userId: string): ReturnType<Outbox['of']> {
    return {
      waiting: this.#waiting.filter((kept) => kept.kind === 'request' && kept.actor.userId === userId).length,
      refused: this.#refusals
        .filter((refusal) => refusal.userId === userId && this.#isTold(refusal))
        .map(({ refused }) => refused),
    };
  }

  override onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#closed = true;
    await this.#running;
    await this.table.close();
  }

  #look(): void {
    const writable = this.log.writable();
    const before = this.since();
    this.#awaySince = writable ? undefined : (this.#awaySince ?? this.clock.now());
    if (before !== this.since()) this.#tell();
    if (this.#run === undefined || this.#running !== undefined || this.#waiting.length === 0) return;
    // A log whose last write failed may be there again and not know it: one command finds out.
    if (!writable && performance.now() < this.#probeAt) return;
    this.#probeAt = performance.now() + PROBE_MS;
    this.#running = this.#workOff(this.#run, writable ? MOST_AT_ONCE : 1)
      .catch(this.failed)
      .finally(() => (this.#running = undefined));
  }

  async #workOff(run: RunRequest, most: number): Promise<void> {
    for (let atOnce = most; this.#waiting.length > 0 && !this.#closed; atOnce = MOST_AT_ONCE) {
      const group = firstGroup(this.#waiting, atOnce);
      const ran = await Promise.all(
        group.map(async (kept) => ({ kept, ran: await (kept.kind === 'note' ? this.#append(kept) : run(kept)) })),
      );
      const ended = ran.filter((one) => one.ran !== 'later');
      await Promise.all(ended.map(({ kept, ran: outcome }) => this.#end(kept, outcome)));
      const gone = new Set(ended.map(({ kept }) => kept));
      this.#waiting = this.#waiting.filter((kept) => !gone.has(kept));
      this.#tell();
      if (ended.length < group.length) return;
    }
    await this.#forget();
  }

  async #append({ append }: KeptNote): Promise<Ran> {
    try {
      return (await this.log.append(append)).kind === 'unconfirmed' ? 'later' : 'done';
    } catch (cause) {
      if (cause instanceof StorageUnavailable) return 'later';
      throw cause;
    }
  }

  /** Takes what has run off the disk. Of what was refused, that it was stays there. */
  async #end(kept: Kept, ran: Ran): Promise<void> {
    if (kept.kind === 'note' || typeof ran === 'string') return void (await this.table.remove(kept.number));
    const { number, operation, params, at, actor } = kept;
    const { code, detail } = ran;
    const refused = { number, operation, params, at, code, detail };
    const refusal: Refusal = { kind: 'refusal', userId: actor.userId, refused };
    await this.table.put(number, refusal);
    this.#refusals.push(refusal);
  }

  #isTold({ refused }: Refusal): boolean {
    return Date.parse(this.clock.now()) - Date.parse(refused.at) < TOLD_FOR_MS;
  }

  /** Nobody is told any more of what was refused a day ago. */
  async #forget(): Promise<void> {
    const old = this.#refusals.filter((refusal) => !this.#isTold(refusal));
    this.#refusals = this.#refusals.filter((refusal) => this.#isTold(refusal));
    await Promise.all(old.map(({ refused }) => this.table.remove(refused.number)));
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
