import type { Promised } from './promise.js';

/** Every promise that is tried here, by the name of its row. */
export const PROMISES: Readonly<Record<string, Promised>> = {
  reads: {
    promise: 'nobody reads what is not theirs: REST, socket, replay, search, point in time, errors, metrics',
    goal: '0 of ≥ 1,000,000',
    full: 1_000_000,
    run: async (options) => (await import('./reads/try-reads.js')).tryReads(options),
  },
};
