import type { ItemKind } from '../../contract/index.js';
import type { HandoverEvent } from './events.js';

/** An item that was offered to somebody and is not accepted: it is still the giver's. */
export interface Offer {
  readonly handover: string;
  readonly item: ItemKind;
  readonly from: string;
  readonly to: string;
  readonly toName: string;
  /** ISO 8601 */
  readonly at: string;
}

/** An item that somebody accepted and has done nothing about yet. */
export interface Taken {
  readonly handover: string;
  readonly item: ItemKind;
  readonly by: string;
  /** ISO 8601 */
  readonly at: string;
}

type Passed = Extract<HandoverEvent, { type: 'overdue' }>['body'];

/** What is on its way from one person to another, and what was too late. */
export interface HandingState {
  readonly offers: readonly Offer[];
  readonly taken: readonly Taken[];
  readonly overdue: readonly Passed[];
  /** who has the ruling that waits, when it was handed to somebody by name */
  readonly ruling?: string;
}

export const NOTHING_HANDED: HandingState = { offers: [], taken: [], overdue: [] };

/** One event on. An item has one offer: a later one takes its place. */
export function evolveHanding(
  handing: HandingState,
  event: HandoverEvent,
  { by, at }: { readonly by: string; readonly at: string },
): HandingState {
  if (event.type === 'overdue') return { ...handing, overdue: [...handing.overdue, event.body] };
  const { handover, item } = event.body;
  const offers = handing.offers.filter((offer) => offer.item !== item);
  if (event.type === 'handover-offered') {
    const { to, toName } = event.body;
    return { ...handing, offers: [...offers, { handover, item, from: by, to, toName, at }] };
  }
  return {
    ...handing,
    offers,
    taken: [...handing.taken.filter((one) => one.item !== item), { handover, item, by, at }],
    ...(item === 'ruling' ? { ruling: by } : {}),
  };
}

/**
 * Anything else that happened: what somebody took over is not idle once they did something about it, and whoever had the
 * ruling of one request has nothing to do with the next.
 */
export function afterOther(handing: HandingState, type: string, by: string): HandingState {
  const taken = handing.taken.filter((one) => one.by !== by);
  if (type === 'downgrade-requested') {
    const { ruling: _, ...rest } = handing;
    return { ...rest, taken };
  }
  return taken.length === handing.taken.length ? handing : { ...handing, taken };
}
