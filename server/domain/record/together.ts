import type { Consulted, Disclosed, ShownTogether } from '../access/events.js';
import type { Action } from '../access/policy.js';
import { groupBy } from '../group-by.js';
import type { Shown } from './shown.js';

/** A card, or a line of a board, that a reader is about to be shown, and why they may be. */
export interface ShownCard extends Shown {
  readonly incidentId: string;
  readonly cardVersion: number;
  readonly viewAs: string;
  readonly rule: string;
  readonly reason: string;
}

/**
 * What to record of cards that go out: as many events as there are reasons and sets of fields, however many the cards. A
 * reader who comes back to 200 cards is one entry or a few, not 200, and no less is said.
 */
export const disclosedTogether = (shown: readonly ShownCard[]): Disclosed[] =>
  together(shown).map((body) => ({ type: 'disclosed', body }));

/** The same of what somebody looked up, or was shown on a list. */
export const consultedTogether = (action: Action, shown: readonly ShownCard[]): Consulted[] =>
  together(shown).map((body) => ({ type: 'consulted', body: { ...body, action } }));

const together = (shown: readonly ShownCard[]): ShownTogether[] =>
  [...groupBy(shown, alike).values()].map((cards) => {
    const { viewAs, rule, reason, fields } = cards[0]!;
    return { v: 2, viewAs, rule, reason, fields, cards: cards.map(named) };
  });

const alike = ({ viewAs, rule, reason, fields }: ShownCard): string =>
  `${viewAs}\n${rule}\n${reason}\n${textOf(fields)}`;

const named = ({ incidentId, cardVersion, records }: ShownCard): ShownTogether['cards'][number] =>
  records.length === 0 ? { incidentId, cardVersion } : { incidentId, cardVersion, records };

/** Lists of fields are made once per card and looked at for every reader. */
const texts = new WeakMap<readonly string[], string>();

function textOf(fields: readonly string[]): string {
  const known = texts.get(fields) ?? fields.join(' ');
  texts.set(fields, known);
  return known;
}
