import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import type { EventLog, Lease, StoredEvent } from '../../ports.js';
import { codeOf } from '../log/error-code.js';
import type { Follower } from '../log/follower.js';
import { logger } from '../metrics/logger.js';
import { Assembly, piecesOf } from './pieces.js';
import { readSnapshot, writeSnapshot, type OpenSnapshot } from './snapshot-file.js';

/** How far the log goes on before the next one, in events. */
const EVERY = 20_000;
/** What takes less to fold again is not written when a node ends. */
const WORTH_WRITING = 1_000;
/** Work between two looks at whether somebody waits, in ms. */
const A_WHILE_MS = 5;
/** So often it gives way to whoever appends, a second apart; then they wait for it once. */
const MOST_WAYS_GIVEN = 60;
const AGAIN_MS = 1_000;

export interface SnapshotPlaces {
  /** of this node */
  readonly own: string;
  /** that new nodes begin with, written by the node with the lease; undefined: there is none */
  readonly shared: string | undefined;
}

/**
 * Snapshots of the read models, so that a node need not fold the log from its first event. One is disposable: it is used if
 * the same code made it of this very log, and every byte is what was written; else the log is folded. Who erases contents
 * removes it, before the bodies are gone (R7).
 */
export class ModelSnapshots {
  /** where the last one was made */
  #at = 0;
  /** contents were erased since, that it may hold */
  #isOutlived = false;
  #removals = 0;
  #writing: Promise<void> | undefined;
  readonly #stop = new AbortController();

  /** @param made digest of the code that folds, and of what else the fold depends on */
  constructor(
    private readonly follower: Follower,
    private readonly log: EventLog,
    private readonly places: SnapshotPlaces,
    private readonly made: string,
    private readonly lease: Pick<Lease, 'token'>,
    private readonly every = EVERY,
  ) {
    // Whichever node erased: no snapshot of before outlives it.
    const apply = ({ type }: StoredEvent): void => {
      if (type === 'contents-erased') this.#isOutlived = true;
    };
    follower.feed({ apply });
  }

  /** Puts the models where the newest snapshot that fits was; resolves to its position, 0 when there is none. */
  async useNewest(): Promise<number> {
    const found = await Promise.all([this.places.own, this.places.shared].map((place) => this.#open(place)));
    const snapshots = found.flatMap((one) => one ?? []).toSorted((a, b) => b.of.position - a.of.position);
    for (const snapshot of snapshots) {
      const assembly = new Assembly();
      try {
        for (const piece of snapshot.pieces()) assembly.add(piece);
      } catch (cause) {
        logger.warn({ err: cause }, 'a snapshot of the read models is not used: it is damaged');
        continue;
      }
      for (const [index, model] of this.follower.models.entries()) {
        const state = assembly.states.get(index);
        if (state !== undefined) model.restore?.(state);
      }
      this.#at = snapshot.of.position;
      return this.#at;
    }
    return 0;
  }

  /** A snapshot that may be believed; undefined: there is none here. */
  async #open(place: string | undefined): Promise<OpenSnapshot | undefined> {
    if (place === undefined) return undefined;
    try {
      const snapshot = await readSnapshot(place);
      const { made, epoch, position, commitment } = snapshot.of;
      const head = await this.log.head();
      const fits = made === this.made && epoch === head.epoch && position > 0 && position <= head.position;
      return fits && (await this.#commitmentAt(position)) === commitment ? snapshot : undefined;
    } catch (cause) {
      if (codeOf(cause) !== 'ENOENT')
        logger.warn({ err: cause }, 'a snapshot of the read models is not used: it cannot be read');
      return undefined;
    }
  }

  async #commitmentAt(position: number): Promise<string | undefined> {
    const stop = new AbortController();
    for await (const [event] of this.log.tail(position - 1, stop.signal)) {
      stop.abort();
      return event?.commitment;
    }
    return undefined;
  }

  /** Keeps the snapshots as new as it should be from here on, in the background. */
  keep(): void {
    const look = (position: number): void => {
      if (this.#isOutlived) void this.remove();
      if (position - this.#at >= this.every) this.#write();
    };
    this.follower.listen(look);
    look(this.follower.position);
  }

  /** Removes every snapshot that may hold what was erased by now. */
  async remove(): Promise<void> {
    this.#removals += 1;
    this.#isOutlived = false;
    // Erasures come many at a time: the next is written some events after the last of them.
    this.#at = this.follower.position - this.every + Math.min(this.every, WORTH_WRITING);
    const places = [this.places.own, this.places.shared].filter((place) => place !== undefined);
    await Promise.all(places.map((place) => rm(place, { force: true })));
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    await this.#writing;
  }

  /** Writes what is new, when it is worth it; nothing may be folded any more. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#writing;
    if (this.#isOutlived) await this.remove();
    if (this.follower.position - this.#at < Math.min(this.every, WORTH_WRITING)) return;
    this.#write();
    await this.#writing;
  }

  #write(): void {
    this.#writing ??= this.#writeSoon()
      .catch((cause: unknown) => logger.warn({ err: cause }, 'no snapshot of the read models could be written'))
      .finally(() => (this.#writing = undefined));
  }

  async #writeSoon(): Promise<void> {
    for (let given = 0; ; given += 1) {
      const mayGiveWay = given < MOST_WAYS_GIVEN && !this.#stop.signal.aborted;
      const pieces = await this.follower.paused((isWaitedFor) => this.#pieces(() => mayGiveWay && isWaitedFor()));
      if (pieces) return this.#store(pieces);
      await pause(AGAIN_MS, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
  }

  /** What the models hold, while they are paused; undefined: it gave way. */
  async #pieces(givesWay: () => boolean): Promise<Taken | undefined> {
    const { position, commitment, models } = this.follower;
    const removals = this.#removals;
    const pieces: Buffer[] = [];
    let since = performance.now();
    for (const piece of piecesOf(models.map((model) => model.save?.()))) {
      pieces.push(piece);
      if (performance.now() - since < A_WHILE_MS) continue;
      await turn();
      if (givesWay()) return undefined;
      since = performance.now();
    }
    return { position, commitment, pieces, removals };
  }

  async #store({ position, commitment, pieces, removals }: Taken): Promise<void> {
    const { own, shared } = this.places;
    const { epoch } = await this.log.head();
    await mkdir(dirname(own), { recursive: true, mode: 0o700 });
    await writeSnapshot(own, { made: this.made, epoch, position, commitment }, pieces);
    if (shared !== undefined && this.lease.token() !== undefined) {
      await mkdir(dirname(shared), { recursive: true, mode: 0o700 });
      await copyFile(own, `${shared}.draft`);
      await rename(`${shared}.draft`, shared);
    }
    // What was erased meanwhile is in what was taken before.
    if (removals === this.#removals) this.#at = position;
    else await this.remove();
  }
}

/** What was taken of the models at one position. */
interface Taken {
  readonly position: number;
  readonly commitment: string;
  readonly pieces: readonly Buffer[];
  /** how often snapshots had been removed by then */
  readonly removals: number;
}
