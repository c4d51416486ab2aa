import { readFile } from 'node:fs/promises';
import { WEIGHTS, type Weights } from '../../domain/match/weights.js';
import { UnusableTable } from './match-rows.js';

/**
 * Reads a weight list that `outrider learn` wrote, or that somebody edited.
 * @throws UnusableTable when a number is missing, or is none
 */
export async function readWeights(file: string): Promise<Weights> {
  const text = await readFile(file, 'utf8');
  try {
    const read: unknown = JSON.parse(text);
    checkShape(read, WEIGHTS, 'the list');
    return read as Weights;
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new UnusableTable(`${file}: ${cause.message}`);
  }
}

/** Every number and every group of the built-in list must be there. */
function checkShape(read: unknown, model: unknown, name: string): void {
  if (typeof model !== 'object' || model === null) {
    if (typeof read !== typeof model || (typeof read === 'number' && !(Number.isFinite(read) && read > 0))) {
      throw new Error(`${name} must be a ${typeof model}${typeof model === 'number' ? ' above 0' : ''}`);
    }
    return;
  }
  if (typeof read !== 'object' || read === null) throw new Error(`${name} must be a group of numbers`);
  for (const [part, value] of Object.entries(model)) {
    checkShape(
      (read as Readonly<Record<string, unknown>>)[part],
      value,
      `${name === 'the list' ? '' : `${name}.`}${part}`,
    );
  }
}
