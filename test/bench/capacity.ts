import { setTimeout as pause } from 'node:timers/promises';
import type { IncidentReply } from '../../server/contract/index.js';
import { logKeys } from '../../server/platform/log/redis/keys.js';
import { Outrider, type ReaderSocket, type Session } from '../support/outrider.js';
import { RedisServer } from '../support/redis.js';
import { ONE_FORCE, planFor, type Costs } from './capacity-plan.js';
import { draft } from './push.js';
import type { BenchRow } from './rows.js';

export interface CapacityOptions {
  /** invented people in the registers of both nodes */
  readonly people?: number;
}

const SOCKETS = 500;
const READERS = 100;
const REPORTS = 200;
const CARDS = 50;
const DRAFTS = 300;
const WARM_UP = 50;
const IDLE_S = 8;
/** After some work, until the other node and Redis have done their part of it. */
const REST_MS = 1_500;

/** CPU, in ms, of the node that takes reports, of the one that follows, and of Redis. */
interface Cpu {
  readonly taking: number;
  readonly following: number;
  readonly redis: number;
}

/** What was used until now; memory and file of Redis in bytes. */
interface Used extends Cpu {
  /** ms */
  readonly at: number;
  readonly memory: number;
  readonly file: number;
  readonly events: number;
}

/**
 * What one report, change, draft, card and connection costs on two nodes over one log in a real Redis, and what a force
 * needs by that. One after the other, which is the dearest way: nothing shares a write.
 */
export async function benchCapacity(
  { people = 20_000 }: CapacityOptions,
  tell: (line: string) => void,
): Promise<BenchRow[]> {
  const redis = await RedisServer.start();
  const env = { OUTRIDER_REDIS_URL: redis.url, OUTRIDER_DEMO_PEOPLE: String(people) };
  const nodes: Outrider[] = [];
  try {
    for (const node of ['one', 'two']) {
      tell(`starting node ${node} with ${people} people`);
      nodes.push(await Outrider.start({ env }));
    }
    const costs = await measure(new Meter(redis, nodes[0]!, nodes[1]!), nodes[0]!, tell);
    return [...rowsOf(costs), ...planRows(costs)];
  } finally {
    for (const node of nodes) await node.stop();
    await redis.stop();
  }
}

async function measure(meter: Meter, node: Outrider, tell: (line: string) => void): Promise<Costs> {
  const handler = await node.signIn('handler');
  let reported = 0;
  const replies: IncidentReply[] = [];
  const report = async (count: number): Promise<void> => {
    for (const last = reported + count; reported < last; reported += 1) {
      const body = { ...draft(reported), reference: `CAPACITY-${reported}` };
      const answer = await handler.post<IncidentReply>('/api/incidents', body);
      if (answer.status !== 201) throw new Error(`a report was answered ${answer.status}`);
      replies.push(answer.body);
    }
  };
  await report(WARM_UP);

  tell(`connecting ${SOCKETS} sockets`);
  const quiet = await meter.idle();
  await openAll(SOCKETS, await node.signIn('handler2'));
  const connected = await meter.idle();

  tell(`${CARDS} cards to ${READERS} readers`);
  const readers = await openAll(READERS, await node.signIn('supervisor'));
  // They are sent what is open already: that is over after it.
  await meter.idle();
  const cards = await meter.during(() => report(CARDS), connected);
  for (const reader of readers) reader.disconnect();

  tell(`${REPORTS} reports`);
  const reports = await meter.during(() => report(REPORTS), connected);
  tell(`${REPORTS} changes`);
  const changes = await meter.during(async () => {
    for (const [n, reply] of replies.slice(-REPORTS).entries()) await move(handler, reply, 20_000 + n);
  }, connected);
  tell(`${DRAFTS} drafts`);
  const [typing] = await openAll(1, handler);
  const drafts = await meter.during(async () => {
    for (let n = 0; n < DRAFTS; n += 1) await typing!.emitWithAck('draft', draft(10_000 + n));
  }, connected);

  const written = reports.events + changes.events;
  const reportMs = reports.taking / REPORTS;
  return {
    reportMs,
    changeMs: changes.taking / REPORTS,
    draftMs: drafts.taking / DRAFTS,
    cardMs: (cards.taking / CARDS - reportMs) / READERS,
    socketMs: (connected.taking - quiet.taking) / SOCKETS,
    followMs: (reports.following + changes.following) / written,
    redisMs: (reports.redis + changes.redis) / written,
    eventsPerReport: reports.events / REPORTS,
    eventsPerChange: changes.events / REPORTS,
    eventsPerDraft: drafts.events / DRAFTS,
    redisBytes: (reports.memory + changes.memory) / written,
    fileBytes: (reports.file + changes.file) / written,
  };
}

/** Says that an incident is somewhere else: everything about the place is checked again. */
async function move(by: Session, { id, version }: IncidentReply, n: number): Promise<void> {
  const { location } = draft(n);
  const { status } = await by.patch(`/api/incidents/${id}`, { location }, { 'if-match': String(version) });
  if (status !== 200) throw new Error(`a change was answered ${status}`);
}

