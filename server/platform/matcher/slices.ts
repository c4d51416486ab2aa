import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Steps } from '../../domain/match/index/steps.js';

/** Milliseconds of long work after which queries get a turn. */
const SLICE_MS = 4;

/** Does long work in slices, between which whatever else waits is done. */
export async function inSlices<T>(work: Steps<T>): Promise<T> {
  let until = performance.now() + SLICE_MS;
  let step = work.next();
  for (; !step.done; step = work.next()) {
    if (performance.now() < until) continue;
    await nextTurn();
    until = performance.now() + SLICE_MS;
  }
  return step.value;
}
