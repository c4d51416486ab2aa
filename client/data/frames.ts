import type { Card, CardFrame, GoneFrame, ResetFrame, TickFrame } from '../../server/contract/index.js';

/** A frame as it came, with the event that it came under. */
export type Frame =
  | ({ readonly event: 'card' } & CardFrame)
  | ({ readonly event: 'gone' } & GoneFrame)
  | ({ readonly event: 'tick' } & TickFrame)
  | ({ readonly event: 'reset' } & ResetFrame);

/** Everything through position `seq` of this epoch's log has reached this reader. */
export interface Cursor {
  readonly epoch: string;
  readonly seq: number;
}

/** What this reader holds of the log, and whether the connection still counts without a gap. */
export interface Held {
  readonly cursor: Cursor | undefined;
  /** the number of the last frame taken on this connection; 0 before the first */
  readonly n: number;
  /** a frame is missing: nothing more is taken until the connection is made again from the cursor */
  readonly gap: boolean;
  readonly cards: ReadonlyMap<string, Card>;
}

export const HOLDS_NOTHING: Held = { cursor: undefined, n: 0, gap: false, cards: new Map() };

/** A new connection: frames count from 1 again, and what is held stays. */
export const connectedAgain = (held: Held): Held => ({ ...held, n: 0, gap: false });

/**
 * Takes one frame. A frame that was taken before changes nothing (R8); one that skips a number, or tells of another
 * epoch without a reset, is not taken and marks the gap, so that the cursor never passes what did not arrive (R9). A
 * reset repairs any gap, because it replaces everything.
 *
 * @returns the same object when the frame changes nothing
 */
export function take(held: Held, frame: Frame): Held {
  if (frame.n <= held.n) return held;
  if (frame.event === 'reset') return afterReset(frame);
  if (held.gap) return held;
  if (frame.n > held.n + 1 || isForeign(held, frame)) return { ...held, gap: true };
  return {
    cursor: { epoch: frame.epoch, seq: Math.max(held.cursor?.seq ?? 0, frame.seq) },
    n: frame.n,
    gap: false,
    cards: cardsAfter(held.cards, frame),
  };
}

function isForeign(held: Held, frame: Frame): boolean {
  return held.cursor !== undefined && held.cursor.epoch !== frame.epoch;
}

function afterReset(frame: Extract<Frame, { event: 'reset' }>): Held {
  return {
    cursor: { epoch: frame.epoch, seq: frame.seq },
    n: frame.n,
    gap: false,
    cards: new Map(frame.cards.map((card) => [card.incidentId, card])),
  };
}

function cardsAfter(cards: ReadonlyMap<string, Card>, frame: Exclude<Frame, { event: 'reset' }>) {
  if (frame.event === 'card') return withCard(cards, frame.card);
  if (frame.event === 'tick' || !cards.has(frame.incidentId)) return cards;
  const left = new Map(cards);
  left.delete(frame.incidentId);
  return left;
}

/**
 * The cards with this one among them, unless this version or a later one is held: versions never go back (R9). What was
 * provisional gives way to any.
 */
export function withCard(cards: ReadonlyMap<string, Card>, card: Card): ReadonlyMap<string, Card> {
  const known = cards.get(card.incidentId);
  if (known !== undefined && known.provisional !== true && known.version >= card.version) return cards;
  return new Map(cards).set(card.incidentId, card);
}
