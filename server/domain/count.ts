const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** How many, as it is said. */
export const countOf = (many: number): string => WORDS[many] ?? String(many);
