/** Keys of the screen, while nothing is being typed. */
export const KEEPING_KEYS = [{ keys: 'Q', does: 'To the question' }] as const;
