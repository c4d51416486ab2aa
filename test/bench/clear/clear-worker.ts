/** A thread of the fuzz: its own seeds, a table of what was met that all threads share. */
import { parentPort, workerData } from 'node:worker_threads';
import { fuzzClear, type FuzzFigures } from './fuzz-clear.js';

/** What a thread is to do. */
export interface Share {
  readonly sets: number;
  readonly firstSeed: number;
  readonly seen: Int32Array;
}

/** What it tells: so many more that are done, then what they came to. */
export type Word = { readonly more: number } | { readonly figures: FuzzFigures };

const { sets, firstSeed, seen } = workerData as Share;
const tell = (word: Word): void => parentPort?.postMessage(word);
tell({ figures: fuzzClear(sets, firstSeed, (more) => tell({ more }), seen) });
