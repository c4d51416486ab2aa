import { progress } from './progress.js';
import type { BenchRow } from './rows.js';

/** What makes a run smaller, or another one; each measurement takes what it knows. */
export interface Options {
  readonly people?: number;
  readonly events?: number;
  readonly seed?: number;
  readonly seconds?: number;
}

/** Each measurement brings its own libraries: only what is asked for is loaded. */
export const BENCHES: Readonly<
  Record<string, { readonly about: string; readonly run: (options: Options) => Promise<BenchRow[]> }>
> = {
  push: {
    about: 'POST → card on its readers and drafts, beside an echo of the same server',
    run: async () => (await import('./push.js')).benchPush(),
  },
  'fan-out': {
    about: 'one card to 100, 1,000 and 2,000 readers, and memory a connection, beside bare socket.io',
    run: async () => (await import('./fan-out.js')).benchFanOut(),
  },
  log: {
    about: 'synced appends, and rebuilding from a million events: the data folder’s own log beside the one in Redis',
    run: async ({ events }) =>
      (await import('./log.js')).benchLog(events === undefined ? {} : { rebuild: events }, progress),
  },
  import: {
    about: 'a million rows into a register, and what drafts and reports take meanwhile',
    run: async () => (await import('./import.js')).benchImport(),
  },
  day: {
    about: 'a day of calls about a whole force: what is found, how sure, what is missed and why',
    run: async () => (await import('./day.js')).benchDay({ explain: (line) => console.log(line) }),
  },
  accuracy: {
    about: 'what is found, and how sure, on people who took no part in learning',
    run: async ({ people }) =>
      (await import('./accuracy/accuracy.js')).benchAccuracy((line) => console.log(line), people),
  },
  overload: {
    about: 'ten times as many reports at once as the server can use: what useful work is left',
    run: async () => (await import('./overload.js')).benchOverload(),
  },
  capacity: {
    about: 'what one of everything costs on two nodes over Redis, and what a force needs by that',
    run: async ({ people }) =>
      (await import('./capacity.js')).benchCapacity(people === undefined ? {} : { people }, progress),
  },
  'new-node': {
    about: 'how soon a node with an empty folder serves, with a million people and a million events in the log',
    run: async ({ people, events }) =>
      (await import('./new-node.js')).benchNewNode(
        { ...(people === undefined ? {} : { people }), ...(events === undefined ? {} : { events }) },
        progress,
      ),
  },
  search: {
    about:
      'finding one of 2,000 open incidents by a name as it is and mistyped, over HTTP, and an auditor’s search for a person',
    run: async () => (await import('./search.js')).benchSearch(progress),
  },
  registers: {
    about: 'what a remote register that hangs costs the others, over real HTTP',
    run: async () => (await import('./registers.js')).benchRegisters(),
  },
  clear: {
    about: '"no trace" on cards of a million random situations, against an oracle; OUTRIDER_BENCH_SETS for more',
    run: async () => (await import('./clear/bench-clear.js')).benchClear(),
  },
  'downgrade-model': {
    about: 'random sequences of what can happen to a downgrade, against an oracle; OUTRIDER_BENCH_SETS for more',
    run: async () => (await import('./downgrade-model.js')).benchDowngradeModel(),
  },
  closing: {
    about: 'random sequences of closing and handing over against an oracle; OUTRIDER_BENCH_SETS for more',
    run: async () => (await import('./closing.js')).benchClosing(),
  },
  delivery: {
    about: 'who has read what: 100,000 random sequences against an oracle that watches every phone',
    run: async ({ seed }) => (await import('./delivery.js')).benchDelivery(seed),
  },
  screen: {
    about: 'a board of 500 live incidents in Chromium, 50 changes a second, while keys are pressed; a phone’s start',
    run: async ({ seconds = 30 }) => (await import('./screen/screen.js')).benchScreen(seconds, progress),
  },
  matching: {
    about: 'the matcher’s build, memory, queries, changes and snapshot, beside fuse.js, minisearch and PostgreSQL',
    run: async ({ people, seed }) =>
      (await import('./matching/matching.js')).benchMatching(
        { ...(people === undefined ? {} : { people }), ...(seed === undefined ? {} : { seed }) },
        progress,
      ),
  },
};
