import type { Card, Role } from '../../contract/index.js';
import type { IncidentEvent } from '../incident/events.js';
import { viewsAfter } from '../incident/views.js';

/** Something that put a card before a reader, or took it away, in the order of the log. */
export type Told =
  | { readonly kind: 'incident'; readonly event: IncidentEvent }
  | { readonly kind: 'disclosed'; readonly version: number; readonly viewAs: Role };

/** What a reader was shown, and through which role's eyes. */
export interface CardThen {
  readonly card: Card;
  readonly viewAs: Role;
}

/**
 * The card that a reader had in the end, as it was issued then: nothing is matched or masked again, so that it is the same
 * to the byte whatever records, code and roles have become since (R11). Undefined: nothing of it was theirs.
 */
export function cardThen(told: Iterable<Told>, reader: string): CardThen | undefined {
  let views: ReadonlyMap<Role, Card> = new Map();
  /** every view that was ever issued, by role and version */
  const issued = new Map<string, Card>();
  let held: CardThen | undefined;
  for (const one of told) {
    if (one.kind === 'disclosed') {
      const card = issued.get(`${one.viewAs} ${one.version}`);
      if (card) held = { card, viewAs: one.viewAs };
    } else if (one.event.type === 'card-issued') {
      views = viewsAfter(views, one.event.body);
      for (const [role, card] of views) issued.set(`${role} ${card.version}`, card);
      const mine = one.event.body.issuedTo.find((to) => to.reader === reader);
      const card = mine && views.get(mine.viewAs);
      if (card) held = { card, viewAs: mine.viewAs };
    } else if (one.event.type === 'stood-down' && one.event.body.officers.includes(reader)) {
      // Whoever reads it in another part besides, goes on reading it.
      if (held?.viewAs === 'officer') held = undefined;
    }
  }
  return held;
}
