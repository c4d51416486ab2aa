/**
 * Measures both logs side by side, the data folder's own and the one in Redis: synced appends of three events, and the
 * reading of every event from the first, each checked, as whoever folds them does.
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fdatasyncSync, openSync, closeSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { openEmbeddedLog } from '../../server/platform/log/embedded/open-log.js';
import { openRedisLog } from '../../server/platform/log/redis/open-log.js';
import type { Append, EventLog, Json, NewEvent } from '../../server/ports.js';
import { inFolder } from '../support/log-folder.js';
import { RedisServer } from '../support/redis.js';
import type { BenchRow } from './rows.js';

export interface LogBenchOptions {
  /** appends measured with one writer, and with 64 */
  readonly appends?: { readonly one: number; readonly many: number };
  /** events in the log that is rebuilt */
  readonly rebuild?: number;
}

const WRITERS = 64;
const EVENTS = 3;
/** Between two lines about what is written so that there is something to read. */
const APPENDS_A_LINE = 50_000;

/** About what a report, a receipt and a card come to: 0.3 kB of JSON. */
const body = (n: number): Json => ({
  incidentId: `incident-${n}`,
  people: [{ id: 'p1', role: 'victim', givenNames: 'Ann Mary', surname: 'Smith', dateOfBirth: '1990-01-01' }],
  location: { building: '12', street: 'High Street', town: 'Anytown', postcode: 'AB1 2CD' },
  receipts: ['critical-marker', 'firearms', 'children'].map((register) => ({ register, status: 'no-trace' })),
});

const nextAppend = (n: number): Append => {
  const event: NewEvent = { type: 'incident-reported', body: body(n) };
  return {
    stream: `incident/${n}`,
    expected: 0,
    events: [event, event, event],
    at: '2026-03-01T02:14:00.000Z',
    by: 'handler',
    command: { id: `${n.toString().padStart(10, '0')}-${randomUUID()}`, digest: 'd'.repeat(64) },
  };
};

const ms = (nanoseconds: number): number => Math.round(nanoseconds / 1e4) / 100;

const timed = async (histogram: RecordableHistogram, action: () => Promise<unknown>): Promise<void> => {
  const start = process.hrtime.bigint();
  await action();
  histogram.record(process.hrtime.bigint() - start);
};

/** Appends from so many writers at once, each waiting for its answer; events a second and the waits. */
const measureAppends = async (log: EventLog, first: number, count: number, writers: number) => {
  const waits = createHistogram();
  let next = first;
  const write = async (): Promise<void> => {
    while (next < first + count) {
      const append = nextAppend(next);
      next += 1;
      await timed(waits, () => log.append(append));
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: writers }, write));
  const seconds = (performance.now() - start) / 1000;
  return {
    perSecond: Math.round((count * EVENTS) / seconds),
    p50: ms(waits.percentile(50)),
    p99: ms(waits.percentile(99)),
  };
};

/** The disk's own price: the median of an fdatasync after a write of one page. */
const measureSync = (folder: string): number => {
  const syncs = createHistogram();
  const file = openSync(join(folder, 'sync'), 'w');
  const page = Buffer.alloc(8192);
  for (let n = 0; n < 300; n += 1) {
    writeSync(file, page);
    const start = process.hrtime.bigint();
    fdatasyncSync(file);
    syncs.record(process.hrtime.bigint() - start);
  }
  closeSync(file);
  return ms(syncs.percentile(50));
};

/** Seconds to open a log, and to read every event of it in order, each checked. */
const measureRebuild = async (
  openLog: () => Promise<EventLog>,
): Promise<{ open: number; rebuild: number; events: number }> => {
  const start = performance.now();
  const log = await openLog();
  const opened = performance.now();
  const { position } = await log.head();
  const stop = new AbortController();
  let events = 0;
  for await (const batch of log.tail(0, stop.signal)) {
    events += batch.length;
    if (events === position) stop.abort();
  }
  const end = performance.now();
  await log.close();
  const seconds = (span: number): number => Math.round(span / 10) / 100;
  return { open: seconds(opened - start), rebuild: seconds(end - opened), events };
};

