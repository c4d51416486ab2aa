import { LogCorrupt, type StreamId } from '../../../ports.js';
import { BYTES, type RedisClient } from '../../redis/client.js';
import { RedisUnusable } from '../../redis/errors.js';
import { NO_STREAM, type Addition, type StreamEnd } from '../head.js';
import { openHeader, openText, sealText, type LinkedHeader } from '../header.js';
import type { Marked } from '../mark.js';
import type { Known } from '../plan.js';
import { openPointer, sealPointer } from '../pointers.js';
import { prefixOf, type LogKeys } from './keys.js';
import { APPEND, BACKWARDS, BEGIN, CONFIRM, HOLDER, LOOK, RANGE, REPLACE, SCRIPTS, type Script } from './scripts.js';

/** The layout of what is stored. A change that an older Outrider misreads adds one. */
const FORMAT = 1;

/** Where the log ends, and the very bytes that say so: what an append is conditional on. */
export interface StoredHead extends Marked {
  readonly stored: Buffer;
}

/** A stored header with its bodies. */
export interface Entry {
  readonly header: LinkedHeader;
  readonly bodies: Buffer | undefined;
}

/** What is known at a head: every stream and command of a group. */
export interface Premise extends Known {
  readonly head: StoredHead;
}

type Bytes = Buffer | null;

export const sealHead = (head: Marked): StoredHead => ({
  ...head,
  stored: sealText(
    JSON.stringify({
      format: FORMAT,
      epoch: head.epoch,
      position: head.position,
      header: head.header,
      link: head.link,
    }),
  ).stored,
});

/** @throws RedisUnusable when it is of another program or of a newer Outrider */
const openHead = (stored: Buffer, key: string): StoredHead => {
  const text = openText(stored)?.text;
  if (text === undefined)
    throw new RedisUnusable(
      `what is under the key ${key} was not written by Outrider, or is damaged: name another database`,
    );
  const { format, ...head } = JSON.parse(text) as Marked & { readonly format: number };
  if (format > FORMAT)
    throw new RedisUnusable(`its log was written by a newer Outrider (format ${format}, this one knows ${FORMAT})`);
  return { ...head, stored };
};

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

const positionIn = (stored: Buffer): number =>
  Number(/^.{64}\{"position":(\d+),/.exec(stored.toString('latin1', 0, 100))?.[1]);

/** The log's keys in Redis, and the scripts that touch them; whatever comes out is checked here. */
export class RedisStore {
  constructor(
    private readonly force: string,
    readonly keys: LogKeys,
  ) {}

  /** To be done on every new connection. */
  async prepare(client: RedisClient): Promise<void> {
    await Promise.all(SCRIPTS.map(({ text }) => client.sendCommand(['SCRIPT', 'LOAD', text])));
  }

  async #run<T>(
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
    return stored === null ? undefined : openHead(stored, this.keys.head);
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
    const args = [from?.stored ?? '', sealHead(head).stored];
    return (await this.#run<number>(client, BEGIN, [this.keys.head], args)) === 1;
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
    return (await this.#run<number>(client, APPEND, [log, bodies, streams, commands, headKey], args)) === 1;
  }

  /** What there is to know of streams and commands, and where the log ends, at one moment. @throws LogCorrupt */
  async look(client: RedisClient, streams: readonly StreamId[], commands: readonly string[]): Promise<Premise> {
    const { keys } = this;
    const [head, ends, seen, headers] = await this.#run<[Bytes, Bytes[], Bytes[], Bytes[]]>(
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
      const header = openHeader(position, headers[index] ?? undefined);
      if (header.command.id !== command) throw new LogCorrupt(position, 'the index of the commands was changed');
      written.set(command, header);
    }
    if (head === null) throw new LogCorrupt(1, 'the log is gone');
    return {
      head: openHead(head, keys.head),
      commandHeader: (id) => written.get(id),
      streamEnd: (stream) => known.get(stream) ?? NO_STREAM,
    };
  }

  /** The entries whose headers begin between two positions, in order, so many at most; where the log ends, and is confirmed to. */
  async range(
    client: RedisClient,
    first: number,
    last: number,
    most: number,
  ): Promise<{ readonly head: StoredHead; readonly confirmed: number; readonly entries: readonly Entry[] }> {
    const { keys } = this;
    const [head, confirmed, headers, bodies] = await this.#run<[Bytes, Bytes, Buffer[], Bytes[]]>(
      client,
      RANGE,
      [keys.log, keys.bodies, keys.head, keys.confirmed],
      [String(first), String(last), String(most)],
    );
    if (head === null) throw new LogCorrupt(1, 'the log is gone');
    return {
      head: openHead(head, keys.head),
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
    const [pointer, headers, bodies, next] = await this.#run<[Bytes, Buffer[], Bytes[], number]>(
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
    const stored = await this.#run<Bytes>(client, HOLDER, [this.keys.log], [String(position)]);
    return stored === null ? undefined : openHeader(positionIn(stored), stored);
  }

  /** Replaces bodies; false when they have become others meanwhile. */
  async replaceBodies(client: RedisClient, position: number, sha1: string, bodies: Buffer): Promise<boolean> {
    return (await this.#run<number>(client, REPLACE, [this.keys.bodies], [String(position), sha1, bodies])) === 1;
  }

  /** Tells the other nodes that replicas have the log through a position. */
  async confirm(client: RedisClient, position: number): Promise<void> {
    await this.#run(client, CONFIRM, [this.keys.confirmed], [String(position), this.keys.grown]);
  }
}
