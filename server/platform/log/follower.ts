import { StorageUnavailable, type EventLog, type StoredEvent, type StreamId } from '../../ports.js';

/** A read model: an in-memory fold over the log. Applying the same event again changes nothing (R8). */
export interface Model {
  apply(event: StoredEvent): void;
  /** From this event on a stream cannot be read here: what was folded of it is no longer how it is. */
  withdraw?(event: StoredEvent): void;
  /** History has been read: whatever was put off for that long is done. */
  caughtUp?(): void;
  /**
   * What was folded, as plain data, and back again: whoever has it and then the rest of the log is where it would be from the
   * first event. Left out by what begins anew at every start.
   */
  save?(): unknown;
  restore?(saved: unknown): void;
}

interface FollowerState {
  readonly position: number;
  readonly commitment: string;
  readonly newer: Map<StreamId, number>;
}

/** Whether this Outrider can read an event; what a newer one wrote it may not. */
export type Understands = (event: StoredEvent) => boolean;

/**
 * Follows the log from its first event and feeds every read model in order, one event at a time. Listeners hear of each
 * batch after all models have it, so that what they look at is one consistent state.
 */
export class Follower {
  #position = 0;
  #commitment = '';
  #waiting: { readonly position: number; readonly resolve: () => void; readonly reject: (cause: Error) => void }[] = [];
  /** nothing is followed any more, and why */
  #ended: StorageUnavailable | undefined;
  readonly #listeners = new Set<(position: number) => void>();
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  /** what is done while nothing is folded, and whether something waits to be */
  #pause: Promise<unknown> | undefined;
  #isWaitedFor = false;

  readonly #models: Model[] = [];
  /** streams that a newer Outrider goes on with, and the position from which */
  #newer = new Map<StreamId, number>();

  /** @param failed hears why following ended by itself: from then on the models stand still, and the node must go */
  constructor(
    private readonly log: EventLog,
    private readonly failed: (cause: unknown) => void,
    private readonly understands: Understands = () => true,
  ) {}

  /** Adds a read model; all of them are added before the start. */
  feed<M extends Model>(model: M): M {
    if (this.#running) throw new Error('a read model was added after the log began to be followed');
    this.#models.push(model);
    return model;
  }

  /** Every model in the order in which it is fed: what a snapshot holds. */
  get models(): readonly Model[] {
    return [this.#self, ...this.#models];
  }

  /** What this follower itself has to know to go on from a position. */
  readonly #self: Model = {
    apply: () => undefined,
    save: () => ({ position: this.#position, commitment: this.#commitment, newer: this.#newer }),
    restore: (saved) => {
      const { position, commitment, newer } = saved as FollowerState;
      this.#position = position;
      this.#commitment = commitment;
      this.#newer = newer;
    },
  };

  /**
   * Does something while no event is folded, so that what it reads of the models is one state. Appends are not answered
   * meanwhile.
   * @param work is told, by a function, whether an event waits by now
   */
  async paused<T>(work: (isWaitedFor: () => boolean) => Promise<T>): Promise<T> {
    if (this.#pause) throw new Error('the models are paused already');
    this.#isWaitedFor = false;
    const working = work(() => this.#isWaitedFor);
    this.#pause = working.catch(() => undefined);
    try {
      return await working;
    } finally {
      this.#pause = undefined;
    }
  }

  /** Starts following; resolves when the models have everything that was in the log at the time of the call. */
  async start(): Promise<void> {
    const { position } = await this.log.head();
    this.#running = this.#follow().then(
      () => this.#end(),
      (cause: unknown) => {
        this.#end(cause);
        this.failed(cause);
      },
    );
    await this.reached(position);
    for (const model of this.#models) model.caughtUp?.();
  }

  /** The position that the models are at. */
  get position(): number {
    return this.#position;
  }

  /** Of the event at that position. */
  get commitment(): string {
    return this.#commitment;
  }

  /** The streams that nothing is told of any more, because a newer Outrider goes on with them. */
  get newer(): ReadonlyMap<StreamId, number> {
    return this.#newer;
  }

  /** Resolves when the models are at a position or beyond. @throws StorageUnavailable when they will never be */
  reached(position: number): Promise<void> {
    if (position <= this.#position) return Promise.resolve();
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => this.#waiting.push({ position, resolve, reject }));
  }

  /** Whoever waits for what never comes would keep a node that must go from going. */
  #end(cause?: unknown): void {
    this.#ended = new StorageUnavailable('The log is not followed any more', { cause });
    for (const { reject } of this.#waiting.splice(0)) reject(this.#ended);
  }

  /** Calls back after each batch; returns how to stop that. */
  listen(listener: (position: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** While nodes are upgraded one by one, the old ones refuse what they cannot read, rather than end or tell of it wrongly. */
  #feed(event: StoredEvent): void {
    if (this.#newer.has(event.stream)) return;
    if (this.understands(event)) {
      for (const model of this.#models) model.apply(event);
      return;
    }
    this.#newer.set(event.stream, event.position);
    for (const model of this.#models) model.withdraw?.(event);
  }

  async #follow(): Promise<void> {
    for await (const batch of this.log.tail(this.#position, this.#stop.signal)) {
      while (this.#pause) {
        this.#isWaitedFor = true;
        await this.#pause;
      }
      for (const event of batch) {
        this.#feed(event);
        this.#position = event.position;
        this.#commitment = event.commitment;
      }
      const position = this.#position;
      this.#waiting = this.#waiting.filter((waiter) => {
        if (waiter.position <= position) waiter.resolve();
        return waiter.position > position;
      });
      for (const listener of this.#listeners) listener(position);
    }
  }
}
