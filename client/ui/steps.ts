/** Where an arrow leads in a list: 1 is down, -1 is up; undefined for any other key. */
export function stepOf({ key }: Pick<KeyboardEvent, 'key'>): 1 | -1 | undefined {
  if (key === 'ArrowDown') return 1;
  return key === 'ArrowUp' ? -1 : undefined;
}

/** The place in a list that a step leads to: from nowhere, -1, to the first, and never beyond an end. */
export const placeAfter = (from: number, step: 1 | -1, length: number): number =>
  Math.max(Math.min(from + step, length - 1), 0);
