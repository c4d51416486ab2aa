import { chanceFrom, type Chance } from '../../server/domain/desk/simulation/random.js';
import { progress } from '../bench/progress.js';
import type { BenchRow } from '../bench/rows.js';
import { judge, type Acknowledged, type Taken, type Verdict, type Watcher } from './history.js';

/** Who watches in a run, and in which share: every card goes to a third of them; officers who are sent to nothing get none. */
export const SHARES: readonly (Pick<Watcher, 'username' | 'sees'> & { readonly share: number })[] = [
  { username: 'handler', sees: 'own', share: 0.2 },
  { username: 'handler2', sees: 'own', share: 0.2 },
  { username: 'supervisor', sees: 'all', share: 0.1 },
  { username: 'inspector', sees: 'all', share: 0.1 },
  { username: 'officer1', sees: 'none', share: 0.4 },
];
/** How long readers have to come to rest after the last report, in ms. */
const REST_MS = 60_000;
const LOOK_MS = 100;
/** Between two looks at what every reader has: each asks the service for all of its incidents. */
const AT_REST_MS = 1_000;
/** After so many ms without an answer a report is sent again. */
const PATIENCE_MS = 4_000;
const PROGRESS_MS = 5_000;
/** Readers who connect at once; each batch has heard where the log is, which an idle server says every 2 s, before the next. */
const OPENED_TOGETHER = 200;

/** A reader of a run: it keeps coming back, and writes down what is shown. */
export interface DrillReader {
  readonly watcher: Watcher;
  readonly taken: readonly Taken[];
  /** from each loss of the link to where the server has let it in again, in ms */
  readonly outages: readonly number[];
  readonly resets: number;
  readonly resent: number;
  /** from the last frame to where it noticed by itself that nothing came any more, in ms */
  readonly noticed: readonly number[];
  /** Is away until it is told to come back. */
  readonly leave: () => void;
  readonly comeBack: () => void;
  /** Resolves when it is connected. */
  readonly ready: () => Promise<void>;
  readonly close: () => void;
}

/** What is harmed, as those who use it know it. */
export interface Service {
  readonly open: (watcher: Watcher) => DrillReader;
  /** Sends a report once; undefined or a failure: it is sent again under its own key. @throws Refused for good */
  readonly report: (n: number, signal: AbortSignal) => Promise<Taking | undefined>;
  /** The version of each card at this moment; empty while nobody answers. */
  readonly latest: () => Promise<ReadonlyMap<string, number>>;
}

/** A report that was acknowledged. */
export interface Taking extends Omit<Acknowledged, 'at'> {
  readonly delayed: boolean;
}

/** A report that no repeating will make acceptable: the run itself is wrong. */
export class ReportRefused extends Error {
  override readonly name = 'ReportRefused';
}

export interface DrillOptions {
  readonly readers: number;
  /** reports a second */
  readonly rate: number;
  readonly seed: number;
  /** who watches; left out: everybody's share of `readers` */
  readonly watchers?: readonly Watcher[];
}

/** Something of a run that has a goal of its own, beside what every run must be. */
export type Measure = BenchRow;

export interface DrillResult extends Verdict {
  readonly reports: number;
  /** answered "accepted, delayed" */
  readonly delayed: number;
  /** from each loss of a link, or the last frame before a silence, to where the server has let it in again, in ms */
  readonly outages: readonly number[];
  readonly resets: number;
  /** cards that came again over the wire, which readers drop */
  readonly resent: number;
  /** from asking to the 2xx, retries included, in ms */
  readonly answers: readonly number[];
  readonly measures: readonly Measure[];
}

/** Waits within a run, and draws when things happen: the same seed harms at the same moments. */
export interface Harm {
  readonly chance: Chance;
  readonly sleep: (ms: number) => Promise<void>;
  readonly readers: readonly DrillReader[];
  /** what was acknowledged so far */
  readonly acknowledged: readonly Acknowledged[];
  /** Changes how many reports a second come in, from here on. */
  readonly reportAt: (rate: number) => void;
  /** These reports may be gone: what held them was taken away, and that is announced. What is there still is judged as ever. */
  readonly forgive: (incidentIds: readonly string[]) => void;
  /** Adds a figure to those of the run. */
  readonly measure: (row: Measure) => void;
}

/** Between two harms: time for a reader to notice, to come back, and for cards to flow as ever. */
export const CALM_MS = 1_500;

/** Some time before the next harm, another each time. */
export const calm = ({ chance, sleep }: Harm): Promise<void> => sleep(CALM_MS * (0.5 + chance()));

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Reports come in at a rate and are pushed to readers while `harm` harms the service; every report is sent again under its
 * own key until it is acknowledged. Then everything comes to rest, and what each reader got is judged.
 */
