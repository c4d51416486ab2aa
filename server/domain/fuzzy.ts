import Fuse from 'fuse.js';

/**
 * The one set of fuse.js options: short words, wherever in the other their letters are, and which letters they are. A score
 * is 0 for the same word and 1 for nothing in common.
 */
const OPTIONS = {
  includeMatches: true,
  includeScore: true,
  ignoreLocation: true,
  minMatchCharLength: 1,
  threshold: 0.7,
} as const;

/** Stretches of a text: first and last position of each. */
export type Letters = readonly (readonly [number, number])[];

export interface Alike {
  /** which of the words */
  readonly index: number;
  /** 0 to 1: the smaller, the closer */
  readonly score: number;
  /** of the word: the letters that the text has too */
  readonly letters: Letters;
}

/** Beyond this many characters nothing is marked: it would cost more than it tells. */
const LONGEST = 200;

/** Which letters of a text are found in another one, ignoring case: it shows *why* two spellings are close, and decides nothing. */
export function lettersInCommon(text: string, other: string): [number, number][] {
  if (text === '' || other === '' || text.length > LONGEST || other.length > LONGEST) return [];
  const [alike] = new FewWords([text]).like(other);
  return (alike?.letters ?? []).map(([first, last]) => [first, last]);
}

/** A small set of words, to be asked which of them a text is like. For a handful: every question looks at every word. */
export class FewWords {
  readonly #fuse: Fuse<string>;

  constructor(words: readonly string[]) {
    this.#fuse = new Fuse(words, OPTIONS);
  }

  /** The words that are like a text, the closest first. */
  like(text: string): Alike[] {
    return this.#fuse.search(text).map(({ refIndex, score = 1, matches = [] }) => ({
      index: refIndex,
      score,
      letters: matches[0]?.indices ?? [],
    }));
  }
}
