import { LogCorrupt, StorageUnavailable, type Append, type Appended, type StreamId } from '../../../ports.js';
import { withoutBodies } from '../bodies.js';
import type { Head } from '../head.js';
import type { Mark } from '../mark.js';
import { planGroup, prepare, type Plan, type Prepared } from '../plan.js';
import type { LogReader } from './log-reader.js';
import type { Room } from './room.js';
import { PUTS_PER_ADDITION, type LogStore } from './store.js';

/** What may wait for the disk; beyond it, appends are refused rather than let the memory grow. */
export const MOST_WAITING = 20_000;
const MOST_WAITING_BYTES = 128 << 20;
/** The largest group: what one sync may cover. */
const MOST_APPENDS_PER_GROUP = 512;
const MOST_BYTES_PER_GROUP = 16 << 20;
/** Headers whose bodies are erased in one commit. */
const ERASED_PER_COMMIT = 64;

interface WaitingAppend {
  readonly kind: 'append';
  readonly prepared: Prepared;
  readonly bytes: number;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (cause: Error) => void;
}
interface WaitingErasure {
  readonly kind: 'erasure';
  readonly stream: StreamId;
  readonly throughVersion: number;
  readonly bytes: 0;
  readonly resolve: () => void;
  readonly reject: (cause: Error) => void;
}
type Waiting = WaitingAppend | WaitingErasure;

export interface WriterParts {
  readonly store: LogStore;
  readonly reader: LogReader;
  readonly room: Room;
  readonly mark: Mark;
}

/**
 * Writes to the log in groups: one is on its way to the disk, and what arrives meanwhile makes the next. Each group is
 * one commit with one sync, and is answered after it. A failure of the disk ends all writing until the log is opened
 * again: what was not answered may then be asked once more under the same command id (R8).
 */
export class GroupWriter {
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #running: Promise<void> | undefined;
  #refusal: StorageUnavailable | undefined;

  constructor(
    private readonly parts: WriterParts,
    private head: Head,
    /** hears of every group when it is on disk, before its appends are answered */
    private readonly committed: (plan: Plan) => void,
    private readonly erased: () => void,
  ) {}

  get writable(): boolean {
    return this.#refusal === undefined;
  }

  append(request: Append): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.#refuseWhenFull();
      const prepared = prepare(request);
      const bytes = prepared.bodies.reduce((sum, body) => sum + body.content.length, 0);
      this.#enqueue({ kind: 'append', prepared, bytes, resolve, reject });
    });
  }

  erase(stream: StreamId, throughVersion: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#refuseWhenFull();
      this.#enqueue({ kind: 'erasure', stream, throughVersion, bytes: 0, resolve, reject });
    });
  }

  #refuseWhenFull(): void {
    if (this.#refusal !== undefined) throw this.#refusal;
    if (this.#waiting.length >= MOST_WAITING || this.#waitingBytes >= MOST_WAITING_BYTES)
      throw new StorageUnavailable(`${this.#waiting.length} appends already wait for the disk`);
  }

  #enqueue(waiting: Waiting): void {
    this.#waiting.push(waiting);
    this.#waitingBytes += waiting.bytes;
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    // What is appended in the same turn of the event loop belongs to the first group already.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#takeGroup();
      const [first] = group;
      try {
        if (first?.kind === 'erasure') await this.#erase(first);
        else await this.#commit(group.filter((waiting) => waiting.kind === 'append'));
      } catch (cause) {
        const failure = cause instanceof LogCorrupt ? cause : this.#fail(cause);
        for (const waiting of group) waiting.reject(failure);
      }
    }
    // In the same step as the last look at what waits: an append that comes later starts a new run.
    this.#running = undefined;
  }

  /** The next group: an erasure alone, or appends up to the next erasure. */
  #takeGroup(): Waiting[] {
    let count = 0;
    let bytes = 0;
    for (const waiting of this.#waiting) {
      if (count === MOST_APPENDS_PER_GROUP || bytes >= MOST_BYTES_PER_GROUP) break;
      if (waiting.kind === 'erasure' && count > 0) break;
      count += 1;
      bytes += waiting.bytes;
      if (waiting.kind === 'erasure') break;
    }
    this.#waitingBytes -= bytes;
    return this.#waiting.splice(0, count);
  }

  async #commit(group: readonly WaitingAppend[]): Promise<void> {
    const plan = planGroup(
      this.parts.store,
      this.head,
      group.map(({ prepared }) => prepared),
    );
    if (plan.additions.length > 0) {
      const bytes = plan.additions.reduce((sum, addition) => sum + addition.header.length + addition.bodies.length, 0);
      await this.parts.room.ensure(plan.additions.length * PUTS_PER_ADDITION, bytes);
      await this.parts.store.commit(plan.additions, plan.head);
      this.head = plan.head;
      this.parts.mark.write(plan.head);
      this.committed(plan);
    }
    for (const [index, { resolve, reject }] of group.entries()) {
      const answer = plan.answers[index] as Appended | Error;
      if (answer instanceof Error) reject(answer);
      else resolve(answer);
    }
  }

  async #erase({ stream, throughVersion, resolve }: WaitingErasure): Promise<void> {
    const { store, reader, room } = this.parts;
    let slice: { position: number; bodies: Buffer }[] = [];
    const flush = async (): Promise<void> => {
      await room.ensure(
        slice.length,
        slice.reduce((sum, { bodies }) => sum + bodies.length, 0),
      );
      await store.replaceBodies(slice);
      slice = [];
    };
    for await (const header of reader.backwards(stream, store.streamEnd(stream))) {
      const count = Math.min(throughVersion - header.version + 1, header.events.length);
      if (count <= 0) continue;
      const { position } = header;
      slice.push({ position, bodies: withoutBodies(header, store.bodiesOf(position), count) });
      if (slice.length === ERASED_PER_COMMIT) await flush();
    }
    if (slice.length > 0) await flush();
    await store.scrub();
    this.erased();
    resolve();
  }

  /** Stops all writing, and refuses what waits and what will come. */
  #fail(cause: unknown): StorageUnavailable {
    return this.#refuse(new StorageUnavailable('The log cannot be written any more and is read-only', { cause }));
  }

  #refuse(refusal: StorageUnavailable): StorageUnavailable {
    this.#refusal ??= refusal;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    for (const { reject } of waiting) reject(this.#refusal);
    return this.#refusal;
  }

  /** Refuses what has not begun, and resolves when nothing is on its way to the disk. */
  async close(): Promise<void> {
    this.#refuse(new StorageUnavailable('The log is closed'));
    await this.#running;
  }
}
