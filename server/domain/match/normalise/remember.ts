/** Readings that are kept of one kind of text; with more, all are forgotten. */
const MOST_KEPT = 60_000;
/** Longer texts are seldom met again. */
const LONGEST_KEPT = 40;

/**
 * Reads each text once: names, streets and towns come again and again, and taking one apart costs ten times as much as
 * remembering how. For pure readings whose results nobody changes.
 */
export function remembering<T>(read: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const found = read(text);
    if (text.length > LONGEST_KEPT) return found;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(text, found);
    return found;
  };
}