/** What a log is to come to. */
interface Goals {
  readonly one: string;
  readonly many: string;
  readonly rebuild: string;
}

const measureLog = async (
  name: string,
  goals: Goals,
  openLog: () => Promise<EventLog>,
  { appends, rebuild }: Required<LogBenchOptions>,
  tell: (line: string) => void,
): Promise<{ readonly rows: readonly BenchRow[]; readonly events: number }> => {
  const log = await openLog();
  tell(`${name}: ${appends.one} appends one after the other, ${appends.many} by ${WRITERS} writers`);
  await measureAppends(log, 1, 500, WRITERS);
  const one = await measureAppends(log, 1000, appends.one, 1);
  const many = await measureAppends(log, 1_000_000, appends.many, WRITERS);
  const missing = Math.ceil((rebuild - (await log.head()).position) / EVENTS);
  for (let written = 0; written < missing; written += APPENDS_A_LINE) {
    tell(`${name}: ${(await log.head()).position} events`);
    await measureAppends(log, 10_000_000 + written, Math.min(APPENDS_A_LINE, missing - written), WRITERS * 4);
  }
  await log.close();
  tell(`${name}: every event is read from the first`);
  const rebuilt = await measureRebuild(openLog);
  const rows: BenchRow[] = [
    { what: `${name}: append of 3 events, 1 writer, p50`, value: one.p50, unit: 'ms', goal: goals.one },
    { what: `${name}: append of 3 events, 1 writer, p99`, value: one.p99, unit: 'ms' },
    { what: `${name}: append of 3 events, 64 writers, p50`, value: many.p50, unit: 'ms' },
    { what: `${name}: append of 3 events, 64 writers, p99`, value: many.p99, unit: 'ms' },
    { what: `${name}: synced events, 64 writers`, value: many.perSecond, unit: 'events/s', goal: goals.many },
    { what: `${name}: open ${rebuilt.events.toLocaleString('en-GB')} events`, value: rebuilt.open, unit: 's' },
    {
      what: `${name}: rebuild ${rebuilt.events.toLocaleString('en-GB')} events from the first`,
      value: rebuilt.rebuild,
      unit: 's',
      goal: goals.rebuild,
    },
  ];
  return { rows, events: rebuilt.events };
};

/** Measures in folders, and in a Redis, of its own; without a Redis on this machine the embedded log alone. */
export const benchLog = async (options: LogBenchOptions, tell: (line: string) => void): Promise<BenchRow[]> => {
  const { appends = { one: 1000, many: 40_000 }, rebuild = 1_000_000 } = options;
  const rows: BenchRow[] = [];
  await inFolder(async (folder) => {
    rows.push({ what: 'fdatasync of the disk, p50', value: measureSync(folder), unit: 'ms' });
    const goals = { one: '≤ 1', many: '≥ 50,000', rebuild: '≤ 4 for 1,000,000' };
    const open = () => openEmbeddedLog(join(folder, 'data'));
    rows.push(...(await measureLog('embedded', goals, open, { appends, rebuild }, tell)).rows);
  });
  if (spawnSync('redis-server', ['--version']).status !== 0) {
    process.stderr.write('redis-server is not installed here: the log in Redis is not measured.\n');
    return rows;
  }
  await inFolder(async (folder) => {
    const redis = await RedisServer.start();
    try {
      const goals = { one: '≤ 1', many: '≥ 37,000', rebuild: '' };
      const open = () => openRedisLog(folder, redis.settings());
      const measured = await measureLog('Redis', goals, open, { appends, rebuild }, tell);
      const memory = /used_memory:(\d+)/.exec(await redis.ask<string>('INFO', 'memory'))?.[1];
      rows.push(...measured.rows);
      rows.push({ what: 'Redis: memory an event', value: Math.round(Number(memory) / measured.events), unit: 'bytes' });
    } finally {
      await redis.stop();
    }
  });
  return rows;
};
