import type { Numbers } from '../index/numbers.js';
import { finish, hashUnit, HASH_START } from '../index/hash.js';

/** From this many letters on, two slips are looked for instead of one. */
export const TWO_SLIPS_FROM = 7;
/** Letters that deletions are tried on: slips further on leave these alone. What shares a form is compared as a whole. */
const REACH = 8;

/**
 * Appends the hash of the beginning of a word, and of every form of it with one letter left out, or two from seven letters
 * on. Two words within as many slips of each other share at least one form (deletion neighbourhoods; the beginning is
 * enough, as in SymSpell, Garbe 2012).
 */
export function deletionForms(word: string, into: Numbers): void {
  const length = Math.min(word.length, REACH);
  into.push(hashWithout(word, length, -1, -1));
  if (word.length < 2) return;
  for (let i = 0; i < length; i += 1) {
    // Of two equal letters side by side it does not matter which is left out.
    if (i > 0 && word.charCodeAt(i) === word.charCodeAt(i - 1)) continue;
    into.push(hashWithout(word, length, i, -1));
    if (word.length < TWO_SLIPS_FROM) continue;
    for (let j = i + 1; j < length; j += 1) into.push(hashWithout(word, length, i, j));
  }
}

function hashWithout(word: string, length: number, i: number, j: number): number {
  let hash = HASH_START;
  for (let at = 0; at < length; at += 1) if (at !== i && at !== j) hash = hashUnit(hash, word.charCodeAt(at));
  return finish(hash);
}
