/** What a choice offers: the keys of a record that has words for each of them. */
export const optionsOf = <K extends string>(words: Readonly<Record<K, unknown>>): readonly K[] =>
  Object.keys(words) as K[];

/** What was chosen among them. @throws when the choice does not offer it */
export function chosenOf<K extends string>(words: Readonly<Record<K, unknown>>, value: unknown): K {
  const found = optionsOf(words).find((option) => option === value);
  if (found === undefined) throw new Error(`no such choice: ${String(value)}`);
  return found;
}
