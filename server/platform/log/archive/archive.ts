import { LogCorrupt, type StreamId } from '../../../ports.js';
import { openBodies, withoutBodies } from '../bodies.js';
import type { Entry } from '../events.js';
import { EMPTY, type Head } from '../head.js';
import { lastPosition, openHeader, positionIn, sealHeader, type Header, type LinkedHeader } from '../header.js';
import { encodeSegment, endOf, nameOf, type Named } from './segment-format.js';
import { SegmentFiles } from './segment-files.js';

/** Segments that are held in memory: the one that is read, and its neighbour. */
const SEGMENTS_KEPT = 2;

/** Through which version of a stream bodies are to be erased; for each of the streams that are asked about. */
export type ErasedThrough = (streams: readonly StreamId[]) => Promise<ReadonlyMap<StreamId, number>>;

interface Loaded {
  readonly headers: readonly Buffer[];
  readonly bodies: readonly Buffer[];
  /** position of each header */
  readonly positions: readonly number[];
}

/**
 * The beginning of a log in sealed segments, in a folder that every node can read. Which segments belong to the log is
 * said by the chain: from where the log says that its archive ends, each one names the one before it. Nothing else in the
 * folder is looked at. Whatever is read is checked, and damage names the file.
 */
export class Archive {
  readonly #files: SegmentFiles;
  /** in order, from the first position on without a gap */
  #segments: readonly Named[] = [];
  /** the last position of each */
  #ends: readonly number[] = [];
  #end = EMPTY;
  /** what is in the folder, as far as it was looked at, by where it ends */
  #byEnd: ReadonlyMap<string, Named> = new Map();
  readonly #loaded = new Map<string, Promise<Loaded>>();

  constructor(folder: string) {
    this.#files = new SegmentFiles(folder);
  }

  /** Makes the folder when it is missing. */
  async prepare(): Promise<void> {
    await this.#files.prepare();
  }

  get folder(): string {
    return this.#files.folder;
  }

  /** How far it is known here. */
  get end(): Head {
    return this.#end;
  }

  get segments(): readonly Named[] {
    return this.#segments;
  }

