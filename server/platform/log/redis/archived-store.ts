import { randomUUID } from 'node:crypto';
import { LogCorrupt, type StreamId } from '../../../ports.js';
import { BYTES, type RedisClient } from '../../redis/client.js';
import type { Archive } from '../archive/archive.js';
import type { Entry } from '../events.js';
import { EMPTY, MAX_POSITION, type Head } from '../head.js';
import { lastPosition, lastVersion, openText, sealText, type LinkedHeader } from '../header.js';
import { sealPointer } from '../pointers.js';
import { RedisStore } from './redis-store.js';
import { MARK_ERASED, SEAL, TRIM } from './scripts.js';

/** What one script takes out of Redis while nobody else is served. */
const HEADERS_PER_TRIM = 256;

/** Where the archive ends, with the very bytes that say so, and how often bodies were replaced until then. */
export interface ArchiveState {
  readonly end: Head;
  readonly stored: Buffer | undefined;
  readonly erasures: string;
}

/**
 * The store of a log whose beginning is in an archive. What is still in Redis is read from there; what is not, and which
 * the log says is archived, from a segment. Whoever reads does not know the difference.
 */
export class ArchivedStore extends RedisStore {
  protected override readonly format = 2;
  /** what is before it has left Redis, as far as was noticed */
  #floor = 1;

  constructor(
    force: string,
    readonly archive: Archive,
  ) {
    super(force);
  }

  /** Where the log says that its archive ends. @throws LogCorrupt */
  async state(client: RedisClient): Promise<ArchiveState> {
    const { archived, erasures } = this.keys;
    const [stored, count] = await client.sendCommand<[Buffer | null, Buffer | null]>(
      ['MGET', archived, erasures],
      BYTES,
    );
    const text = stored === null ? undefined : openText(stored)?.text;
    if (stored !== null && text === undefined) throw new LogCorrupt(1, `what is under ${archived} was changed`);
    return {
      end: text === undefined ? EMPTY : (JSON.parse(text) as Head),
      stored: stored ?? undefined,
      erasures: count?.toString() ?? '0',
    };
  }

  /** Goes on to where the archive ends now, and says where that is. @throws LogCorrupt when a segment is missing */
  async reach(client: RedisClient): Promise<number> {
    const { end } = await this.state(client);
    await this.archive.reach(end);
    return this.archive.end.position;
  }

  override async range(
    client: RedisClient,
    first: number,
    last: number,
    most: number,
  ): ReturnType<RedisStore['range']> {
    const inRedis = first >= this.#floor;
    const read = await super.range(client, inRedis ? first : MAX_POSITION, last, most);
    if (inRedis && read.entries[0]?.header.position === first) return read;
    const archived = first <= this.archive.end.position ? this.archive.end.position : await this.reach(client);
    if (first > archived) return read;
    if (inRedis) this.#floor = read.entries[0]?.header.position ?? archived + 1;
    const old = await this.archive.entries(first, last, most);
    const end = old.at(-1);
    if (end === undefined) throw new LogCorrupt(first, `the header at position ${first} is missing`);
    const next = lastPosition(end.header) + 1;
    if (old.length === most || next > last || next <= archived) return { ...read, entries: old };
    const rest = await this.range(client, next, last, most - old.length);
    return { ...rest, entries: [...old, ...rest.entries] };
  }

  override async backwards(
    client: RedisClient,
    stream: StreamId,
    from: number,
    lowest: number,
    most: number,
  ): ReturnType<RedisStore['backwards']> {
    const walk = await super.backwards(client, stream, from, lowest, most);
    if (walk.entries.length > 0 || walk.next < lowest || walk.next > (await this.reach(client))) return walk;
    const entries = await this.archive.backwards(walk.next, lowest, most);
    return { ...walk, entries, next: entries.at(-1)?.header.before ?? walk.next };
  }

  override async holder(client: RedisClient, position: number): Promise<LinkedHeader | undefined> {
    const holder = await super.holder(client, position);
    if (holder !== undefined || position > (await this.reach(client))) return holder;
    return this.archive.holder(position);
  }

  protected override async missingHeader(client: RedisClient, position: number): Promise<LinkedHeader> {
    const [entry] = position > (await this.reach(client)) ? [] : await this.archive.entries(position, position, 1);
    return entry?.header ?? super.missingHeader(client, position);
  }

  /** To be done before any body is replaced: whoever replaces a segment's bodies goes by it. */
  override async markErased(client: RedisClient, stream: StreamId, throughVersion: number): Promise<void> {
    await this.run(client, MARK_ERASED, [this.keys.erased], [stream, String(throughVersion)]);
  }

  /** Erases from the archive what is to be erased of some positions; to be done after Redis has nothing of it any more. */
  override async eraseArchived(client: RedisClient, positions: readonly number[]): Promise<void> {
    await this.reach(client);
    await this.archive.erase(positions, (streams) => this.erasedThrough(client, streams));
  }

  async erasedThrough(client: RedisClient, streams: readonly StreamId[]): Promise<ReadonlyMap<StreamId, number>> {
    const versions = await client.hmGet(this.keys.erased, [...streams]);
    return new Map(streams.map((stream, index) => [stream, Number(versions[index] ?? 0)]));
  }

  /** Entries that are in Redis and not in the archive, from where that ends. */
  async unarchived(client: RedisClient, after: number, most: number): Promise<readonly Entry[]> {
    return (await super.range(client, after + 1, MAX_POSITION, most)).entries;
  }

  /** Lets the log say that its archive ends further on; false when somebody else may cut it, or something was erased. */
  async seal(client: RedisClient, from: ArchiveState, end: Head, token: number): Promise<boolean> {
    const { archived, lease, erasures } = this.keys;
    const { stored } = sealText(JSON.stringify(end));
    const args = [from.stored ?? '', stored, String(token), from.erasures];
    return (await this.run<number>(client, SEAL, [archived, lease, erasures], args)) === 1;
  }

  /** Takes out of Redis what is archived through a position, some of it; how many headers that were. */
  async trim(client: RedisClient, through: number): Promise<number> {
    const { log, bodies, archived } = this.keys;
    return this.run<number>(client, TRIM, [log, bodies, archived], [String(through), String(HEADERS_PER_TRIM)]);
  }

  /**
   * Begins a log, in an epoch of its own, all of which is in the archive: its indexes first, what makes it one last.
   * @throws LogCorrupt
   */
  async restore(client: RedisClient, { position, link }: Pick<Head, 'position' | 'link'>): Promise<void> {
    await this.archive.reach({ position, header: position, link });
    const { streams, commands, archived } = this.keys;
    let header = 0;
    for (let at = 1; at <= position;) {
      const entries = await this.archive.entries(at, position, HEADERS_PER_TRIM);
      const pointers = entries.flatMap(({ header: { command, position: own } }) => [
        command.id,
        sealPointer(Buffer.from(command.id), own),
      ]);
      const ends = entries.flatMap(({ header: one }) => [
        one.stream,
        sealPointer(Buffer.from(one.stream), one.position, lastVersion(one)),
      ]);
      await client.sendCommand(['HSET', commands, ...pointers]);
      await client.sendCommand(['HSET', streams, ...ends]);
      const last = entries.at(-1)?.header;
      if (last === undefined) throw new LogCorrupt(at, `the header at position ${at} is missing`);
      header = last.position;
      at = lastPosition(last) + 1;
    }
    const end: Head = { position, header, link };
    if (position > 0) await client.sendCommand(['SET', archived, sealText(JSON.stringify(end)).stored]);
    await this.begin(client, undefined, { epoch: randomUUID(), ...end });
  }
}
