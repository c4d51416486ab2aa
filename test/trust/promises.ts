import type { Promised } from './promise.js';

/** Every promise that is tried here, by the name of its row. */
export const PROMISES: Readonly<Record<string, Promised>> = {
  reads: {
    promise: 'nobody reads what is not theirs: REST, socket, replay, search, point in time, errors, metrics',
    goal: '0 of ≥ 1,000,000',
    full: 1_000_000,
    run: async (options) => (await import('./reads/try-reads.js')).tryReads(options),
  },
  revocation: {
    promise: 'who is signed out, disabled, stood down or has other roles reads nothing more, live connections too',
    goal: '≤ 1 s; 0 of ≥ 10,000 after 2 s',
    full: 10_000,
    run: async (options) => (await import('./revocation.js')).tryRevocation(options),
  },
  fuzz: {
    promise: 'no input crashes, fails, shows a stack or is said again: HTTP, sockets, raw frames, registers that lie',
    goal: '0 of ≥ 1,000,000',
    full: 1_000_000,
    run: async (options) => (await import('./fuzz/try-fuzz.js')).tryFuzz(options),
  },
  tampering: {
    promise: 'a record that was edited, cut, re-chained or signed anew is found out by the verifier',
    goal: '100 % of ≥ 10,000',
    full: 15_000,
    run: async (options) => (await import('./tamper-record.js')).tamperRecord(options),
  },
  disk: {
    promise:
      'whichever call to the disk fails, once or from then on, no acknowledged event is lost and none reads wrongly',
    goal: '0, at every call',
    full: 500,
    run: async (options) => (await import('./disk.js')).tryDisk(options),
  },
  recovery: {
    promise: 'killed in the middle of its work it serves again soon, with every call that was answered',
    goal: 'p99 ≤ 5 s',
    full: 50,
    run: async (options) => (await import('./recover.js')).recover(options),
  },
};
