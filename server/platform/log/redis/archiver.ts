import type { Figures, Instant, Lease } from '../../../ports.js';
import { logger } from '../../metrics/logger.js';
import type { RedisLink } from '../../redis/link.js';
import type { Entry } from '../events.js';
import { lastPosition } from '../header.js';
import type { ArchivedStore } from './archived-store.js';
import type { Growth } from './growth.js';

const INTERVAL_MS = 60_000;
const HEADERS_PER_SEGMENT = 2_048;
/** The newest events stay, however old they are: tails, cursors and decisions are among them. */
const EVENTS_KEPT = 20_000;
const DAY_MS = 86_400_000;

/** What stays in Redis, and how large a segment is. */
export interface ArchiveBounds {
  /** days that an append stays in Redis at least */
  readonly days: number;
  readonly eventsKept?: number;
  readonly headersPerSegment?: number;
}

export interface ArchiverParts {
  readonly store: ArchivedStore;
  readonly link: RedisLink;
  readonly growth: Growth;
  readonly lease: Lease;
  readonly now: () => Instant;
}

/** How a log and its archive stand. */
export interface ArchiveFigures {
  readonly segments: number;
  /** the last position in the archive; what comes after it is in Redis alone */
  readonly archivedThrough: number;
  /** memory that headers and bodies take in Redis, in bytes, as Redis estimates it */
  readonly redisBytes: number;
  /** the last round did not come to its end */
  readonly failing: boolean;
}

/**
 * Moves what is old from Redis into the archive, while this node has the lease. What leaves Redis is confirmed, older than
 * the days that are kept, not among the newest events, and stands in a segment that was synced, read back and compared. The
 * log says so first; Redis is cut a round later. A crash in between leaves a segment that is written again, or something in
 * Redis that is in the archive too.
 */
export class Archiver {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #closed = false;
  /** where the archive ended a round ago: every node has seen its files by now */
  #settled: number | undefined;
  #figures: ArchiveFigures = { segments: 0, archivedThrough: 0, redisBytes: 0, failing: false };
  readonly #bounds: Required<ArchiveBounds>;

  constructor(
    private readonly parts: ArchiverParts,
    bounds: ArchiveBounds,
  ) {
    this.#bounds = { eventsKept: EVENTS_KEPT, headersPerSegment: HEADERS_PER_SEGMENT, ...bounds };
  }

  /** As of the last round, on every node. */
  get figures(): ArchiveFigures {
    return this.#figures;
  }

  start(): void {
    const round = (): void => void this.run().catch((cause: unknown) => this.#failed(cause));
    this.#timer = setInterval(round, INTERVAL_MS).unref();
    round();
  }

  /** One round; those that are asked for meanwhile are this one. */
  run(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#running?.catch(() => undefined);
  }

  /** Tells whoever watches over the service how the archive stands. */
  tell(figures: Figures): void {
    const read = (name: string, value: (now: ArchiveFigures) => number): void =>
      figures.read(name, () => [{ labels: {}, value: value(this.#figures) }]);
    read('archive_segments', ({ segments }) => segments);
    read('archive_through_position', ({ archivedThrough }) => archivedThrough);
    read('archive_failing', ({ failing }) => Number(failing));
    read('redis_log_bytes', ({ redisBytes }) => redisBytes);
  }

  #failed(cause: unknown): void {
    if (this.parts.link.state === 'away') return;
    this.#figures = { ...this.#figures, failing: true };
    logger.error({ err: cause }, 'the log cannot be archived now: all of it stays in Redis');
  }

  async #run(): Promise<void> {
    const { store, link, lease, now } = this.parts;
    await store.reach(link.client);
    if (lease.token() !== undefined) {
      if (this.#settled === undefined) await store.archive.removeDrafts(Date.parse(now()));
      await this.#trim();
      while (!this.#closed && (await this.#archiveOne()));
      this.#settled = store.archive.end.position;
    }
    const { log, bodies } = store.keys;
    const usage = await Promise.all(
      [log, bodies].map((key) => link.client.sendCommand<number | null>(['MEMORY', 'USAGE', key])),
    );
    this.#figures = {
      segments: store.archive.segments.length,
      archivedThrough: store.archive.end.position,
      redisBytes: usage.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0),
      failing: false,
    };
  }

  async #trim(): Promise<void> {
    const { store, link } = this.parts;
    if (this.#settled !== undefined) while ((await store.trim(link.client, this.#settled)) > 0);
  }

  /** Archives the next segment; false when there is none that may leave, or somebody else may decide so. */
  async #archiveOne(): Promise<boolean> {
    const { store, link, lease } = this.parts;
    const token = lease.token();
    const state = await store.state(link.client);
    await store.archive.reach(state.end);
    const [first, ...rest] = await this.#due(state.end.position);
    if (token === undefined || first === undefined) return false;
    const end = await store.archive.write(state.end, [first, ...rest]);
    if (await store.seal(link.client, state, end, token)) {
      await store.archive.reach(end);
      return true;
    }
    await this.#lateWrite([first, ...rest]);
    return false;
  }

  /** Another node may have archived the same meanwhile, and erased from it: what was written over that is erased again. */
  async #lateWrite(entries: readonly Entry[]): Promise<void> {
    await this.parts.store.eraseArchived(
      this.parts.link.client,
      entries.map(({ header }) => header.position),
    );
  }

  /** The appends that make the next segment, all of which may leave Redis; none when they are too few. */
  async #due(after: number): Promise<readonly Entry[]> {
    const { store, link, growth, now } = this.parts;
    const { days, eventsKept, headersPerSegment } = this.#bounds;
    const through = growth.head.position - eventsKept;
    const until = Date.parse(now()) - days * DAY_MS;
    if (after + headersPerSegment > through) return [];
    const entries: Entry[] = [];
    while (entries.length < headersPerSegment) {
      const last = entries.at(-1);
      const from = last === undefined ? after : lastPosition(last.header);
      const some = await store.unarchived(link.client, from, Math.min(256, headersPerSegment - entries.length));
      if (some.length === 0) return [];
      if (some.some(({ header }) => lastPosition(header) > through || Date.parse(header.at) > until)) return [];
      entries.push(...some);
    }
    return entries;
  }
}
