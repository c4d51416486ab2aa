import type { Card, Flag } from '../../server/contract/index.js';
import { SEVERITY } from '../ui/words.js';

/** The most severe flag of a card; the first where several are. */
export const topFlag = ({ flags }: Card): Flag | undefined =>
  flags.toSorted((a, b) => SEVERITY[a.severity].rank - SEVERITY[b.severity].rank)[0];

/** Milliseconds that no instant reaches: one severity outranks any age. */
const ONE_SEVERITY = 1e15;

/** The place on the board, lowest first: the most dangerous, and among equals the newest. */
export function rank(card: Card): number {
  const worst = topFlag(card);
  const danger = worst === undefined ? Object.keys(SEVERITY).length : SEVERITY[worst.severity].rank;
  return danger * ONE_SEVERITY - Date.parse(card.situation.openedAt);
}
