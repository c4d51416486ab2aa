import type { Card } from '../../server/contract/index.js';

/** A version that the officer acknowledged: kept in memory, so that what changed since can be shown. */
export interface Acknowledged {
  readonly card: Card;
  /** milliseconds of this phone's clock */
  readonly at: number;
}

/** An incident that the officer no longer goes to. Nothing personal is kept of it. */
export interface StoodDown {
  readonly incidentId: string;
  readonly reference: string;
  readonly at: number;
}

/** What an officer's screen remembers besides the cards themselves: in memory alone, and of a card that left nothing. */
export interface Duty {
  /** the references of the incidents held last, by their ids */
  readonly held: ReadonlyMap<string, string>;
  readonly acknowledged: ReadonlyMap<string, Acknowledged>;
  readonly stoodDown: readonly StoodDown[];
}

export const OFF_DUTY: Duty = { held: new Map(), acknowledged: new Map(), stoodDown: [] };

export type DutyEvent =
  | { readonly kind: 'cards'; readonly cards: ReadonlyMap<string, Card>; readonly at: number }
  | { readonly kind: 'acknowledged'; readonly card: Card; readonly at: number }
  | { readonly kind: 'dismissed'; readonly incidentId: string };

/**
 * One step. A card that is no longer held makes a notice of the stand-down and takes with it whatever was remembered;
 * being sent again takes the notice away. The same version acknowledged again keeps the first time (R8).
 *
 * @returns the same object when nothing changes
 */
export function foldDuty(duty: Duty, event: DutyEvent): Duty {
  switch (event.kind) {
    case 'cards':
      return afterCards(duty, event.cards, event.at);
    case 'acknowledged': {
      const { card, at } = event;
      const before = duty.acknowledged.get(card.incidentId);
      if (before !== undefined && before.card.version >= card.version) return duty;
      return { ...duty, acknowledged: new Map(duty.acknowledged).set(card.incidentId, { card, at }) };
    }
    case 'dismissed':
      return { ...duty, stoodDown: duty.stoodDown.filter(({ incidentId }) => incidentId !== event.incidentId) };
  }
}

function afterCards(duty: Duty, cards: ReadonlyMap<string, Card>, at: number): Duty {
  const left = [...duty.held].filter(([id]) => !cards.has(id));
  const came = [...cards.keys()].filter((id) => !duty.held.has(id));
  if (left.length === 0 && came.length === 0) return duty;
  const notices = left.map(([incidentId, reference]): StoodDown => ({ incidentId, reference, at }));
  return {
    held: new Map([...cards.values()].map(({ incidentId, situation }) => [incidentId, situation.reference])),
    acknowledged: new Map([...duty.acknowledged].filter(([id]) => cards.has(id))),
    stoodDown: [...notices, ...duty.stoodDown.filter(({ incidentId }) => !cards.has(incidentId))],
  };
}
