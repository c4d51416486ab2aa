import {
  EventLog,
  type Append,
  type Appended,
  type LogHead,
  type Seen,
  type StoredEvent,
  type StreamId,
} from '../../../ports.js';
import type { Head } from '../head.js';
import { seenAs } from '../plan.js';
import { Recent } from '../recent.js';
import { Signal } from '../signal.js';
import type { SealedLog } from '../sealed.js';
import { GroupWriter, type WriterParts } from './group-writer.js';
import type { LogReader } from './log-reader.js';
import type { WriterLock } from './writer-lock.js';

export interface LogParts extends WriterParts {
  readonly lock: WriterLock;
}

/** The event log in the data folder of this machine: one process writes, any may read. Opened by `openEmbeddedLog`. */
export class EmbeddedLog extends EventLog {
  readonly #parts: LogParts;
  readonly #reader: LogReader;
  readonly #writer: GroupWriter;
  readonly #epoch: string;
  readonly #recent = new Recent();
  readonly #growth = new Signal();
  readonly #closing = new AbortController();
  #head: Head;

  constructor(parts: LogParts, epoch: string, head: Head) {
    super();
    this.#parts = parts;
    this.#reader = parts.reader;
    this.#epoch = epoch;
    this.#head = head;
    this.#writer = new GroupWriter(
      parts,
      head,
      (plan) => {
        for (const { header, bodies } of plan.written) this.#recent.add(header, bodies);
        this.#head = plan.head;
        this.#growth.fire();
      },
      () => this.#recent.clear(),
    );
  }

  override append(request: Append): Promise<Appended> {
    return this.#writer.append(request);
  }

  /** Only of what is on disk: a command that is on its way there is undefined still. */
  override async seen(command: Append['command']): Promise<Seen | undefined> {
    const earlier = this.#parts.store.commandHeader(command.id);
    return earlier && seenAs(earlier, command.digest);
  }

  override read(stream: StreamId, fromVersion = 1): AsyncIterable<StoredEvent> {
    return this.#reader.stream(stream, fromVersion);
  }

  /**
   * Ends when `stop` is aborted or the log is closed.
   * @throws RangeError when `after` is beyond the head: a position of another epoch
   */
  override async *tail(after: number, stop: AbortSignal): AsyncGenerator<readonly StoredEvent[]> {
    if (after > this.#head.position) throw new RangeError(`Position ${after} is beyond the end of the log`);
    const ended = AbortSignal.any([stop, this.#closing.signal]);
    let position = after;
    while (!ended.aborted) {
      if (position === this.#head.position) {
        await this.#growth.wait(ended);
        continue;
      }
      const recent = this.#recent.after(position);
      const history = recent === undefined ? this.#reader.eventsAfter(position, this.#head) : [recent];
      for await (const batch of history) {
        if (ended.aborted) return;
        yield batch;
        position = batch.at(-1)?.position ?? position;
      }
    }
  }

  override head(): Promise<LogHead> {
    const { position, link } = this.#head;
    return Promise.resolve({ epoch: this.#epoch, position, link });
  }

  /**
   * Resolves when the bodies and salts are out of the data file, its free pages too, and that is on disk. Appends wait
   * meanwhile: some seconds for a gigabyte of log. Where somebody reads an older state for longer, as a backup does, what
   * is in free pages goes with the next erasure or the next start.
   */
  override eraseBodies(stream: StreamId, throughVersion: number): Promise<void> {
    return this.#writer.erase(stream, throughVersion);
  }

  override writable(): boolean {
    return this.#writer.writable;
  }

  /** The whole log through its end of now, for whoever verifies it elsewhere. */
  sealed(): SealedLog {
    const { position, link } = this.#head;
    return { head: { epoch: this.#epoch, position, link }, entries: this.#reader.sealed(this.#head) };
  }

  /**
   * Verifies the chain and the indexes of the whole log, with `bodies` also every body.
   * @throws LogCorrupt with the first position that cannot be trusted
   */
  verify({ bodies = false } = {}): Promise<{ readonly events: number; readonly headers: number }> {
    return this.#reader.verify(this.#head, bodies);
  }

  override async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await this.#writer.close();
    await this.#parts.room.close();
    await this.#parts.mark.close();
    await this.#parts.store.close();
    await this.#parts.lock.release();
  }
}
