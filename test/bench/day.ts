/**
 * Measures a day of calls about a whole invented force, on seeds that nothing was tuned on, through the register store and
 * the matcher: what is found, how sure it is said to be, what is missed and why, and how long a check takes.
 * Run from the build: `node dist/test/bench/day.js [people] [seed …]`.
 */
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { callsOf, type DayCall } from '../../fixtures/force/day/day.js';
import { filedOf } from '../../fixtures/force/force.js';
import { Plan, USUAL } from '../../fixtures/force/plan.js';
import { subjectsOf } from '../../server/domain/incident/subjects.js';
import type { Weights } from '../../server/domain/match/weights.js';
import { MANIFESTS } from '../../server/domain/register/manifests.js';
import type { Manifest } from '../../server/domain/register/types.js';
import { InProcessMatcher } from '../../server/platform/matcher/in-process-matcher.js';
import { openRegisterStore } from '../../server/platform/registers/register-store.js';
import type { BatchWriter, Matcher, RegisterStore } from '../../server/ports.js';
import { inFolder } from '../support/log-folder.js';
import { explainMisses, figuresOf } from './day-figures.js';
import { judge, type Verdict } from './day-verdict.js';
import { tableOf, type BenchRow } from './rows.js';

export interface DayBenchOptions {
  /** people of each force */
  readonly people?: number;
  /** forces that are made; none of them is the demonstration's or a test's */
  readonly seeds?: readonly number[];
  /** told the misses, a line at a time */
  readonly explain?: (line: string) => void;
}

/** Seeds that no weight, rule or table was chosen by. */
const UNSEEN = [20_261, 48_017, 77_003] as const;
const BATCH = 'day';

const ms = (nanoseconds: number): number => Math.round(nanoseconds / 1e4) / 100;

/** How long checks took: while a report was typed, and of the whole report. */
export interface Waits {
  readonly draft: RecordableHistogram;
  readonly check: RecordableHistogram;
}

/** Measures in a folder of its own, force after force. */
export async function benchDay(options: DayBenchOptions = {}): Promise<BenchRow[]> {
  const { people = USUAL.people, seeds = UNSEEN, explain } = options;
  const waits: Waits = { draft: createHistogram(), check: createHistogram() };
  const verdicts: Verdict[] = [];
  for (const seed of seeds) {
    for (const verdict of await dayOf(new Plan({ ...USUAL, people, seed }), waits)) verdicts.push(verdict);
  }
  for (const line of explain === undefined ? [] : explainMisses(verdicts)) explain?.(line);
  return [
    { what: `calls of ${seeds.length} days, subjects with a known truth`, value: verdicts.length, unit: '' },
    ...figuresOf(verdicts),
    { what: 'draft, in the matcher, p50', value: ms(waits.draft.percentile(50)), unit: 'ms' },
    { what: 'draft, in the matcher, p99', value: ms(waits.draft.percentile(99)), unit: 'ms' },
    { what: 'check of a whole report, in the matcher, p50', value: ms(waits.check.percentile(50)), unit: 'ms' },
    { what: 'check of a whole report, in the matcher, p99', value: ms(waits.check.percentile(99)), unit: 'ms' },
  ];
}

/** @param weights the built-in list when left out */
export async function dayOf(plan: Plan, waits: Waits, weights?: Weights): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  await inFolder(async (folder) => {
    const store = await openRegisterStore(folder);
    const matcher = new InProcessMatcher(store, weights === undefined ? {} : { weights });
    await importForce(plan, store);
    const active = [{ batch: BATCH, mode: 'replace' }] as const;
    await matcher.load(MANIFESTS.map((manifest) => ({ manifest, active })));
    for (const call of callsOf(plan)) verdicts.push(...(await answerCall(call, matcher, MANIFESTS, waits)));
    await matcher.close();
    await store.close();
  });
  return verdicts;
}

/** The registers that there is a manifest for. */
async function importForce(plan: Plan, store: RegisterStore): Promise<void> {
  const writers = new Map<string, BatchWriter>();
  for (const { id } of MANIFESTS) writers.set(id, await store.begin(id, BATCH));
  for (const { register, record } of filedOf(plan)) await writers.get(register)?.put(record);
  for (const writer of writers.values()) await writer.seal();
}

/** Asks about every state of a call; the last one is judged. */
async function answerCall(
  { lines, truth }: DayCall,
  matcher: Matcher,
  manifests: readonly Manifest[],
  waits: Waits,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const [index, { report }] of lines.entries()) {
    const subjects = subjectsOf(report);
    const at = report.openedAt ?? '';
    const last = index === lines.length - 1;
    const start = process.hrtime.bigint();
    const { subjects: answers } = await matcher.check({ subjects, at });
    (last ? waits.check : waits.draft).record(process.hrtime.bigint() - start);
    if (!last) continue;
    for (const [nth, answer] of answers.entries()) {
      const subject = subjects[nth];
      const verdict = subject === undefined ? undefined : judge(truth, subject, answer, manifests, at);
      if (verdict !== undefined) verdicts.push(verdict);
    }
  }
  return verdicts;
}

/** Measures, prints a table and the misses, and returns the rows. */
export const run = async (): Promise<BenchRow[]> => {
  const [people, ...seeds] = process.argv.slice(2).map(Number);
  const rows = await benchDay({
    ...(people === undefined ? {} : { people }),
    ...(seeds.length === 0 ? {} : { seeds }),
    explain: (line) => console.log(line),
  });
  console.log(tableOf(rows));
  return rows;
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run();
