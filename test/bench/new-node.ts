import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { IncidentReply } from '../../server/contract/index.js';
import { FORCE_FOLDER } from '../../server/platform/feeds/file-day-of-calls.js';
import { logKeys } from '../../server/platform/log/redis/keys.js';
import type { RedisLog } from '../../server/platform/log/redis/redis-log.js';
import { openRedisLog } from '../../server/platform/log/redis/open-log.js';
import type { Append, EventLog, Json, NewEvent, StoredEvent, StreamId } from '../../server/ports.js';
import { HeldLease } from '../support/archived-log.js';
import { newFolder, Outrider, type ReaderSocket, type Session } from '../support/outrider.js';
import { RedisServer } from '../support/redis.js';
import { draft } from './push.js';
import type { BenchRow } from './rows.js';

export interface NewNodeOptions {
  /** invented people in the registers */
  readonly people?: number;
  /** events in the log */
  readonly events?: number;
}

const CALLS = 12;
const DRAFTS = 8;
const CHANGES = 4;
/** Appends that are on their way at once. */
const WRITERS = 256;
/** The longest that the first node is given to write what a new one begins with. */
const PATIENCE_S = 120;
const MONTH_MS = 30 * 86_400_000;

/**
 * How soon a node serves that begins with an empty folder, and one that is started again, where people and events are many:
 * real calls, taken by a real node, copied until there are so many, all of them closed but the last.
 */
