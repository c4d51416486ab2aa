import Fuse from 'fuse.js';

/** A stretch of text, and whether it is found in the other text. */
export interface Piece {
  readonly text: string;
  readonly found: boolean;
}

/** Beyond this many characters nothing is highlighted: it would cost more than it tells. */
const LONGEST = 200;

/** The one set of fuse.js options on the screen: where in a text letters of another one are found. */
const OPTIONS = { includeMatches: true, ignoreLocation: true, threshold: 0.7, minMatchCharLength: 1 };

/**
 * Cuts `text` into the stretches that are found in `other` and those that are not, ignoring case. It shows *why* two
 * spellings are close; it decides nothing.
 */
export function highlight(text: string, other: string): Piece[] {
  if (text === '') return [];
  if (other === '' || text.length > LONGEST || other.length > LONGEST) return [{ text, found: false }];
  const [result] = new Fuse([text], OPTIONS).search(other);
  const ranges = result?.matches?.[0]?.indices ?? [];
  const pieces: Piece[] = [];
  let from = 0;
  for (const [start, end] of ranges) {
    if (start > from) pieces.push({ text: text.slice(from, start), found: false });
    pieces.push({ text: text.slice(start, end + 1), found: true });
    from = end + 1;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), found: false });
  return pieces;
}
