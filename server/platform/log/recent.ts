import type { Json, StoredEvent } from '../../ports.js';
import { eventsOf } from './events.js';
import { lastPosition, type Header } from './header.js';
import type { SealedBody } from './bodies.js';

/** How much is kept, whichever is reached first. */
const MOST_EVENTS = 4096;
const MOST_BYTES = 8 << 20;
/** The longest batch that a tail is given. */
const MOST_EVENTS_PER_BATCH = 512;

interface Entry {
  readonly header: Header;
  readonly bytes: number;
  bodies: readonly SealedBody[];
  events: readonly StoredEvent[] | undefined;
}

const eventsIn = (entry: Entry): readonly StoredEvent[] => {
  if (entry.events === undefined) {
    entry.events = eventsOf(
      entry.header,
      entry.bodies.map((body) => JSON.parse(body.json) as Json),
    );
    entry.bodies = [];
  }
  return entry.events;
};

/**
 * The newest confirmed events in memory, decoded at most once: what makes many tails at the end of the log cheap.
 * Who is further behind reads from the store.
 */
export class Recent {
  #entries: Entry[] = [];
  #events = 0;
  #bytes = 0;

  /** Adds what was just committed; the oldest make way. */
  add(header: Header, bodies: readonly SealedBody[]): void {
    const bytes = bodies.reduce((sum, body) => sum + body.content.length, 0);
    this.#add({ header, bytes, bodies, events: undefined });
  }

  /** Adds what was read, decoded already. */
  addRead(header: Header, events: readonly StoredEvent[], bytes: number): void {
    this.#add({ header, bytes, bodies: [], events });
  }

  #add(entry: Entry): void {
    this.#entries.push(entry);
    this.#events += entry.header.events.length;
    this.#bytes += entry.bytes;
    // Half of it goes at once, so that the array is not shifted for every append.
    if (this.#events > MOST_EVENTS || this.#bytes > MOST_BYTES) this.#dropOldest();
  }

  #dropOldest(): void {
    let dropped = 0;
    for (const entry of this.#entries) {
      if (this.#events <= MOST_EVENTS / 2 && this.#bytes <= MOST_BYTES / 2) break;
      this.#events -= entry.header.events.length;
      this.#bytes -= entry.bytes;
      dropped += 1;
    }
    this.#entries = this.#entries.slice(dropped);
  }

  /** The next events after a position, at least one; undefined when they are not, or no longer, here. */
  after(position: number): readonly StoredEvent[] | undefined {
    const index = this.#indexOf(position + 1);
    if (index === undefined) return undefined;
    const batch: StoredEvent[] = [];
    for (let next = index; next < this.#entries.length && batch.length < MOST_EVENTS_PER_BATCH; next += 1)
      for (const event of eventsIn(this.#entries[next] as Entry)) if (event.position > position) batch.push(event);
    return batch;
  }

  /** Index of the entry that holds a position, by bisection. */
  #indexOf(position: number): number | undefined {
    let low = 0;
    let high = this.#entries.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const { header } = this.#entries[middle] as Entry;
      if (position < header.position) high = middle - 1;
      else if (position > lastPosition(header)) low = middle + 1;
      else return middle;
    }
    return undefined;
  }

  /** Forgets everything: after an erasure, for one. */
  clear(): void {
    this.#entries = [];
    this.#events = 0;
    this.#bytes = 0;
  }
}
