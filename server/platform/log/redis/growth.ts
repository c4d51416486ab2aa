import { randomUUID } from 'node:crypto';
import { ErrorReply } from 'redis';
import { LogCorrupt } from '../../../ports.js';
import { openBodies, type SealedBody } from '../bodies.js';
import { eventsOf } from '../events.js';
import { MAX_POSITION, type Head } from '../head.js';
import { lastPosition, type LinkedHeader } from '../header.js';
import type { Mark } from '../mark.js';
import { Recent } from '../recent.js';
import { Signal } from '../signal.js';
import { logger } from '../../metrics/logger.js';
import type { RedisClient } from '../../redis/client.js';
import { RedisUnusable } from '../../redis/errors.js';
import type { RedisLink } from '../../redis/link.js';
import { LogCut } from './log-cut.js';
import type { RedisStore, StoredHead } from './redis-store.js';

const HEADERS_PER_READ = 256;
/** A hint may be lost; then it takes so long at most. */
const POLL_MS = 500;

export interface GrowthParts {
  readonly store: RedisStore;
  readonly link: RedisLink;
  readonly mark: Mark;
  /** replicas that must have an entry before it counts */
  readonly replicas: number;
  /** tells the log that it cannot go on: it is in another epoch (LogCut), damaged (LogCorrupt) or not one (RedisUnusable) */
  readonly ended: (cause: Error) => void;
  /** hears of entries that nobody has confirmed for a while: whoever appended them may have died */
  readonly unconfirmed: () => void;
}

/**
 * How far this node knows the log to be confirmed: on disk, and on the replicas that it needs. What it appended itself it
 * knows at once; what others did it fetches when a hint or the clock says so, and checks that the chain goes on.
 */
export class Growth {
  readonly recent = new Recent();
  readonly signal = new Signal();
  #head: Head;
  #fetching: Promise<void> | undefined;
  #again = false;
  #laggingAt = 0;
  #warned = false;
  readonly #poll: NodeJS.Timeout;

  constructor(
    private readonly parts: GrowthParts,
    readonly epoch: string,
    head: Head,
  ) {
    this.#head = head;
    this.#poll = setInterval(() => this.hint(), POLL_MS);
  }

  get head(): Head {
    return this.#head;
  }

  /** There may be more. What a broken connection interrupts is fetched at the next hint; anything else is said. */
  hint(): void {
    if (this.parts.link.state !== 'ready') return;
    this.catchUp().then(
      () => (this.#warned = false),
      (cause: unknown) => this.#failed(cause),
    );
  }

  #failed(cause: unknown): void {
    if (!(cause instanceof ErrorReply) || this.#warned) return;
    this.#warned = true;
    logger.warn({ err: cause }, 'what others appended cannot be fetched: trying on');
  }

  /** Says when it is the end: a node that stood still would answer from the past for ever, and nobody would know. */
  readonly #thrown = (cause: unknown): never => {
    const isEnd = cause instanceof LogCut || cause instanceof LogCorrupt || cause instanceof RedisUnusable;
    if (isEnd) this.parts.ended(cause);
    throw cause;
  };

  /** This node's own appends, now that they are confirmed; `head` is where the log ends with them. */
  appended(
    written: readonly { readonly header: LinkedHeader; readonly bodies: readonly SealedBody[] }[],
    head: Head,
  ): void {
    // Others appended in between: then all of it is fetched, in order.
    if (written[0]?.header.previous !== this.#head.link) return;
    for (const { header, bodies } of written) this.recent.add(header, bodies);
    this.#advance(head);
  }

  /** Resolves when this node has everything that was confirmed at the time of the call. Rejects when Redis is away. */
  async catchUp(): Promise<void> {
    if (this.#fetching !== undefined) {
      this.#again = true;
      return this.#fetching;
    }
    this.#fetching = this.#fetchAll()
      .catch(this.#thrown)
      .finally(() => (this.#fetching = undefined));
    return this.#fetching;
  }

  async #fetchAll(): Promise<void> {
    do {
      this.#again = false;
      while (await this.#fetch());
    } while (this.#again);
  }

  /** Fetches once; whether there is more to fetch. */
  async #fetch(): Promise<boolean> {
    const { store, link, replicas } = this.parts;
    const from = this.#head;
    const { client } = link;
    // The header that this node holds is asked for as well: it must still be what follows it.
    const read = await store.range(client, Math.max(from.header, 1), MAX_POSITION, HEADERS_PER_READ);
    await this.#requireSame(client, read.head, from, read.entries[0]?.header);
    const confirmed = replicas === 0 ? read.head.position : read.confirmed;
    for (const { header, bodies } of read.entries) {
      // What this node has appended itself meanwhile is here already.
      if (header.position <= this.#head.position) continue;
      if (lastPosition(header) > confirmed) break;
      if (header.previous !== this.#head.link || header.position !== this.#head.position + 1)
        throw new LogCorrupt(header.position, `the chain breaks at position ${header.position}`);
      this.recent.addRead(header, eventsOf(header, openBodies(header, bodies)), bodies?.length ?? 0);
      this.#advance({ position: lastPosition(header), header: header.position, link: header.link });
    }
    if (read.head.position > confirmed && this.#laggingAt === confirmed) this.parts.unconfirmed();
    this.#laggingAt = confirmed;
    return this.#head.position < confirmed;
  }

  /**
   * Makes sure that the log is still the one that this node knows: what it saw confirmed is where it was.
   * @throws LogCut after a new epoch has begun; LogCorrupt or RedisUnusable when it is no log of Outrider's any more
   */
  async verify(client: RedisClient): Promise<void> {
    const from = this.#head;
    const verifying = async (): Promise<void> => {
      const { head, entries } = await this.parts.store.range(client, Math.max(from.header, 1), MAX_POSITION, 1);
      await this.#requireSame(client, head, from, entries[0]?.header);
    };
    await verifying().catch(this.#thrown);
  }

  async #requireSame(
    client: RedisClient,
    now: StoredHead,
    then: Head,
    header: LinkedHeader | undefined,
  ): Promise<void> {
    const same = then.header === 0 || (header?.position === then.header && header.link === then.link);
    if (same && now.epoch === this.epoch) return;
    const { epoch: _, stored: __, ...end } = now;
    if (now.epoch === this.epoch) await this.parts.store.begin(client, now, { ...end, epoch: randomUUID() });
    throw new LogCut(Math.min(now.position, then.position) + 1);
  }

  #advance(head: Head): void {
    this.#head = head;
    this.parts.mark.write(head);
    this.signal.fire();
  }

  close(): void {
    clearInterval(this.#poll);
    this.signal.fire();
  }
}
