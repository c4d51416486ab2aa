import { DESK_THRESHOLDS, type DeskThresholds } from './thresholds.js';

/** What follows for a researcher's job and duty from when they were last seen. */
export interface Attended {
  /** the claim returns to the queue */
  readonly leaseOver: boolean;
  /** they no longer count as being at the desk */
  readonly dutyOver: boolean;
}

/**
 * @param seenAt ISO 8601: when their link was there last, or they last did something
 * @param at ISO 8601
 */
export function attendedBy(
  seenAt: string,
  at: string,
  { leaseSeconds, dutySeconds }: Pick<DeskThresholds, 'leaseSeconds' | 'dutySeconds'> = DESK_THRESHOLDS,
): Attended {
  const away = (Date.parse(at) - Date.parse(seenAt)) / 1000;
  return { leaseOver: away >= leaseSeconds, dutyOver: away >= dutySeconds };
}
