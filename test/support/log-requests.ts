import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  StorageUnavailable,
  type Append,
  type Appended,
  type EventLog,
  type Json,
  type NewEvent,
  type StoredEvent,
  type StreamId,
} from '../../server/ports.js';

/** Digest of a request, as an edge would make it. */
export const digestOf = (what: unknown): string => createHash('sha256').update(JSON.stringify(what)).digest('hex');

export interface Wish {
  readonly stream?: StreamId;
  readonly expected?: number | 'any';
  /** one event for each body */
  readonly bodies?: readonly [Json, ...Json[]];
  readonly command: string;
  /** what else the digest covers: another value is another request */
  readonly salt?: string;
}

const event = (body: Json): NewEvent => ({ type: 'noted', body });

/** An append with everything that a test does not care about filled in. */
export const request = (wish: Wish): Append => {
  const { stream = 'incident/1', expected = 'any', bodies = [{ note: wish.command }], command, salt = '' } = wish;
  const [first, ...rest] = bodies;
  return {
    stream,
    expected,
    events: [event(first), ...rest.map(event)],
    at: '2026-03-01T02:14:00.000Z',
    by: 'handler',
    command: { id: command, digest: digestOf([stream, bodies, salt]) },
  };
};

/** Appends until it is known to be there, as whoever sends a command again does. */
export const insist = async (log: EventLog, append: Append): Promise<Appended> => {
  for (;;) {
    try {
      const appended = await log.append(append);
      if (appended.kind !== 'unconfirmed') return appended;
    } catch (cause) {
      if (!(cause instanceof StorageUnavailable)) throw cause;
      await pause(5);
    }
  }
};

export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** The events after a position, as a tail gives them, until `through` has come. */
export const tailed = async (log: EventLog, after: number, through: number): Promise<StoredEvent[]> => {
  const events: StoredEvent[] = [];
  if (through <= after) return events;
  const stop = new AbortController();
  for await (const batch of log.tail(after, stop.signal)) {
    events.push(...batch);
    if ((events.at(-1)?.position ?? 0) >= through) stop.abort();
  }
  return events;
};

/** The whole numbers from one through another. */
export const upTo = (last: number, first = 1): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** Everything in the log, in order. */
export const everything = async (log: EventLog): Promise<StoredEvent[]> => tailed(log, 0, (await log.head()).position);
