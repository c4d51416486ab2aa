const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** How many, as it is said. */
export const countOf = (many: number): string => WORDS[many] ?? String(many);

/** A number with its noun: 1 reader, 2 readers. */
export const counted = (many: number, noun: string, nouns = `${noun}s`): string =>
  `${many} ${many === 1 ? noun : nouns}`;
