import { chanceFrom, type Chance } from '../../server/domain/desk/simulation/random.js';
import type { IncidentReply, IncidentSummary } from '../../server/contract/index.js';
import { Api, type Session } from '../support/api.js';
import { judge, type Acknowledged, type Verdict, type Watcher } from './history.js';
import { Reader } from './reader.js';

/** Who watches in a run, and in which share: every card goes to a third of them; officers who are sent to nothing get none. */
const SHARES: readonly (Pick<Watcher, 'username' | 'sees'> & { readonly share: number })[] = [
  { username: 'handler', sees: 'own', share: 0.2 },
  { username: 'handler2', sees: 'own', share: 0.2 },
  { username: 'supervisor', sees: 'all', share: 0.1 },
  { username: 'inspector', sees: 'all', share: 0.1 },
  { username: 'officer1', sees: 'none', share: 0.4 },
];
const REPORTERS = ['handler', 'handler2'] as const;
/** How long readers have to come to rest after the last report, in ms. */
const REST_MS = 20_000;
const LOOK_MS = 100;
/** After so many ms without an answer a report is sent again. */
const PATIENCE_MS = 4_000;

export interface DrillOptions {
  /** where readers connect to: one address, whatever is behind it */
  readonly url: string;
  /** where reports are sent; there too when left out */
  readonly reportTo?: string;
  readonly readers: number;
  /** reports a second */
  readonly rate: number;
  readonly seed: number;
}

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
}

/** Waits within a run, and draws when things happen: the same seed harms at the same moments. */
export interface Harm {
  readonly chance: Chance;
  readonly sleep: (ms: number) => Promise<void>;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Reports come in at a rate and are pushed to readers while `harm` harms the service; every report is sent again under its
 * own key until it is acknowledged. Then everything comes to rest, and what each reader got is judged.
 */
export async function drill(options: DrillOptions, harm: (tools: Harm) => Promise<void>): Promise<DrillResult> {
  const { url, reportTo = url, readers: count, rate, seed } = options;
  const api = new Api(reportTo);
  const sessions = new Map<string, Session>();
  for (const { username } of SHARES) sessions.set(username, await api.signIn(username));
  const supervisor = sessions.get('supervisor')!;
  const readers = await open(url, count, sessions);
  try {
    const reporting = new Reporting(
      REPORTERS.map((username) => sessions.get(username)!),
      seed,
    );
    const stop = new AbortController();
    const running = reporting.run(rate, stop.signal);
    await harm({ chance: chanceFrom(seed), sleep });
    stop.abort();
    await running;
    const judged = async (): Promise<Verdict> =>
      judge({
        watchers: readers.map(({ watcher }) => watcher),
        acknowledged: reporting.acknowledged,
        taken: readers.flatMap(({ taken }) => taken),
        latest: await versionsNow(supervisor),
      });
    let verdict = await judged();
    for (const until = performance.now() + REST_MS; verdict.lost.length > 0 && performance.now() < until;) {
      await sleep(LOOK_MS);
      verdict = await judged();
    }
    return {
      ...verdict,
      reports: reporting.acknowledged.length,
      delayed: reporting.delayed,
      answers: reporting.answers,
      outages: readers.flatMap(({ outages }) => outages),
      resets: readers.reduce((sum, { resets }) => sum + resets, 0),
      resent: readers.reduce((sum, { resent }) => sum + resent, 0),
    };
  } finally {
    for (const reader of readers) reader.close();
  }
}

async function open(url: string, count: number, sessions: ReadonlyMap<string, Session>): Promise<Reader[]> {
  const watchers = SHARES.flatMap(({ username, sees, share }) =>
    Array.from({ length: Math.max(1, Math.round(count * share)) }, (_, n): Watcher => ({
      id: `${username}-${n}`,
      username,
      sees,
    })),
  );
  const readers: Reader[] = [];
  for (let from = 0; from < watchers.length; from += 50) {
    const some = watchers
      .slice(from, from + 50)
      .map((watcher) => new Reader(url, watcher, sessions.get(watcher.username)!.token));
    await Promise.all(some.map((reader) => reader.ready()));
    readers.push(...some);
  }
  return readers;
}

/** The reports of a run: each of somebody at another place, so that no call is linked with another. */
class Reporting {
  readonly acknowledged: Acknowledged[] = [];
  readonly answers: number[] = [];
  delayed = 0;
  #sent = 0;
  readonly #waiting = new Set<Promise<void>>();

  constructor(
    private readonly reporters: readonly Session[],
    private readonly seed: number,
  ) {}

  /** Sends at the rate, whatever became of those before; resolves when every one is acknowledged. */
  async run(rate: number, stop: AbortSignal): Promise<void> {
    const start = performance.now();
    while (!stop.aborted) {
      while (this.#sent < ((performance.now() - start) * rate) / 1000) this.#send();
      await sleep(500 / rate);
    }
    while (this.#waiting.size > 0) await Promise.all(this.#waiting);
  }

  #send(): void {
    const n = this.#sent++;
    const sending = this.#untilAcknowledged(n, this.reporters[n % this.reporters.length]!);
    this.#waiting.add(sending);
    void sending.finally(() => this.#waiting.delete(sending));
  }

  async #untilAcknowledged(n: number, by: Session): Promise<void> {
    const from = performance.now();
    const body = {
      source: '999',
      reference: `DRILL-${this.seed}-${n}`,
      location: { text: `${n} Drill Yard, Nowhere` },
    };
    for (;;) {
      const answer = await by.outrider
        .call<IncidentReply>('POST', '/api/incidents', {
          body,
          token: by.token,
          headers: { 'idempotency-key': `drill-${this.seed}-${n}` },
          signal: AbortSignal.timeout(PATIENCE_MS),
        })
        .catch(() => undefined);
      if (answer?.status === 201 || answer?.status === 202) {
        if (answer.status === 202) this.delayed += 1;
        const at = performance.now();
        this.answers.push(at - from);
        this.acknowledged.push({ incidentId: answer.body.id, by: by.reply.user.id, at });
        return;
      }
      if (answer !== undefined && answer.status < 500 && answer.status !== 429)
        throw new Error(`a report was refused: ${JSON.stringify(answer.body)}`);
      await sleep(LOOK_MS);
    }
  }
}

/** The card version of every open incident; empty while nobody answers. */
async function versionsNow(supervisor: Session): Promise<Map<string, number>> {
  const answer = await supervisor.get<IncidentSummary[]>('/api/incidents').catch(() => undefined);
  if (answer?.status !== 200) return new Map();
  return new Map(answer.body.map(({ id, cardVersion }) => [id, cardVersion]));
}
