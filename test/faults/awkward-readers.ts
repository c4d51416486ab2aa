/** Readers that are hard to serve: those who take nothing, those who hear nothing, and all who were away at once. */
import { quantile } from '../bench/quantile.js';
import { Api } from '../support/api.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import {
  drill,
  SHARES,
  type DrillOptions,
  type DrillReader,
  type DrillResult,
  type Harm,
  type Measure,
} from './drill.js';
import type { Fleet } from './fleet.js';
import type { Watcher } from './history.js';
import { outriderService } from './outrider-service.js';

const SOME_TIME_MS = 3_000;
/** How long nobody takes, or hears, anything: a phone notices after 15 s. */
const NOTHING_MS = 22_000;
/** Most that a reader may cost who takes nothing, in MB. */
const MOST_MB = 1;
const MISSED_CARDS = 200;
/** Reports a second while readers come back. */
const QUIET_RATE = 2;
const CAUGHT_UP_MS = 3_000;
/** The longest that those who come back are waited for. */
const MOST_WAIT_MS = 120_000;

const inSeconds = (ms: number): number => Math.round(ms / 100) / 10;
const usernames = SHARES.map(({ username }) => username);

const watchersOf = (count: number, watcher: Omit<Watcher, 'id'>): Watcher[] =>
  Array.from({ length: count }, (_, n) => ({ ...watcher, id: `${watcher.username}-${watcher.link ?? 'desk'}-${n}` }));

const worst = (what: string, of: readonly number[], goal: string): Measure[] =>
  of.length === 0 ? [] : [{ what, value: inSeconds(Math.max(...of)), unit: 's', goal }];

/** Desks and phones on whose links nothing comes any more, and nobody says so. */
export async function halfOpen(fleet: Fleet, options: DrillOptions): Promise<DrillResult> {
  const network = await TcpProxy.to(fleet.url);
  const share = (of: number): number => Math.max(1, Math.round(options.readers * of));
  const watchers = [
    ...watchersOf(share(0.4), { username: 'handler', sees: 'own' }),
    ...watchersOf(share(0.1), { username: 'supervisor', sees: 'all' }),
    ...watchersOf(share(0.4), { username: 'handler2', sees: 'own', link: 'phone' }),
    ...watchersOf(share(0.1), { username: 'inspector', sees: 'all', link: 'phone' }),
  ];
  const noticedBy = (readers: readonly DrillReader[], phone: boolean): number[] =>
    readers.filter(({ watcher }) => (watcher.link === 'phone') === phone).flatMap(({ noticed }) => noticed.slice(0, 1));
  const harm = async ({ sleep, readers, measure }: Harm): Promise<void> => {
    await sleep(SOME_TIME_MS);
    network.goSilent();
    await sleep(NOTHING_MS);
    const [desks, phones] = [noticedBy(readers, false), noticedBy(readers, true)];
    network.comeBack();
    await sleep(2 * SOME_TIME_MS);
    const unnoticed = readers.length - desks.length - phones.length;
    measure({ what: 'half-open links that were not noticed', value: unnoticed, unit: '', goal: '0' });
    for (const row of worst('noticed by a desk, at the latest', desks, '≤ 5')) measure(row);
    for (const row of worst('noticed by a phone, at the latest', phones, '≤ 20')) measure(row);
  };
  try {
    const service = await outriderService({ url: network.url, reportTo: fleet.url, seed: options.seed }, usernames);
    return await drill(service, { ...options, watchers }, harm);
  } finally {
    await network.close();
  }
}

/** Readers who stay connected and take nothing, while large cards go to them; others read on beside them. */
export async function slowReaders(fleet: Fleet, options: DrillOptions): Promise<DrillResult> {
  const network = await TcpProxy.to(fleet.url);
  const count = Math.max(2, Math.round(options.readers / 20));
  const slow = watchersOf(count, { username: 'inspector', sees: 'all', link: 'patient' });
  const watchers = [...slow, ...watchersOf(count, { username: 'supervisor', sees: 'all' })];
  const harm = async ({ sleep, measure }: Harm): Promise<void> => {
    await sleep(SOME_TIME_MS);
    const before = await figuresOf(fleet.url);
    network.stall();
    let most = 0;
    let fewest = before.connections;
    for (const until = performance.now() + NOTHING_MS; performance.now() < until;) {
      await sleep(250);
      const { waitingBytes, connections } = await figuresOf(fleet.url);
      most = Math.max(most, waitingBytes);
      fewest = Math.min(fewest, connections);
    }
    network.comeBack();
    await sleep(2 * SOME_TIME_MS);
    const each = Math.round(most / count / 10_000) / 100;
    measure({ what: 'held for a reader who takes nothing, at most', value: each, unit: 'MB', goal: `≤ ${MOST_MB}` });
    const cut = Math.min(count, before.connections - fewest);
    measure({ what: `of ${count} of them, cut`, value: cut, unit: '', goal: `${count}` });
  };
  try {
    const reach = ({ link }: Watcher) => (link === 'patient' ? network.url : undefined);
    const service = await outriderService({ url: fleet.url, seed: options.seed, reach, people: 40 }, usernames);
    return await drill(service, { ...options, watchers }, harm);
  } finally {
    await network.close();
  }
}

