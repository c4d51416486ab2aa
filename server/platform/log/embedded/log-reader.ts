import { setImmediate as nextTurn } from 'node:timers/promises';
import { LogCorrupt, type StoredEvent, type StreamId } from '../../../ports.js';
import { openBodies, openContents } from '../bodies.js';
import { eventsOf } from '../events.js';
import type { Head } from '../head.js';
import { GENESIS, lastPosition, lastVersion, openHeader, type LinkedHeader } from '../header.js';
import type { Sealed } from '../sealed.js';
import type { LogStore } from './store.js';

/** Headers that are read and checked in one turn of the event loop: about a millisecond. */
const HEADERS_PER_TURN = 128;

/** Headers of a stream that are held in memory while it is read: more than an incident ever has. */
const HEADERS_KEPT = 1024;

/** Reads the log, and believes nothing that it has not checked. */
export class LogReader {
  constructor(private readonly store: LogStore) {}

  /** The events of one header. @throws LogCorrupt */
  events(header: LinkedHeader): StoredEvent[] {
    return eventsOf(header, openBodies(header, this.store.bodiesOf(header.position)));
  }

  /**
   * The headers after `after`, which must be the last position of a header (or 0), through the head: dense, each linked
   * to the one before. In batches, a turn of the event loop apart.
   * @throws LogCorrupt with the first position that cannot be trusted
   */
  async *headers(after: number, head: Head): AsyncGenerator<readonly LinkedHeader[], void, undefined> {
    let position = after + 1;
    let link = after === 0 ? GENESIS : this.store.header(this.store.headerPositionOf(after)).link;
    while (position <= head.position) {
      const batch: LinkedHeader[] = [];
      for (const { key, value } of this.store.headersFrom(position, HEADERS_PER_TURN)) {
        if (position > head.position) break;
        if (key !== position) throw new LogCorrupt(position, `the header at position ${position} is missing`);
        const header = openHeader(position, value);
        if (header.previous !== link) throw new LogCorrupt(position, `the chain breaks at position ${position}`);
        link = header.link;
        position = lastPosition(header) + 1;
        batch.push(header);
      }
      if (batch.length === 0) throw new LogCorrupt(position, `the header at position ${position} is missing`);
      yield batch;
      await nextTurn();
    }
    if (position !== head.position + 1 || link !== head.link)
      throw new LogCorrupt(head.header, 'the end of the chain is not where the log ends');
  }

  /** The events after a position through the head, in batches, each event checked. @throws LogCorrupt */
  async *eventsAfter(after: number, head: Head): AsyncGenerator<readonly StoredEvent[]> {
    // A cursor may stand inside an append: begin at its header, and leave out what came before the cursor.
    const first = after === 0 || after >= head.position ? after + 1 : this.store.headerPositionOf(after + 1);
    for await (const batch of this.headers(first - 1, head)) {
      const bodies = this.store.bodiesBetween(batch[0]?.position ?? 0, batch.at(-1)?.position ?? 0);
      const events: StoredEvent[] = [];
      for (const header of batch) events.push(...eventsOf(header, openBodies(header, bodies.get(header.position))));
      yield first <= after ? events.filter((event) => event.position > after) : events;
    }
  }

  /** Every header through the head with the contents of its events, in batches, each checked. @throws LogCorrupt */
  async *sealed(head: Head): AsyncGenerator<readonly Sealed[]> {
    for await (const batch of this.headers(0, head)) {
      const bodies = this.store.bodiesBetween(batch[0]?.position ?? 0, batch.at(-1)?.position ?? 0);
      yield batch.map((header) => ({ header, contents: openContents(header, bodies.get(header.position)) }));
    }
  }

  /** The events of a stream from a version on, through the version that it has now. @throws LogCorrupt */
  stream(stream: StreamId, fromVersion: number): AsyncGenerator<StoredEvent> {
    return this.#walk(stream, fromVersion, this.store.streamEnd(stream));
  }

  async *#walk(
    stream: StreamId,
    fromVersion: number,
    end: { readonly header: number; readonly version: number },
  ): AsyncGenerator<StoredEvent> {
    // Headers are kept for the way forward as long as they are few; of a long stream, only where they are.
    const found: (LinkedHeader | number)[] = [];
    for await (const header of this.backwards(stream, end)) {
      if (lastVersion(header) < fromVersion) break;
      found.push(found.length < HEADERS_KEPT ? header : header.position);
    }
    for (const [index, entry] of found.reverse().entries()) {
      if (index % HEADERS_PER_TURN === HEADERS_PER_TURN - 1) await nextTurn();
      const header = typeof entry === 'number' ? this.store.header(entry) : entry;
      for (const event of this.events(header)) if (event.version >= fromVersion) yield event;
    }
  }

  /** The headers of a stream from its end to its beginning, their versions without a gap. @throws LogCorrupt */
  async *backwards(
    stream: StreamId,
    end: { readonly header: number; readonly version: number },
  ): AsyncGenerator<LinkedHeader> {
    let { header: position, version } = end;
    for (let read = 1; position > 0; read += 1) {
      const header = this.store.header(position);
      if (header.stream !== stream || lastVersion(header) !== version)
        throw new LogCorrupt(position, `the header at position ${position} is not version ${version} of its stream`);
      yield header;
      position = header.before;
      version = header.version - 1;
      if (read % HEADERS_PER_TURN === 0) await nextTurn();
    }
    if (version !== 0) throw new LogCorrupt(1, 'the beginning of a stream is missing');
  }

  /**
   * Verifies the whole log: the chain, that positions are dense, that both indexes lead to their headers, and with
   * `bodies` also every body.
   * @returns how many events and headers it found
   * @throws LogCorrupt with the first position that cannot be trusted
   */
  async verify(head: Head, bodies: boolean): Promise<{ readonly events: number; readonly headers: number }> {
    let headers = 0;
    for await (const batch of this.headers(0, head)) {
      headers += batch.length;
      for (const header of batch) {
        this.#verifyIndexes(header);
        if (bodies) this.events(header);
      }
    }
    // The log may have grown meanwhile: its end is looked up again, in the snapshot that the next line reads from.
    const [beyond] = this.store.headersFrom(this.store.head().position + 1, 1);
    if (beyond !== undefined) throw new LogCorrupt(beyond.key, 'there is a header behind the end of the log');
    return { events: head.position, headers };
  }

  #verifyIndexes(header: LinkedHeader): void {
    const end = this.store.streamEnd(header.stream);
    const isEnd = end.header === header.position;
    if (isEnd ? end.version !== lastVersion(header) : end.header < header.position || end.version <= header.version)
      throw new LogCorrupt(header.position, 'the index of the streams does not lead to its header');
    if (this.store.commandPosition(header.command.id) !== header.position)
      throw new LogCorrupt(header.position, 'the index of the commands does not lead to its header');
  }
}
