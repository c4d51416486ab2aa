/** What the events of an incident are to somebody who decides whether they may go. */
const WORDS: Readonly<Record<string, string>> = {
  reported: 'reports and changes of them',
  fed: 'reports and changes of them',
  revised: 'reports and changes of them',
  checked: 'checks of the registers, with what they found',
  'card-issued': 'cards, as they were shown',
};
const OTHERS = 'other entries of its log';

/** How much of what an incident holds, in the order in which it came. @param types of its events */
export function contentsHeld(types: readonly string[]): { readonly what: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(WORDS[type] ?? OTHERS, (counts.get(WORDS[type] ?? OTHERS) ?? 0) + 1);
  return [...counts].map(([what, count]) => ({ what, count }));
}