/** Many readers who were away come back at once, to all that was pushed meanwhile; others read on beside them. */
export async function returning(
  fleet: Fleet,
  options: DrillOptions & { readonly returning: number },
): Promise<DrillResult> {
  const others = Math.max(2, Math.round(options.readers / 10));
  const watchers = [
    ...watchersOf(options.returning, { username: 'supervisor', sees: 'all', link: 'patient' }),
    ...watchersOf(others, { username: 'handler', sees: 'own' }),
    ...watchersOf(others, { username: 'inspector', sees: 'all' }),
  ];
  const harm = async ({ sleep, measure, readers, acknowledged, reportAt }: Harm): Promise<void> => {
    const away = readers.filter(({ watcher }) => watcher.link === 'patient');
    const there = readers.filter(({ watcher }) => watcher.link !== 'patient');
    for (const reader of away) reader.leave();
    const first = acknowledged.length;
    while (acknowledged.length < first + MISSED_CARDS) await sleep(50);
    // Everyone who comes back sees every card: what is measured is that they come back, not what 2,000 boards cost.
    reportAt(QUIET_RATE);
    await sleep(SOME_TIME_MS);
    const from = performance.now();
    await sleep(2 * SOME_TIME_MS);
    const missed = new Set(acknowledged.slice(first).map(({ incidentId }) => incidentId));
    const back = performance.now();
    for (const reader of away) reader.comeBack();
    const returns = away.map((reader) => new Return(reader, missed));
    const isWaiting = (): boolean => returns.filter((one) => one.caughtUpAt() === undefined).length > 0;
    while (performance.now() < back + MOST_WAIT_MS && isWaiting()) await sleep(50);
    const end = performance.now();
    const latenessIn = (start: number, stop: number): number[] => latenessOf(there, acknowledged, start, stop);
    await sleep(SOME_TIME_MS);
    const [calm, busy] = [quantile(latenessIn(from, back), 0.99), quantile(latenessIn(back, end), 0.99)];
    const took = returns.map((one) => (one.caughtUpAt() ?? Infinity) - back);
    const goal = `≤ ${CAUGHT_UP_MS / 1000}`;
    measure({
      what: `${away.length} readers back, half of them caught up`,
      value: inSeconds(quantile(took, 0.5)),
      unit: 's',
    });
    for (const row of worst(`${away.length} readers back, ${missed.size} cards each: all caught up`, took, goal))
      measure(row);
    measure({
      what: 'the others meanwhile: 2xx → card, p99',
      value: Math.round(busy),
      unit: 'ms',
      goal: `≤ ${5 * Math.round(calm)}`,
    });
  };
  // To the node itself: a network that is made of this process would be what 2,000 readers wait for.
  const service = await outriderService({ url: fleet.nodes[0]!, seed: options.seed }, usernames);
  return drill(service, { ...options, watchers }, harm);
}

/** A reader who comes back to what they missed. */
class Return {
  readonly #missing: Set<string>;
  #read: number;
  #at: number | undefined;

  constructor(
    private readonly reader: DrillReader,
    missed: ReadonlySet<string>,
  ) {
    this.#missing = new Set(missed);
    this.#read = reader.taken.length;
  }

  /** When they had the last of it; undefined: not yet. */
  caughtUpAt(): number | undefined {
    const { taken } = this.reader;
    for (; this.#missing.size > 0 && this.#read < taken.length; this.#read += 1) {
      const { incidentId, at } = taken[this.#read]!;
      this.#missing.delete(incidentId);
      this.#at = at;
    }
    return this.#missing.size === 0 ? this.#at : undefined;
  }
}

/** How long after its 2xx each report of a time was on the screens of these readers, in ms. */
function latenessOf(
  readers: readonly DrillReader[],
  acknowledged: Harm['acknowledged'],
  start: number,
  stop: number,
): number[] {
  const reports = new Map(
    acknowledged.filter(({ at }) => at >= start && at < stop).map((one) => [one.incidentId, one.at]),
  );
  return readers.flatMap(({ taken }) =>
    taken.flatMap(({ incidentId, at }) => {
      const reported = reports.get(incidentId);
      return reported === undefined ? [] : [Math.max(0, at - reported)];
    }),
  );
}

/** What the server says of itself. */
async function figuresOf(url: string): Promise<{ readonly waitingBytes: number; readonly connections: number }> {
  const { body } = await new Api(url).call<string>('GET', '/metrics');
  const figure = (name: string): number => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(body)?.[1]);
  return { waitingBytes: figure('socket_waiting_bytes'), connections: figure('socket_connections') };
}
