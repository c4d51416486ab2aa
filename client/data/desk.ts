import type { Card, DeskState, ServiceLevel } from '../../server/contract/index.js';

/** The RTI desk as it was last told. */
export interface Desk {
  readonly state: DeskState | undefined;
  /** told on this connection; else the next word counts, whatever its version, because the server may count anew */
  readonly confirmed: boolean;
}

export const DESK_UNKNOWN: Desk = { state: undefined, confirmed: false };

/** A new connection: what was said stands until the desk is told again. */
export const deskAgain = ({ state }: Desk): Desk => ({ state, confirmed: false });

/**
 * Takes what is told of the desk; the same again, or what was so before, changes nothing (R8, R9). A forced level that ends
 * by the clock is the same version, since later.
 *
 * @returns the same object when nothing changes
 */
export function takeDesk(desk: Desk, state: DeskState): Desk {
  const held = desk.confirmed ? desk.state : undefined;
  return held === undefined || isLater(state, held) ? { state, confirmed: true } : desk;
}

const isLater = (one: DeskState, other: DeskState): boolean =>
  one.version > other.version ||
  (one.version === other.version && Date.parse(one.since) >= Date.parse(other.since) && differ(one, other));

const differ = (one: DeskState, other: DeskState): boolean => JSON.stringify(one) !== JSON.stringify(other);

/** The level that the desk told; before it did, the newest card's; before any card, the most careful one. */
export function levelTold(state: DeskState | undefined, cards: ReadonlyMap<string, Card>): ServiceLevel {
  if (state !== undefined) return state.level;
  const newest = [...cards.values()].reduce<Card | undefined>(
    (latest, card) => (latest === undefined || card.issuedAt > latest.issuedAt ? card : latest),
    undefined,
  );
  return newest?.level ?? 'machine-only';
}
