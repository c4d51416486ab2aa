/** Words with what stands around them. */
export interface Excerpt {
  readonly before: string;
  readonly words: string;
  readonly after: string;
}

/** Characters on either side. */
const AROUND = 28;

/**
 * The words in the text that they were found in, which may have been typed on since: undefined when they are no longer there.
 */
export function excerpt(
  text: string | undefined,
  { start, words }: { readonly start: number; readonly words: string },
): Excerpt | undefined {
  if (text === undefined || words === '') return undefined;
  const at = text.startsWith(words, start) ? start : text.indexOf(words);
  if (at < 0) return undefined;
  const end = at + words.length;
  const from = wordStart(text, Math.max(0, at - AROUND), at);
  const to = wordEnd(text, Math.min(text.length, end + AROUND), end);
  return {
    before: (from > 0 ? '… ' : '') + text.slice(from, at),
    words,
    after: text.slice(end, to) + (to < text.length ? ' …' : ''),
  };
}

/** The first beginning of a word from `from` on, at most `limit`. */
function wordStart(text: string, from: number, limit: number): number {
  if (from === 0) return 0;
  const space = text.slice(from, limit).search(/\s/);
  return space < 0 ? from : from + space + 1;
}

/** The last end of a word up to `to`, at least `limit`. */
function wordEnd(text: string, to: number, limit: number): number {
  if (to === text.length) return to;
  const space = text.slice(limit, to).search(/\s\S*$/);
  return space < 0 ? to : limit + space;
}
