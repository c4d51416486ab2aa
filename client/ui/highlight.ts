/** A stretch of a text, and whether it is found in the other text. */
export interface Piece {
  readonly text: string;
  readonly found: boolean;
}

/**
 * Cuts a text into the stretches that are found in another one and those that are not.
 * @param letters first and last position of each stretch that is, in order
 */
export function highlight(text: string, letters: readonly (readonly [number, number])[]): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const [start, end] of letters) {
    if (start > from) pieces.push({ text: text.slice(from, start), found: false });
    pieces.push({ text: text.slice(start, end + 1), found: true });
    from = end + 1;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), found: false });
  return pieces;
}
