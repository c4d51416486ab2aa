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
  const placeOf = (item: T) => place.get(keyOf(item)) ?? before.length;
  const byRank = items.toSorted((a, b) => rankOf(a) - rankOf(b) || placeOf(a) - placeOf(b));
  return reading ? byRank.toSorted((a, b) => placeOf(a) - placeOf(b)) : byRank;
}

/** Items that stand after one that matters less: they came while the list was being read. */
export const late = <T>(arranged: readonly T[], rankOf: (item: T) => number): T[] =>
  arranged.filter((item, index) => arranged.slice(0, index).some((earlier) => rankOf(earlier) > rankOf(item)));

/** How many there are, and how many of them came late, for the heading of the list; nothing for none. */
export function countOf(items: readonly unknown[], cameLate: readonly unknown[]): string {
  if (items.length === 0) return '';
  return cameLate.length === 0 ? String(items.length) : `${items.length}; ${cameLate.length} new at the end`;
}
