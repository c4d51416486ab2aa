import { SingleBar } from 'cli-progress';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { BenchRow } from '../rows.js';
import type { Share, Word } from './clear-worker.js';
import { newTable, type FuzzFigures } from './fuzz-clear.js';

/** How often it says how far it is where there is no terminal, in ms. */
const SAID_EVERY = 30_000;

/** A million situations; OUTRIDER_BENCH_SETS asks for another number, ten million at night. Fails loudly on a wrong one. */
export async function benchClear(sets = Number(process.env['OUTRIDER_BENCH_SETS'] ?? 1_000_000)): Promise<BenchRow[]> {
  const from = performance.now();
  const progress = new Progress(sets);
  const { distinct, statuses, timid, wrong, wrongCount } = await fuzzOnAllCores(sets, progress);
  progress.stop();
  for (const fault of wrong) process.stderr.write(`${fault}\n`);
  if (wrongCount > 0) process.exitCode = 1;
  return [
    { what: 'random receipt sets', value: sets, unit: 'sets', goal: '≥ 1,000,000' },
    { what: 'distinct sets, at least', value: distinct, unit: 'sets' },
    ...Object.entries(statuses).map(([status, value]) => ({
      what: `said: ${status}`,
      value,
      unit: 'receipts and lines',
    })),
    { what: 'wrong "no trace"', value: wrongCount, unit: 'cards and views', goal: '0' },
    { what: '"no trace" that was true and not said', value: timid, unit: 'receipts' },
    {
      what: 'a million sets take',
      value: Math.round(((performance.now() - from) / 1000) * (1_000_000 / sets)),
      unit: `s on ${availableParallelism()} cores`,
    },
  ];
}

/** How far it is: a bar on a terminal, a line now and then elsewhere. */
class Progress {
  #done = 0;
  #saidAt = performance.now();
  readonly #bar = process.stderr.isTTY
    ? new SingleBar({ format: '{bar} {value}/{total}, {eta_formatted} left' })
    : undefined;

  constructor(private readonly sets: number) {
    this.#bar?.start(sets, 0);
  }

  more(count: number): void {
    this.#done += count;
    this.#bar?.update(this.#done);
    if (this.#bar || performance.now() - this.#saidAt < SAID_EVERY) return;
    this.#saidAt = performance.now();
    process.stderr.write(`${this.#done.toLocaleString('en-GB')} of ${this.sets.toLocaleString('en-GB')} sets\n`);
  }

  stop(): void {
    this.#bar?.stop();
  }
}

async function fuzzOnAllCores(sets: number, progress: Progress): Promise<FuzzFigures> {
  const threads = Math.min(availableParallelism(), sets);
  const seen = newTable();
  const ends = Array.from({ length: threads + 1 }, (_, n) => Math.round((sets * n) / threads));
  const shares = ends.slice(1).map((end, n): Share => ({ sets: end - ends[n]!, firstSeed: 1 + ends[n]!, seen }));
  return (await Promise.all(shares.map((share) => fuzzInThread(share, progress)))).reduce(together);
}

async function fuzzInThread(share: Share, progress: Progress): Promise<FuzzFigures> {
  const worker = new Worker(new URL('./clear-worker.js', import.meta.url), { workerData: share });
  let figures: FuzzFigures | undefined;
  worker.on('message', (word: Word) => {
    if ('more' in word) progress.more(word.more);
    else ({ figures } = word);
  });
  await once(worker, 'exit');
  if (figures === undefined) throw new Error('a thread of the fuzz ended without a word');
  return figures;
}

const together = (a: FuzzFigures, b: FuzzFigures): FuzzFigures => ({
  sets: a.sets + b.sets,
  distinct: a.distinct + b.distinct,
  statuses: Object.fromEntries(
    Object.entries(a.statuses).map(([status, count]) => [
      status,
      count + b.statuses[status as keyof typeof b.statuses],
    ]),
  ) as FuzzFigures['statuses'],
  timid: a.timid + b.timid,
  wrong: [...a.wrong, ...b.wrong].slice(0, 10),
  wrongCount: a.wrongCount + b.wrongCount,
});