  /**
   * Goes on to where the log says that its archive ends now.
   * @throws LogCorrupt when a segment on the way is missing
   */
  async reach(end: Head): Promise<void> {
    if (end.position <= this.#end.position) return;
    if (!this.#byEnd.has(endOf({ last: end.position, link: end.link })))
      this.#byEnd = new Map((await this.#files.names()).map((named) => [endOf(named), named]));
    const found: Named[] = [];
    let at = { last: end.position, link: end.link };
    while (at.last > this.#end.position) {
      const named = this.#byEnd.get(endOf(at));
      if (named === undefined)
        throw new LogCorrupt(
          at.last,
          `the archive ${this.folder} has no segment that ends at position ${at.last} with the link ${at.link.slice(0, 16)}…: ` +
            'it is another log’s folder, or the segment is missing; name the right folder in OUTRIDER_ARCHIVE, or bring ' +
            'the file back from a backup or another copy of the folder',
        );
      found.push(named);
      at = { last: named.first - 1, link: named.previous };
    }
    if (endOf(at) !== endOf({ last: this.#end.position, link: this.#end.link }))
      throw new LogCorrupt(
        at.last + 1,
        `the archive ${this.folder} is not of one chain from position ${at.last + 1} on`,
      );
    this.#segments = [...this.#segments, ...found.toReversed()];
    this.#ends = this.#segments.map(({ last }) => last);
    this.#end = end;
  }

  /** The entries whose headers begin between two positions, in order, so many at most. @throws LogCorrupt */
  async entries(first: number, last: number, most: number): Promise<Entry[]> {
    const entries: Entry[] = [];
    for (let position = first; position <= Math.min(last, this.#end.position) && entries.length < most;) {
      const segment = this.#segmentOf(position);
      const loaded = await this.#load(segment);
      const from = indexFrom(loaded.positions, position);
      for (let index = from; index < loaded.positions.length && entries.length < most; index += 1) {
        if ((loaded.positions[index] as number) > last) return entries;
        entries.push(entryAt(loaded, index));
      }
      position = segment.last + 1;
    }
    return entries;
  }

  /** The header that holds a position. @throws LogCorrupt */
  async holder(position: number): Promise<LinkedHeader> {
    const segment = this.#segmentOf(position);
    const loaded = await this.#load(segment);
    const index = indexFrom(loaded.positions, position + 1) - 1;
    return entryAt(loaded, index).header;
  }

  /** Entries of one stream, newest first, from the one at a position on, not below a lowest one. @throws LogCorrupt */
  async backwards(from: number, lowest: number, most: number): Promise<Entry[]> {
    const entries: Entry[] = [];
    for (let position = from; position >= lowest && position > 0 && entries.length < most;) {
      const [entry] = await this.entries(position, position, 1);
      if (entry === undefined) throw new LogCorrupt(position, `the header at position ${position} is missing`);
      entries.push(entry);
      position = entry.header.before;
    }
    return entries;
  }

  /**
   * Writes a segment, reads it back and compares. It belongs to the log only once the log says so.
   * @param after where the archive ends
   * @param entries the ones that follow
   * @returns where the archive would end with them
   * @throws LogCorrupt when they do not follow, or a body is not what was written
   */
  async write(after: Head, entries: readonly [Entry, ...Entry[]]): Promise<Head> {
    const end = followed(after, entries);
    const head = {
      first: entries[0].header.position,
      last: end.position,
      previous: after.link,
      link: end.link,
      count: entries.length,
    };
    const name = nameOf(head);
    const headers = entries.map(({ header }) => sealHeader({ ...header, link: undefined } as Header).stored);
    const bodies = entries.map(({ bodies: stored }) => stored as Buffer);
    await this.#files.write(name, 'bodies', encodeSegment('bodies', head, bodies));
    await this.#files.write(name, 'headers', encodeSegment('headers', head, headers));
    const written = { ...head, name };
    this.#byEnd = new Map([[endOf(written), written]]);
    const read = await this.#read(written);
    followed(
      after,
      read.headers.map((_, index) => entryAt(read, index)),
    );
    if (
      read.headers.length !== headers.length ||
      read.bodies.some((stored, index) => !stored.equals(bodies[index] as Buffer))
    )
      throw this.#files.damaged(head.first, name, 'is not what was written');
    return end;
  }

  /**
   * Erases the bodies of some headers from their segments, with whatever else is to be erased there: two nodes may do so at
   * once, and the last one to replace a file looks again.
   */
  async erase(positions: readonly number[], erasedThrough: ErasedThrough): Promise<void> {
    const touched = new Set(positions.filter((one) => one <= this.#end.position).map((one) => this.#segmentOf(one)));
    for (const segment of touched) while (await this.#eraseIn(segment, erasedThrough));
    this.forget();
  }

  /** Whether there was something to erase. */
  async #eraseIn(segment: Named, erasedThrough: ErasedThrough): Promise<boolean> {
    const loaded = await this.#read(segment);
    const entries = loaded.headers.map((_, index) => entryAt(loaded, index));
    const through = await erasedThrough([...new Set(entries.map(({ header }) => header.stream))]);
    const left = entries.map(({ header, bodies }) => {
      const count = Math.min((through.get(header.stream) ?? 0) - header.version + 1, header.events.length);
      return count > 0 ? withoutBodies(header, bodies, count) : (bodies as Buffer);
    });
    if (left.every((bodies, index) => bodies.equals(loaded.bodies[index] as Buffer))) return false;
    const { head } = await this.#files.read(segment, 'headers');
    await this.#files.write(segment.name, 'bodies', encodeSegment('bodies', head, left));
    return true;
  }

  /** Forgets what is in memory: after an erasure by another node, for one. */
  forget(): void {
    this.#loaded.clear();
  }

  /** @param now in ms since 1970 */
  async removeDrafts(now: number): Promise<void> {
    await this.#files.removeDrafts(now);
  }

  #segmentOf(position: number): Named {
    const segment = this.#segments[indexFrom(this.#ends, position)];
    if (segment === undefined) throw new LogCorrupt(position, `position ${position} is not in the archive`);
    return segment;
  }

  #load(segment: Named): Promise<Loaded> {
    const { name } = segment;
    const loading = this.#loaded.get(name) ?? this.#read(segment);
    this.#loaded.delete(name);
    this.#loaded.set(name, loading);
    loading.catch(() => this.#loaded.delete(name));
    for (const [oldest] of this.#loaded) if (this.#loaded.size > SEGMENTS_KEPT) this.#loaded.delete(oldest);
    return loading;
  }

  async #read(segment: Named): Promise<Loaded> {
    const [headers, bodies] = await Promise.all(
      (['headers', 'bodies'] as const).map((holds) => this.#files.read(segment, holds)),
    );
    return {
      headers: headers!.items,
      bodies: bodies!.items,
      positions: headers!.items.map(positionIn),
    };
  }
}

const entryAt = ({ headers, bodies, positions }: Loaded, index: number): Entry => ({
  header: openHeader(positions[index] ?? 0, headers[index]),
  bodies: bodies[index],
});

/** Index of the first of some ascending numbers that is not below one. */
const indexFrom = (numbers: readonly number[], wanted: number): number => {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Where a log ends after some entries, whose bodies are all sound. @throws LogCorrupt */
const followed = (before: Head, entries: readonly Entry[]): Head => {
  let end = before;
  for (const { header, bodies } of entries) {
    if (header.position !== end.position + 1 || header.previous !== end.link)
      throw new LogCorrupt(header.position, `the chain breaks at position ${header.position}`);
    openBodies(header, bodies);
    end = { position: lastPosition(header), header: header.position, link: header.link };
  }
  return end;
};
