/**
 * An order that keeps still. Items are sorted by rank (lower first; equal ranks as they were before), but while
 * somebody is reading them, those on the screen stay where they are and new ones come after them.
 *
 * @param before the keys in the order on the screen
 */
export function arrange<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  rankOf: (item: T) => number,
  before: readonly string[],
  reading: boolean,
): T[] {
  const place = new Map(before.map((key, index) => [key, index]));
  const ranked = items.map((item) => ({ item, rank: rankOf(item), place: place.get(keyOf(item)) ?? before.length }));
  ranked.sort((a, b) => a.rank - b.rank || a.place - b.place);
  if (reading) ranked.sort((a, b) => a.place - b.place);
  return ranked.map(({ item }) => item);
}

/** Items that stand after one that matters less: they came, or came to matter more, while the list was being read. */
export function late<T>(arranged: readonly T[], rankOf: (item: T) => number): T[] {
  let least = -Infinity;
  return arranged.filter((item) => {
    const rank = rankOf(item);
    least = Math.max(least, rank);
    return rank < least;
  });
}

/** How many there are, and how many of them came late, for the heading of the list; nothing for none. */
export function countOf(items: readonly unknown[], cameLate: readonly unknown[]): string {
  if (items.length === 0) return '';
  return cameLate.length === 0 ? String(items.length) : `${items.length}; ${cameLate.length} new at the end`;
}
