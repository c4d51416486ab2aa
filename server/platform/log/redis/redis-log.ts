import { setTimeout as pause } from 'node:timers/promises';
import {
  EventLog,
  LogCorrupt,
  StorageUnavailable,
  type Append,
  type Appended,
  type Instant,
  type Lease,
  type LogHead,
  type Seen,
  type StoredEvent,
  type StreamId,
} from '../../../ports.js';
import type { RedisLink } from '../../redis/link.js';
import { RedisUnusable } from '../../redis/errors.js';
import { lastPosition } from '../header.js';
import { seenAs } from '../plan.js';
import type { SealedLog } from '../sealed.js';
import type { Appender } from './appender.js';
import { ArchivedStore } from './archived-store.js';
import { Archiver, type ArchiveBounds } from './archiver.js';
import type { Eraser } from './eraser.js';
import type { Growth } from './growth.js';
import type { RedisReader } from './reader.js';
import type { RedisStore } from './redis-store.js';

/** Between two tries of something that a broken connection has interrupted. */
const RETRY_MS = 20;

export interface RedisLogParts {
  readonly store: RedisStore;
  /** for what is read, and hints; apart from the writes, which may have to wait for replicas */
  readonly reads: RedisLink;
  readonly growth: Growth;
  readonly appender: Appender;
  readonly reader: RedisReader;
  readonly eraser: Eraser;
  /** closes the links, the mark, and lets go of the data folder */
  readonly release: () => Promise<void>;
}

/** What a person can mend, or must know; anything else is a connection that broke. */
const isFinal = (cause: unknown): boolean =>
  cause instanceof LogCorrupt || cause instanceof RedisUnusable || cause instanceof StorageUnavailable;

/** The event log in Redis that several nodes share. Opened by `openRedisLog`. */
export class RedisLog extends EventLog {
  readonly #closing = new AbortController();
  #end: Error | undefined;

  constructor(private readonly parts: RedisLogParts) {
    super();
  }

  /** The log goes on in another epoch, or cannot be trusted: this one ends, so that whoever followed it begins again. */
  endWith(cause: Error): void {
    this.#end ??= cause;
    const isRefusal = cause instanceof StorageUnavailable;
    this.parts.appender.refuse(isRefusal ? cause : new StorageUnavailable('The log cannot go on', { cause }));
    this.parts.growth.signal.fire();
  }

  override append(request: Append): Promise<Appended> {
    return this.parts.appender.append(request);
  }

  /** Only of what is confirmed: a command that is on its way is undefined still. */
  override async seen(command: Append['command']): Promise<Seen | undefined> {
    const { store, reads, growth } = this.parts;
    return this.#available(async () => {
      const known = await store.look(reads.client, [], [command.id]);
      const earlier = known.commandHeader(command.id);
      if (earlier === undefined) return undefined;
      if (lastPosition(earlier) > growth.head.position) await growth.catchUp();
      return lastPosition(earlier) > growth.head.position ? undefined : seenAs(earlier, command.digest);
    });
  }

  override read(stream: StreamId, fromVersion = 1): AsyncIterable<StoredEvent> {
    return this.#readThrough(stream, fromVersion, this.parts.growth.head.position);
  }

  async *#readThrough(stream: StreamId, fromVersion: number, through: number): AsyncGenerator<StoredEvent> {
    const reading = this.parts.reader.stream(stream, fromVersion, through);
    for (;;) {
      const { done, value } = await this.#available(() => reading.next());
      if (done === true) return;
      yield value;
    }
  }

  /**
   * Ends when `stop` is aborted or the log is closed. While Redis is away it waits.
   * @throws RangeError when `after` is beyond the head: a position of another epoch; LogCut when an epoch has ended; LogCorrupt, RedisUnusable when the log is not what it was
   */
  override async *tail(after: number, stop: AbortSignal): AsyncGenerator<readonly StoredEvent[]> {
    const { growth } = this.parts;
    if (after > growth.head.position) await growth.catchUp().catch(() => undefined);
    if (after > growth.head.position) throw new RangeError(`Position ${after} is beyond the end of the log`);
    const ended = AbortSignal.any([stop, this.#closing.signal]);
    let position = after;
    while (!ended.aborted) {
      if (this.#end !== undefined) throw this.#end;
      if (position === growth.head.position) {
        await growth.signal.wait(ended);
        continue;
      }
      for await (const batch of this.#after(position, ended)) {
        if (ended.aborted) return;
        yield batch;
        position = batch.at(-1)?.position ?? position;
      }
    }
  }

  /** What there is after a position, from memory or from Redis; less of it when the connection breaks. */
  async *#after(position: number, ended: AbortSignal): AsyncGenerator<readonly StoredEvent[]> {
    const { growth, reader, reads } = this.parts;
    const recent = growth.recent.after(position);
    if (recent !== undefined) {
      yield recent;
      return;
    }
    try {
      yield* reader.eventsAfter(position, growth.head);
    } catch (cause) {
      // Read half from before a new epoch and half from after it, a log is not damaged: it is another one, and that ends this.
      if (cause instanceof LogCorrupt) await growth.verify(reads.client).catch(() => undefined);
      if (isFinal(cause) || this.#end !== undefined) throw this.#end ?? cause;
      await pause(RETRY_MS);
      await reads.ready(ended);
    }
  }

  /** Who moves what is old into the archive; undefined when there is none. */
  archiver(lease: Lease, now: () => Instant, bounds: ArchiveBounds): Archiver | undefined {
    const { store, reads: link, growth } = this.parts;
    return store instanceof ArchivedStore ? new Archiver({ store, link, growth, lease, now }, bounds) : undefined;
  }

  /** The whole log through its end of now, for whoever verifies it elsewhere. */
  sealed(): SealedLog {
    const { growth, reader } = this.parts;
    const { position, link } = growth.head;
    return { head: { epoch: growth.epoch, position, link }, entries: reader.sealed(growth.head) };
  }

  /** As far as every node has got by now; as far as this one knows while Redis is away. */
  override async head(): Promise<LogHead> {
    const { growth } = this.parts;
    await growth.catchUp().catch(() => undefined);
    return { epoch: growth.epoch, position: growth.head.position, link: growth.head.link };
  }

  /**
   * Resolves when no key holds the bodies and salts any more. Redis keeps them in its append-only file until it has
   * rewritten that, which it is asked to do at once; replicas rewrite theirs when they grow.
   */
  override eraseBodies(stream: StreamId, throughVersion: number): Promise<void> {
    return this.#available(() => this.parts.eraser.erase(stream, throughVersion));
  }

  override writable(): boolean {
    return this.parts.appender.writable;
  }

  /**
   * Verifies the chain and the indexes of the whole log, with `bodies` also every body.
   * @throws LogCorrupt with the first position that cannot be trusted
   */
  verify({ bodies = false } = {}): Promise<{ readonly events: number; readonly headers: number }> {
    return this.parts.reader.verify(this.parts.growth.head, bodies);
  }

  async #available<T>(action: () => Promise<T>): Promise<T> {
    if (this.#closing.signal.aborted) throw new StorageUnavailable('The log is closed');
    try {
      return await action();
    } catch (cause) {
      throw isFinal(cause) ? cause : new StorageUnavailable('Redis, or the archive, is away', { cause });
    }
  }

  override async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    const { appender, growth, eraser, release } = this.parts;
    growth.close();
    await appender.close();
    eraser.close();
    await release();
  }
}
