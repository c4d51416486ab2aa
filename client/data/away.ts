import type { Card, DelayedTopic } from '../../server/contract/index.js';
import type { Held } from './frames.js';

/** What is kept on the server while the log that the servers share is away, as far as it concerns this person. */
export type Away = DelayedTopic;

export const NOT_AWAY: Away = { waiting: 0, refused: [] };

/** A card that no log has yet: it is shown at once, moves no cursor, and stands until the next card of its incident. */
export const withProvisional = (held: Held, card: Card): Held => ({
  ...held,
  cards: new Map(held.cards).set(card.incidentId, card),
});

/** The log is back: what was provisional is forgotten, and everything is asked for anew (R9). */
export function afterAway(held: Held): Held {
  const cards = [...held.cards].filter(([, { provisional }]) => provisional !== true);
  return { ...held, cursor: undefined, cards: new Map(cards) };
}

export const hasProvisional = ({ cards }: Held): boolean =>
  [...cards.values()].some(({ provisional }) => provisional === true);

/** Whether what is held of an incident is a card that no log has: nobody can be told that it was read. */
export const isProvisional = ({ cards }: Held, incidentId: string): boolean =>
  cards.get(incidentId)?.provisional === true;

/** The cards of incidents that no board has yet. */
export const provisionalBeside = ({ cards }: Held, onBoard: ReadonlySet<string>): readonly Card[] =>
  [...cards.values()].filter(({ incidentId, provisional }) => provisional === true && !onBoard.has(incidentId));

/** What was asked for, in words, by the operation that it was kept as. */
const KEPT_AS: Readonly<Record<string, string>> = {
  reportIncident: 'A report',
  reviseIncident: 'A change of a report',
  dispatch: 'Sending officers',
  standDown: 'Standing officers down',
  arrival: 'An arrival',
  departure: 'A departure',
  readOut: 'Reading a card out',
  updateLog: 'An update of the log',
  seeAlert: 'An alert seen',
};

/** What became of something that was kept and could not be done, in a sentence that says what to do. */
export const refusedInWords = ({ operation, detail }: Away['refused'][number], at: string): string =>
  `${KEPT_AS[operation] ?? 'Something'} of ${at} was not taken${detail === undefined ? '' : `: ${detail.replace(/\.$/, '')}`}. Do it again.`;
