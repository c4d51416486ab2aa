import { setImmediate as nextTurn } from 'node:timers/promises';
import { LogCorrupt, type StoredEvent, type StreamId } from '../../../ports.js';
import type { RedisLink } from '../../redis/link.js';
import { openContents } from '../bodies.js';
import { eventsIn, type Entry } from '../events.js';
import type { Head } from '../head.js';
import { GENESIS, lastPosition, lastVersion, type LinkedHeader } from '../header.js';
import type { Sealed } from '../sealed.js';
import type { RedisStore } from './redis-store.js';

/** Headers that are asked for at once: the next are on their way while these are checked. */
const HEADERS_PER_READ = 256;
const HEADERS_PER_WALK = 64;

/** Reads the log from Redis, and believes nothing that it has not checked. */
export class RedisReader {
  constructor(
    private readonly store: RedisStore,
    private readonly link: RedisLink,
  ) {}

  /** The entries after `after`, the last position of a header (or 0) with this link, through the head: dense and linked. */
  async *#entries(after: number, link: string, head: Head): AsyncGenerator<readonly Entry[]> {
    const ask = (first: number): Promise<readonly Entry[]> => {
      const asked = this.store
        .range(this.link.client, first, head.position, HEADERS_PER_READ)
        .then(({ entries }) => entries);
      // It is awaited a batch later.
      asked.catch(() => undefined);
      return asked;
    };
    let position = after;
    let previous = link;
    let next = ask(position + 1);
    while (position < head.position) {
      const entries = await next;
      const last = entries.at(-1)?.header;
      if (last === undefined) throw new LogCorrupt(position + 1, `the header at position ${position + 1} is missing`);
      if (lastPosition(last) < head.position) next = ask(lastPosition(last) + 1);
      for (const { header } of entries) {
        if (header.position !== position + 1)
          throw new LogCorrupt(position + 1, `the header at position ${position + 1} is missing`);
        if (header.previous !== previous)
          throw new LogCorrupt(header.position, `the chain breaks at position ${header.position}`);
        position = lastPosition(header);
        previous = header.link;
      }
      yield entries;
      await nextTurn();
    }
    if (position !== head.position || previous !== head.link)
      throw new LogCorrupt(head.header, 'the end of the chain is not where the log ends');
  }

  /** The events after a position through the head, in batches, each event checked. @throws LogCorrupt */
  async *eventsAfter(after: number, head: Head): AsyncGenerator<readonly StoredEvent[]> {
    const before = after === 0 ? undefined : await this.#holder(after);
    // A cursor may stand inside an append: its header is read again, and what came before the cursor left out.
    const whole = before === undefined || lastPosition(before) === after;
    const start =
      before === undefined
        ? { position: 0, link: GENESIS }
        : whole
          ? { position: after, link: before.link }
          : { position: before.position - 1, link: before.previous };
    for await (const entries of this.#entries(start.position, start.link, head)) {
      const events = entries.flatMap(eventsIn);
      yield whole ? events : events.filter((event) => event.position > after);
    }
  }

  /** Every entry through the head with the contents of its events, in batches, each checked. @throws LogCorrupt */
  async *sealed(head: Head): AsyncGenerator<readonly Sealed[]> {
    for await (const entries of this.#entries(0, GENESIS, head))
      yield entries.map(({ header, bodies }) => ({ header, contents: openContents(header, bodies) }));
  }

  /** Every entry through the head as it is stored, in batches: headers and chain are checked, bodies not. @throws LogCorrupt */
  entries(head: Head): AsyncGenerator<readonly Entry[]> {
    return this.#entries(0, GENESIS, head);
  }

  async #holder(position: number): Promise<LinkedHeader> {
    const header = await this.store.holder(this.link.client, position);
    if (header === undefined) throw new LogCorrupt(position, `no header holds position ${position}`);
    return header;
  }

  /** The events of a stream from a version on, as far as they are not after a position. @throws LogCorrupt */
  async *stream(stream: StreamId, fromVersion: number, through: number): AsyncGenerator<StoredEvent> {
    const found: Entry[] = [];
    for await (const entry of this.backwards(stream)) {
      if (entry.header.position > through) continue;
      if (lastVersion(entry.header) < fromVersion) break;
      found.push(entry);
    }
    for (const entry of found.toReversed())
      for (const event of eventsIn(entry)) if (event.version >= fromVersion) yield event;
  }

  /** The entries of a stream from its end to its beginning, their versions without a gap. @throws LogCorrupt */
  async *backwards(stream: StreamId): AsyncGenerator<Entry> {
    let version: number | undefined;
    let position = 0;
    do {
      const walk = await this.store.backwards(this.link.client, stream, position, 1, HEADERS_PER_WALK);
      version ??= walk.end.version;
      if (position === 0) position = walk.end.header;
      for (const entry of walk.entries) {
        const { header } = entry;
        if (header.position !== position || header.stream !== stream || lastVersion(header) !== version)
          throw new LogCorrupt(position, `the header at position ${position} is not version ${version} of its stream`);
        yield entry;
        position = header.before;
        version = header.version - 1;
      }
      if (walk.entries.length === 0 && position > 0)
        throw new LogCorrupt(position, `the header at position ${position} is missing`);
    } while (position > 0);
    if (version !== 0) throw new LogCorrupt(1, 'the beginning of a stream is missing');
  }

  /**
   * Verifies the whole log: the chain, that positions are dense, that both indexes lead to their headers, and with
   * `bodies` also every body. @throws LogCorrupt with the first position that cannot be trusted
   */
  async verify(head: Head, bodies: boolean): Promise<{ readonly events: number; readonly headers: number }> {
    let headers = 0;
    for await (const entries of this.#entries(0, GENESIS, head)) {
      headers += entries.length;
      await this.#verifyIndexes(entries.map(({ header }) => header));
      if (bodies) entries.forEach(eventsIn);
    }
    return { events: head.position, headers };
  }

  async #verifyIndexes(headers: readonly LinkedHeader[]): Promise<void> {
    const known = await this.store.look(
      this.link.client,
      headers.map(({ stream }) => stream),
      headers.map(({ command }) => command.id),
    );
    for (const header of headers) {
      const end = known.streamEnd(header.stream);
      const isEnd = end.header === header.position;
      if (isEnd ? end.version !== lastVersion(header) : end.header < header.position || end.version <= header.version)
        throw new LogCorrupt(header.position, 'the index of the streams does not lead to its header');
      if (known.commandHeader(header.command.id)?.position !== header.position)
        throw new LogCorrupt(header.position, 'the index of the commands does not lead to its header');
    }
  }
}
