/** What a reader says they hold: everything through `seq` of this epoch's log. No epoch: they hold nothing yet. */
export interface HeldCursor {
  readonly epoch: string | undefined;
  readonly seq: number;
}

/**
 * Whether a reader can go on from their cursor; if not, they start again with a reset (R9). A cursor of another log, or
 * beyond this one's end, is unknown; and one from before the reader's present roles may stand for cards that they may no
 * longer see, which only a reset is sure to take away (R7).
 *
 * @param rolesSince log position since which the reader has had their roles
 */
export const canResume = (
  { epoch, seq }: HeldCursor,
  log: { readonly epoch: string; readonly head: number },
  rolesSince: number,
): boolean => epoch === undefined || (epoch === log.epoch && seq <= log.head && seq >= rolesSince);
