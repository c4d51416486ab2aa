import type { ServiceLevel } from '../../../contract/index.js';
import { expectedArrival, queueOf, type Job } from '../queue.js';

/** A piece of a researcher's work on one job. `whole`: first look and the rest in one go. */
export type Piece = 'first-look' | 'rest' | 'whole';

export interface Choice {
  readonly job: Job;
  readonly piece: Piece;
}

/** Which of the jobs that nobody has claimed a free researcher takes next, and how much of it. */
export interface Policy {
  readonly name: string;
  /**
   * @param free jobs that nobody has claimed and that are not researched in full, the longest-waiting first
   * @param at ISO 8601
   */
  readonly next: (free: readonly Job[], at: string, level: ServiceLevel) => Choice | undefined;
}

/** The force in 2014: no first look, nobody looks at who arrives when. */
export const FIRST_COME: Policy = {
  name: 'first come, full only',
  next: ([job]) => (job === undefined ? undefined : { job, piece: 'whole' }),
};

const EARLIEST_ARRIVAL: Policy = {
  name: 'earliest arrival, full only',
  next: (free) => wholeOf(earliest(free)),
};

/** What the design warns of: the announced level chooses between first looks and full research. */
const MODE_MACHINE: Policy = {
  name: 'mode chooses depth',
  next: (free, _at, level) => {
    if (level === 'normal') return wholeOf(earliest(free));
    const unlooked = earliest(free.filter(({ review }) => review === 'unreviewed'));
    return unlooked === undefined ? wholeOf(earliest(free)) : { job: unlooked, piece: 'first-look' };
  },
};

/** Outrider's own: the head of the desk's queue, and always the first look before the rest. */
export const FIRST_LOOK_FIRST: Policy = {
  name: 'first look first (the desk)',
  next: (free, at) => {
    const [head] = queueOf(free, at);
    if (head === undefined) return undefined;
    return { job: head.job, piece: head.job.review === 'unreviewed' ? 'first-look' : 'rest' };
  },
};

export const POLICIES: readonly Policy[] = [FIRST_COME, EARLIEST_ARRIVAL, MODE_MACHINE, FIRST_LOOK_FIRST];

const wholeOf = (job: Job | undefined): Choice | undefined =>
  job === undefined ? undefined : { job, piece: job.review === 'unreviewed' ? 'whole' : 'rest' };

function earliest(jobs: readonly Job[]): Job | undefined {
  let best: Job | undefined;
  let soonest = Infinity;
  for (const job of jobs) {
    const arrival = expectedArrival(job) ?? Infinity;
    if (best !== undefined && arrival >= soonest) continue;
    best = job;
    soonest = arrival;
  }
  return best;
}
