import type { Check } from '../../contract/index.js';

/**
 * Whether a line that says "no trace" may: looked at once more when the card has been issued, by its words alone. It has a
 * subject, each says so itself, and says up to when the register knew everything, which is not too long ago (R2).
 *
 * @param limitHours how old the register may be; undefined: it does not age
 * @param at ISO 8601
 */
export const isValidClear = ({ subjects }: Check, limitHours: number | undefined, at: string): boolean =>
  subjects.length > 0 &&
  subjects.every(
    ({ status, asOf, checkedAt }) =>
      status === 'no-trace' &&
      asOf !== undefined &&
      checkedAt !== undefined &&
      Date.parse(at) - Date.parse(asOf) <= (limitHours ?? Infinity) * 3_600_000,
  );
