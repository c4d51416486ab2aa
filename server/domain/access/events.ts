import type { Shown } from '../record/shown.js';
import type { Action } from './policy.js';

/** Under which rule, and for which derived reason. */
type Why = { readonly rule: string; readonly reason: string };

/** Cards that one reader was shown at once, for the same reason and with the same fields. */
export type ShownTogether = Why & {
  readonly v: 2;
  /** through which role's eyes */
  readonly viewAs: string;
  readonly fields: readonly string[];
  readonly cards: readonly {
    readonly incidentId: string;
    readonly cardVersion: number;
    /** of this card alone; left out: none */
    readonly records?: readonly string[];
  }[];
};

/**
 * What is recorded of a read (Data Protection Act 2018 s.62: consultation, disclosure): who is the stream, when is the
 * event's time; which incident, which version of what, under which rule, for which derived reason. Never contents.
 * Version 2 says of many cards in one event what version 1 said of one.
 */
export type AccessEvent =
  | {
      readonly type: 'consulted';
      readonly body:
        | ({ readonly v: 1; readonly action: Action; readonly what: string } & Why & Partial<Shown>)
        | ({ readonly action: Action } & ShownTogether);
    }
  | {
      readonly type: 'disclosed';
      readonly body:
        | ({
            readonly v: 1;
            readonly incidentId: string;
            readonly cardVersion: number;
            readonly viewAs: string;
          } & Why &
            Partial<Shown>)
        | ShownTogether;
    };

export type Consulted = Extract<AccessEvent, { type: 'consulted' }>;
export type Disclosed = Extract<AccessEvent, { type: 'disclosed' }>;

/** One card that was disclosed, and through which role's eyes. */
export interface DisclosedCard {
  readonly incidentId: string;
  readonly cardVersion: number;
  readonly viewAs: string;
}

/** The cards that a stored event disclosed; none when it is something else, or erased. */
export function cardsDisclosedBy(type: string, body: unknown): readonly DisclosedCard[] {
  if (type !== 'disclosed' || typeof body !== 'object' || body === null || 'erased' in body) return [];
  const disclosed = body as Disclosed['body'];
  if (disclosed.v === 1) return [disclosed];
  const { viewAs, cards } = disclosed;
  return cards.map(({ incidentId, cardVersion }) => ({ incidentId, cardVersion, viewAs }));
}
