import { LogCorrupt, type StreamId } from '../../../ports.js';
import { BYTES, type RedisClient } from '../../redis/client.js';
import { RedisUnusable } from '../../redis/errors.js';
import { NO_STREAM, type Addition, type StreamEnd } from '../head.js';
import type { Entry } from '../events.js';
import { openHeader, openText, positionIn, sealText, type LinkedHeader } from '../header.js';
import type { Marked } from '../mark.js';
import type { Known } from '../plan.js';
import { openPointer, sealPointer } from '../pointers.js';
import { logKeys, prefixOf, type LogKeys } from './keys.js';
import { APPEND, BACKWARDS, BEGIN, CONFIRM, HOLDER, LOOK, RANGE, REPLACE, SCRIPTS, type Script } from './scripts.js';

/** The layout of what is stored. A change that an older Outrider misreads adds one. */
const FORMAT = 1;
/** The same, and its beginning may have left Redis for the archive: whoever does not know where that is cannot read it. */
const ARCHIVED_FORMAT = 2;

/** Where the log ends, and the very bytes that say so: what an append is conditional on. */
export interface StoredHead extends Marked {
  readonly format: number;
  readonly stored: Buffer;
}

/** What is known at a head: every stream and command of a group. */
export interface Premise extends Known {
  readonly head: StoredHead;
}

type Bytes = Buffer | null;

const pointerOf = (
  key: string,
  pointer: Bytes | undefined,
  count: number,
  what: string,
): readonly number[] | undefined => {
  if (pointer === null || pointer === undefined) return undefined;
  const numbers = openPointer(Buffer.from(key), pointer, count);
  if (numbers === undefined) throw new LogCorrupt(1, `the index of the ${what} was changed`);
  return numbers;
};

/** The log's keys in Redis, and the scripts that touch them; whatever comes out is checked here. */
export class RedisStore {
  readonly keys: LogKeys;
  /** of what is written; a log of an older one is read too */
  protected readonly format: number = FORMAT;

  constructor(private readonly force: string) {
    this.keys = logKeys(force);
  }

  /** The head as it will be stored. */
  sealHead({ epoch, position, header, link }: Marked): StoredHead {
    const { format } = this;
    const { stored } = sealText(JSON.stringify({ format, epoch, position, header, link }));
    return { format, epoch, position, header, link, stored };
  }

  /** Whether a head is stored as this store would: a log begun without an archive is not, with one. */
  isOwnFormat({ format }: StoredHead): boolean {
    return format === this.format;
  }