export async function benchNewNode(
  { people = 1_000_000, events = 1_000_000 }: NewNodeOptions,
  tell: (line: string) => void,
): Promise<BenchRow[]> {
  const redis = await RedisServer.start();
  const archive = await newFolder();
  const [first, second] = [await newFolder(), await newFolder()];
  const env = { OUTRIDER_REDIS_URL: redis.url, OUTRIDER_ARCHIVE: archive, OUTRIDER_DEMO_PEOPLE: String(people) };
  try {
    tell(`the first node imports what ${people} people are recorded for`);
    const builder = await Outrider.start({ dataFolder: first, env });
    const settings = { ...redis.settings(), force: 'force', archive: { folder: archive, days: 7 } };
    const log = await openRedisLog(await mkdtemp(join(first, 'copier-')), settings);
    const { position: from } = await log.head();
    tell(`${CALLS} calls, ${CHANGES} changes and ${DRAFTS} drafts each`);
    await work(builder);
    await builder.stop();

    await multiply(log, from, events, tell);
    const { position } = await log.head();
    tell('what is old moves to the archive');
    await archiveOf(redis, log);
    await log.close();

    tell('the first node starts again');
    const again = await timed(() => Outrider.start({ dataFolder: first, env }));
    const seedFile = join(archive, 'seed', 'seed.json');
    for (let n = 0; !existsSync(seedFile); n += 1) {
      if (n > PATIENCE_S) throw new Error('the first node wrote no seed');
      await pause(1_000);
    }
    tell('a new node starts');
    // What the demonstration invents is no part of a node.
    await symlink(join(first, FORCE_FOLDER), join(second, FORCE_FOLDER));
    const fresh = await timed(() => Outrider.start({ dataFolder: second, env }));
    await fresh.result.stop();
    await again.result.stop();
    return [
      { what: 'events in the log', value: position, unit: '' },
      { what: 'a new node serves after', value: fresh.seconds, unit: 's', goal: '≤ 10' },
      { what: 'a node that is started again serves after', value: again.seconds, unit: 's', goal: '≤ 10' },
    ];
  } finally {
    await redis.stop();
    await Promise.all([archive, first, second].map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

async function timed<T>(run: () => Promise<T>): Promise<{ readonly result: T; readonly seconds: number }> {
  const start = performance.now();
  const result = await run();
  return { result, seconds: Math.round((performance.now() - start) / 10) / 100 };
}

async function connected(by: Session): Promise<ReaderSocket> {
  const socket = by.connect();
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return socket;
}

/** What a control room does: calls that are typed, reported, changed, and read. */
async function work(node: Outrider): Promise<void> {
  const handler = await node.signIn('handler');
  const typing = await connected(handler);
  await connected(await node.signIn('supervisor'));
  for (let call = 0; call < CALLS; call += 1) {
    for (let n = 0; n < DRAFTS; n += 1) await typing.emitWithAck('draft', draft(1_000 * call + n));
    const { body } = await handler.post<IncidentReply>('/api/incidents', draft(1_000 * call));
    let { version } = body;
    for (let n = 0; n < CHANGES; n += 1) {
      const { location } = draft(1_000 * call + 500 + n);
      const changed = await handler.patch<IncidentReply>(
        `/api/incidents/${body.id}`,
        { location },
        { 'if-match': String(version) },
      );
      ({ version } = changed.body);
    }
  }
  await pause(1_000);
}

/** Appends copies of everything after a position, each about incidents of its own that end closed, until there are so many. */
async function multiply(log: EventLog, after: number, events: number, tell: (line: string) => void): Promise<void> {
  const pattern = await read(log, after);
  const ids = [...new Set(pattern.flatMap(({ stream }) => /^incident\/(.+)$/.exec(stream)?.[1] ?? []))];
  const waiting: Promise<unknown>[] = [];
  let { position } = await log.head();
  for (let copy = 1; position < events; copy += 1) {
    for (const [index, append] of appendsOf(pattern, ids, copy).entries()) {
      position += append.events.length;
      waiting.push(log.append(append));
      if (waiting.length >= WRITERS) await Promise.all(waiting.splice(0));
      if (index === 0 && copy % 100 === 0) tell(`${position} events`);
    }
  }
  await Promise.all(waiting);
}

async function read(log: EventLog, after: number): Promise<StoredEvent[]> {
  const { position } = await log.head();
  const stop = new AbortController();
  const found: StoredEvent[] = [];
  for await (const batch of log.tail(after, stop.signal)) {
    found.push(...batch);
    if (found.at(-1)?.position === position) stop.abort();
  }
  return found;
}

function appendsOf(pattern: readonly StoredEvent[], ids: readonly string[], copy: number): Append[] {
  const at = new Date(Date.now() - MONTH_MS).toISOString();
  const renamed = (text: string): string =>
    ids.reduce((all, id) => all.replaceAll(id, `${id.slice(0, -8)}${copy.toString(16).padStart(8, '0')}`), text);
  const appends = new Map<string, { stream: StreamId; events: NewEvent[]; by: string }>();
  for (const { stream, type, body, commandId, by } of pattern) {
    const known = appends.get(commandId) ?? { stream: renamed(stream) as StreamId, events: [], by };
    known.events.push({ type, body: JSON.parse(renamed(JSON.stringify(body))) as Json });
    appends.set(commandId, known);
  }
  const closed = ids.map((id): [string, { stream: StreamId; events: NewEvent[]; by: string }] => [
    `close-${id}`,
    { stream: renamed(`incident/${id}`) as StreamId, events: [{ type: 'closed', body: { v: 1 } }], by: 'inspector' },
  ]);
  return [...appends, ...closed].map(([commandId, { stream, events, by }]) => ({
    stream,
    expected: 'any',
    events: events as [NewEvent, ...NewEvent[]],
    at,
    by,
    command: { id: `${copy}:${commandId}`, digest: '' },
  }));
}

/** Moves to the archive what a month later would be there. */
async function archiveOf(redis: RedisServer, log: RedisLog): Promise<void> {
  const lease = new HeldLease();
  await redis.ask('SET', logKeys('force').lease, `${lease.token()} bench`);
  const later = new Date(Date.now() + MONTH_MS).toISOString();
  const archiver = log.archiver(lease, () => later, { days: 7 });
  await archiver?.run();
  await archiver?.run();
  await archiver?.close();
  await redis.ask('DEL', logKeys('force').lease);
}
