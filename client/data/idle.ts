/** What is known of the person in front of the screen. */
export interface Presence {
  /** when the screen was last touched, in ms of its own clock */
  readonly touchedAt: number;
  /** the page is behind another, or the phone is locked */
  readonly hidden: boolean;
}

/** After this long without a touch a card is covered, in ms. */
export const IDLE = 120_000;

/** Whether what is personal is covered: nobody has touched the screen for too long, or the page is not in front. */
export const isCovered = ({ touchedAt, hidden }: Presence, now: number): boolean => hidden || now - touchedAt >= IDLE;

/**
 * Whether nobody is at a desk. @param touchedAt when it was last touched, @param now, both in ms of its own clock
 * @param after ms without a touch
 */
export const isIdle = (touchedAt: number, now: number, after: number): boolean => now - touchedAt >= after;