  /** @throws RedisUnusable when it is of another program, of a newer Outrider, or needs an archive */
  #openHead(stored: Buffer): StoredHead {
    const text = openText(stored)?.text;
    if (text === undefined)
      throw new RedisUnusable(
        `what is under the key ${this.keys.head} was not written by Outrider, or is damaged: name another database`,
      );
    const head = JSON.parse(text) as Marked & { readonly format: number };
    if (head.format > ARCHIVED_FORMAT)
      throw new RedisUnusable(
        `its log was written by a newer Outrider (format ${head.format}, this one knows ${ARCHIVED_FORMAT})`,
      );
    if (head.format > this.format)
      throw new RedisUnusable('the beginning of its log is in an archive: name the folder in OUTRIDER_ARCHIVE');
    return { ...head, stored };
  }

  /** To be done on every new connection. */
  async prepare(client: RedisClient): Promise<void> {
    await Promise.all(SCRIPTS.map(({ text }) => client.sendCommand(['SCRIPT', 'LOAD', text])));
  }

  protected async run<T>(
    client: RedisClient,
    { sha, text }: Script,
    keys: readonly string[],
    args: readonly (string | Buffer)[],
  ) {
    const rest = [String(keys.length), ...keys, ...args];
    try {
      return await client.sendCommand<T>(['EVALSHA', sha, ...rest], BYTES);
    } catch (cause) {
      // Somebody has emptied the store of scripts.
      if (!(cause instanceof Error) || !cause.message.startsWith('NOSCRIPT')) throw cause;
      return client.sendCommand<T>(['EVAL', text, ...rest], BYTES);
    }
  }

  /** Where the log ends; undefined when there is none. @throws RedisUnusable */
  async head(client: RedisClient): Promise<StoredHead | undefined> {
    const stored = await client.sendCommand<Bytes>(['GET', this.keys.head], BYTES);
    return stored === null ? undefined : this.#openHead(stored);
  }

  /** Whether anything at all is under the force's names. */
  async isEmpty(client: RedisClient): Promise<boolean> {
    const { log, bodies, streams, commands } = this.keys;
    return (await client.sendCommand<number>(['EXISTS', log, bodies, streams, commands])) === 0;
  }

  /** The names of this force's keys begin with it. */
  get prefix(): string {
    return prefixOf(this.force);
  }

  /** Begins a log or an epoch, unless the head has become another one meanwhile. */
  async begin(client: RedisClient, from: StoredHead | undefined, head: Marked): Promise<boolean> {
    const args = [from?.stored ?? '', this.sealHead(head).stored];
    return (await this.run<number>(client, BEGIN, [this.keys.head], args)) === 1;
  }

  /**
   * Appends a group to the log that ends at the premise's head; false when it does not end there, or something differs.
   * @param tell whether the other nodes are told at once, because no replica has to confirm it
   */
  async append(
    client: RedisClient,
    premise: Premise,
    additions: readonly Addition[],
    next: StoredHead,
    tell: boolean,
  ): Promise<boolean> {
    const { log, bodies, streams, commands, head: headKey } = this.keys;
    const ends = new Map<StreamId, Addition>(additions.map((addition) => [addition.stream, addition]));
    const args: (string | Buffer)[] = [
      premise.head.stored,
      next.stored,
      tell ? this.keys.grown : '',
      String(next.position),
      String(ends.size),
      String(additions.length),
    ];
    for (const [stream, { position, version }] of ends) {
      const key = Buffer.from(stream);
      const before = premise.streamEnd(stream);
      args.push(
        stream,
        before.header === 0 ? '' : sealPointer(key, before.header, before.version),
        sealPointer(key, position, version),
      );
    }
    for (const { position, commandId, header, bodies: packed } of additions)
      args.push(String(position), commandId, sealPointer(Buffer.from(commandId), position), header, packed);
    return (await this.run<number>(client, APPEND, [log, bodies, streams, commands, headKey], args)) === 1;
  }

  /** What there is to know of streams and commands, and where the log ends, at one moment. @throws LogCorrupt */
  async look(client: RedisClient, streams: readonly StreamId[], commands: readonly string[]): Promise<Premise> {
    const { keys } = this;
    const [head, ends, seen, headers] = await this.run<[Bytes, Bytes[], Bytes[], Bytes[]]>(
      client,
      LOOK,
      [keys.log, keys.streams, keys.commands, keys.head],
      [String(streams.length), ...streams, ...commands],
    );
    const known = new Map<StreamId, StreamEnd>();
    for (const [index, stream] of streams.entries()) {
      const [header, version] = pointerOf(stream, ends[index], 2, 'streams') ?? [];
      if (header !== undefined && version !== undefined) known.set(stream, { header, version });
    }
    const written = new Map<string, LinkedHeader>();
    for (const [index, command] of commands.entries()) {
      const [position] = pointerOf(command, seen[index], 1, 'commands') ?? [];
      if (position === undefined) continue;
      const stored = headers[index] ?? undefined;
      const header = stored === undefined ? await this.missingHeader(client, position) : openHeader(position, stored);
      if (header.command.id !== command) throw new LogCorrupt(position, 'the index of the commands was changed');
      written.set(command, header);
    }
    if (head === null) throw new LogCorrupt(1, 'the log is gone');
    return {
      head: this.#openHead(head),
      commandHeader: (id) => written.get(id),
      streamEnd: (stream) => known.get(stream) ?? NO_STREAM,
    };
  }

  /** A header that an index leads to and that is not in Redis. @throws LogCorrupt */
  protected missingHeader(_client: RedisClient, position: number): Promise<LinkedHeader> {
    return Promise.reject(new LogCorrupt(position, `the header at position ${position} is missing`));
  }

  /** The entries whose headers begin between two positions, in order, so many at most; where the log ends, and is confirmed to. */
  async range(
    client: RedisClient,
    first: number,
    last: number,
    most: number,
  ): Promise<{ readonly head: StoredHead; readonly confirmed: number; readonly entries: readonly Entry[] }> {
    const { keys } = this;
    const [head, confirmed, headers, bodies] = await this.run<[Bytes, Bytes, Buffer[], Bytes[]]>(
      client,
      RANGE,
      [keys.log, keys.bodies, keys.head, keys.confirmed],
      [String(first), String(last), String(most)],
    );
    if (head === null) throw new LogCorrupt(1, 'the log is gone');
    return {
      head: this.#openHead(head),
      confirmed: confirmed === null ? 0 : Number(confirmed.toString()),
      entries: headers.map((stored, index) => ({
        header: openHeader(positionIn(stored), stored),
        bodies: bodies[index] ?? undefined,
      })),
    };
  }

  /**
   * Entries of a stream, newest first, from the one at a position (0: the stream's last) down to a lowest position.
   * `next` is where to go on, 0 at the stream's beginning. @throws LogCorrupt
   */
  async backwards(
    client: RedisClient,
    stream: StreamId,
    from: number,
    lowest: number,
    most: number,
  ): Promise<{ readonly end: StreamEnd; readonly entries: readonly Entry[]; readonly next: number }> {
    const { keys } = this;
    const [pointer, headers, bodies, next] = await this.run<[Bytes, Buffer[], Bytes[], number]>(
      client,
      BACKWARDS,
      [keys.log, keys.bodies, keys.streams],
      [stream, String(from), String(lowest), String(most)],
    );
    const [header = 0, version = 0] = pointerOf(stream, pointer, 2, 'streams') ?? [];
    return {
      end: { header, version },
      next,
      entries: headers.map((stored, index) => ({
        header: openHeader(positionIn(stored), stored),
        bodies: bodies[index] ?? undefined,
      })),
    };
  }

  /** The header that holds a position; undefined when it is no longer, or not, in Redis. */
  async holder(client: RedisClient, position: number): Promise<LinkedHeader | undefined> {
    const stored = await this.run<Bytes>(client, HOLDER, [this.keys.log], [String(position)]);
    return stored === null ? undefined : openHeader(positionIn(stored), stored);
  }

  /** Replaces bodies: `other` when they have become others meanwhile, `gone` when they are not in Redis. */
  async replaceBodies(
    client: RedisClient,
    position: number,
    sha1: string,
    bodies: Buffer,
  ): Promise<'replaced' | 'other' | 'gone'> {
    const { bodies: key, erasures } = this.keys;
    const replaced = await this.run<number>(client, REPLACE, [key, erasures], [String(position), sha1, bodies]);
    return replaced === 1 ? 'replaced' : replaced === 0 ? 'other' : 'gone';
  }

  /** Notes, where there is an archive, through which version the bodies of a stream are to be erased. */
  markErased(_client: RedisClient, _stream: StreamId, _throughVersion: number): Promise<void> {
    return Promise.resolve();
  }

  /** Erases from the archive, where there is one. */
  eraseArchived(_client: RedisClient, _positions: readonly number[]): Promise<void> {
    return Promise.resolve();
  }

  /** Tells the other nodes that replicas have the log through a position. */
  async confirm(client: RedisClient, position: number): Promise<void> {
    await this.run(client, CONFIRM, [this.keys.confirmed], [String(position), this.keys.grown]);
  }
}