/** Reads what both nodes and Redis have used. */
class Meter {
  constructor(
    private readonly redis: RedisServer,
    private readonly taking: Outrider,
    private readonly following: Outrider,
  ) {}

  /** CPU in a second in which nothing happens. */
  async idle(): Promise<Cpu> {
    await pause(REST_MS);
    const from = await this.#used();
    await pause(IDLE_S * 1_000);
    return perSecond(minus(await this.#used(), from));
  }

  /** What some work used, without the CPU that is used anyway in the time that it took. */
  async during(work: () => Promise<void>, idle: Cpu): Promise<Used> {
    const from = await this.#used();
    await work();
    await pause(REST_MS);
    const used = minus(await this.#used(), from);
    const anyway = (each: number): number => (each * used.at) / 1_000;
    return {
      ...used,
      taking: used.taking - anyway(idle.taking),
      following: used.following - anyway(idle.following),
      redis: used.redis - anyway(idle.redis),
    };
  }

  async #used(): Promise<Used> {
    const info = await this.redis.ask<string>('INFO', 'everything');
    const head = await this.redis.ask<string>('GET', logKeys('force').head);
    const named = (name: string): number => figure(info, name, ':');
    return {
      taking: 1_000 * (await metric(this.taking, 'process_cpu_seconds_total')),
      following: 1_000 * (await metric(this.following, 'process_cpu_seconds_total')),
      redis: 1_000 * (named('used_cpu_sys') + named('used_cpu_user')),
      memory: named('used_memory'),
      file: named('aof_current_size'),
      events: figure(head, '"position"', ':', ''),
      at: performance.now(),
    };
  }
}

const minus = (used: Used, before: Used): Used => ({
  at: used.at - before.at,
  taking: used.taking - before.taking,
  following: used.following - before.following,
  redis: used.redis - before.redis,
  memory: used.memory - before.memory,
  file: used.file - before.file,
  events: used.events - before.events,
});
const perSecond = ({ taking, following, redis, at }: Used): Cpu => ({
  taking: (taking * 1_000) / at,
  following: (following * 1_000) / at,
  redis: (redis * 1_000) / at,
});

/** The number after a name. @throws when it is not there: no figure is better than a wrong one */
function figure(text: string, name: string, separator: string, begins = '^'): number {
  const found = new RegExp(`${begins}${name}${separator}\\s*([\\d.e+]+)`, 'm').exec(text)?.[1];
  if (found === undefined) throw new Error(`there is no ${name}`);
  return Number(found);
}

const metric = async (node: Outrider, name: string): Promise<number> =>
  figure((await node.call<string>('GET', '/metrics')).body, name, ' ');

async function openAll(count: number, by: Session): Promise<ReaderSocket[]> {
  const sockets: ReaderSocket[] = [];
  while (sockets.length < count) {
    const some = Array.from({ length: Math.min(50, count - sockets.length) }, () => by.connect());
    await Promise.all(some.map((socket) => new Promise<void>((resolve) => socket.once('connect', resolve))));
    sockets.push(...some);
  }
  return sockets;
}

const rowsOf = (costs: Costs): BenchRow[] => [
  { what: 'CPU a report, on the node that takes it', value: costs.reportMs, unit: 'ms' },
  { what: 'CPU a change of a report', value: costs.changeMs, unit: 'ms' },
  { what: 'CPU a draft', value: costs.draftMs, unit: 'ms' },
  { what: 'CPU a card that a reader is sent', value: costs.cardMs, unit: 'ms' },
  { what: 'CPU an idle connection', value: costs.socketMs, unit: 'ms/s' },
  { what: 'CPU an event, on each node that follows', value: costs.followMs, unit: 'ms' },
  { what: 'CPU an event, in Redis', value: costs.redisMs, unit: 'ms' },
  { what: 'events a report', value: costs.eventsPerReport, unit: '' },
  { what: 'events a change', value: costs.eventsPerChange, unit: '' },
  { what: 'events a draft', value: costs.eventsPerDraft, unit: '' },
  { what: 'memory of Redis an event', value: costs.redisBytes / 1_000, unit: 'kB' },
  { what: 'file of Redis an event, before it is rewritten', value: costs.fileBytes / 1_000, unit: 'kB' },
];

function planRows(costs: Costs): BenchRow[] {
  const plan = planFor(costs, ONE_FORCE);
  return [
    { what: 'one force: all nodes at the peak', value: plan.nodeCores, unit: 'cores' },
    { what: 'one force: Redis at the peak', value: plan.redisCores, unit: 'cores' },
    { what: 'one force: events a year', value: plan.eventsPerYear / 1e6, unit: 'million' },
    { what: 'one force: memory of Redis a year', value: plan.redisGBPerYear, unit: 'GB' },
    { what: 'one force: file of Redis a year', value: plan.fileGBPerYear, unit: 'GB' },
  ];
}