export async function drill(
  service: Service,
  { readers: count, rate, seed, watchers = crowd(count) }: DrillOptions,
  harm: (tools: Harm) => Promise<void>,
): Promise<DrillResult> {
  const readers = await open(service, watchers);
  try {
    const reporting = new Reporting(service);
    const stop = new AbortController();
    const reportAt = (perSecond: number): void => reporting.at(perSecond);
    reportAt(rate);
    const running = reporting.run(stop.signal);
    const measures: Measure[] = [];
    const { acknowledged } = reporting;
    const forgiven = new Set<string>();
    const forgive = (incidentIds: readonly string[]): void => {
      for (const incidentId of incidentIds) forgiven.add(incidentId);
    };
    const watch = setInterval(() => progress(`  ${acknowledged.length} reports acknowledged`), PROGRESS_MS);
    try {
      const measure = (row: Measure): void => void measures.push(row);
      await harm({ chance: chanceFrom(seed), sleep, readers, acknowledged, reportAt, forgive, measure });
    } finally {
      clearInterval(watch);
      stop.abort();
    }
    await running;
    const judged = async (): Promise<Verdict> => {
      const latest = await service.latest();
      return judge({
        watchers: readers.map(({ watcher }) => watcher),
        acknowledged: acknowledged.filter(({ incidentId }) => latest.has(incidentId) || !forgiven.has(incidentId)),
        taken: readers.flatMap(({ taken }) => taken),
        latest,
      });
    };
    let verdict = await judged();
    for (const until = performance.now() + REST_MS; verdict.lost.length > 0 && performance.now() < until;) {
      await sleep(AT_REST_MS);
      verdict = await judged();
    }
    return {
      ...verdict,
      reports: reporting.acknowledged.length,
      delayed: reporting.delayed,
      answers: reporting.answers,
      measures,
      outages: readers.flatMap(({ outages }) => outages),
      resets: readers.reduce((sum, { resets }) => sum + resets, 0),
      resent: readers.reduce((sum, { resent }) => sum + resent, 0),
    };
  } finally {
    for (const reader of readers) reader.close();
  }
}

/** So many watchers, each kind in its share. */
const crowd = (count: number): readonly Watcher[] =>
  SHARES.flatMap(({ username, sees, share }) =>
    Array.from({ length: Math.max(1, Math.round(count * share)) }, (_, n): Watcher => ({
      id: `${username}-${n}`,
      username,
      sees,
    })),
  );

async function open(service: Service, watchers: readonly Watcher[]): Promise<DrillReader[]> {
  const readers: DrillReader[] = [];
  for (let from = 0; from < watchers.length; from += OPENED_TOGETHER) {
    const some = watchers.slice(from, from + OPENED_TOGETHER).map((watcher) => service.open(watcher));
    await Promise.all(some.map((reader) => reader.ready()));
    readers.push(...some);
  }
  return readers;
}

/** The reports of a run. */
class Reporting {
  readonly acknowledged: Acknowledged[] = [];
  readonly answers: number[] = [];
  delayed = 0;
  #sent = 0;
  #rate = 1;
  /** when the next report is due */
  #next = 0;
  readonly #waiting = new Set<Promise<void>>();

  constructor(private readonly service: Service) {}

  /** So many a second from now on. */
  at(rate: number): void {
    this.#rate = rate;
    this.#next = performance.now();
  }

  /** Sends at the rate, whatever became of those before; resolves when every one is acknowledged. */
  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      for (; this.#next <= performance.now(); this.#next += 1000 / this.#rate) this.#send();
      await sleep(Math.min(LOOK_MS, 500 / this.#rate));
    }
    while (this.#waiting.size > 0) await Promise.all(this.#waiting);
  }

  #send(): void {
    const n = this.#sent++;
    const sending = this.#untilAcknowledged(n);
    this.#waiting.add(sending);
    void sending.finally(() => this.#waiting.delete(sending));
  }

  async #untilAcknowledged(n: number): Promise<void> {
    const from = performance.now();
    for (;;) {
      const taking = await this.service.report(n, AbortSignal.timeout(PATIENCE_MS)).catch((cause: unknown) => {
        if (cause instanceof ReportRefused) throw cause;
        return undefined;
      });
      if (taking !== undefined) {
        const { delayed, ...report } = taking;
        if (delayed) this.delayed += 1;
        const at = performance.now();
        this.answers.push(at - from);
        this.acknowledged.push({ ...report, at });
        return;
      }
      await sleep(LOOK_MS);
    }
  }
}
