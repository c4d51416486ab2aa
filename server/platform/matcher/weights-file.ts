import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WEIGHTS, type Weights } from '../../domain/match/weights.js';

/** A weight list that cannot be used: the message names the file and what is wrong in it. */
export class WeightsError extends Error {
  override readonly name = 'WeightsError';
}

/**
 * The weights of the force that a data folder belongs to: `weights.json` in it, as `outrider learn` writes it, else the
 * built-in list.
 * @throws WeightsError when there is such a file, and it is no weight list
 */
export async function readForceWeights(dataFolder: string): Promise<Weights> {
  try {
    return await readWeights(join(dataFolder, 'weights.json'));
  } catch (cause) {
    // What is wrong with the data folder itself is told when the log is opened.
    if (['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')) return WEIGHTS;
    throw cause;
  }
}

/**
 * Reads a weight list that `outrider learn` wrote, or that somebody edited.
 * @throws WeightsError when a number is missing, or is none
 */
export async function readWeights(file: string): Promise<Weights> {
  const text = await readFile(file, 'utf8');
  try {
    const read: unknown = JSON.parse(text);
    checkShape(read, WEIGHTS, '');
    return read as Weights;
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new WeightsError(`${file}: ${cause.message}`, { cause });
  }
}

/** Every number and every group of the built-in list must be there. */
function checkShape(read: unknown, model: unknown, name: string): void {
  if (name === 'calibration') return checkKnots(read);
  if (typeof model !== 'object' || model === null) {
    if (typeof read !== typeof model || (typeof read === 'number' && !(Number.isFinite(read) && read > 0))) {
      throw new Error(`${name} must be a ${typeof model}${typeof model === 'number' ? ' above 0' : ''}`);
    }
    return;
  }
  if (typeof read !== 'object' || read === null) throw new Error(`${name || 'the list'} must be a group of numbers`);
  for (const [part, value] of Object.entries(model)) {
    checkShape((read as Readonly<Record<string, unknown>>)[part], value, name === '' ? part : `${name}.${part}`);
  }
}

/** Pairs of probabilities, rising: what is stated surer is never worth less. */
function checkKnots(read: unknown): void {
  const isShare = (value: unknown): value is number => typeof value === 'number' && value > 0 && value < 1;
  const isKnot = (knot: unknown): knot is readonly [number, number] =>
    Array.isArray(knot) && knot.length === 2 && knot.every(isShare);
  if (!Array.isArray(read) || !read.every(isKnot)) throw new Error('calibration must be pairs between 0 and 1');
  const rises = read.every(([stated, right], at) => {
    const before = read[at - 1] as readonly [number, number] | undefined;
    return before === undefined || (stated > before[0] && right >= before[1]);
  });
  if (!rises) throw new Error('calibration must rise from pair to pair');
}
