import type { Card, Check, Flag } from '../../server/contract/index.js';
import { CHECK, SEVERITY } from '../ui/words.js';

/** How many facts an officer is shown before anything else. */
const FIRST = 3;

const isRejected = ({ standing }: Flag) => (standing === 'rejected' ? 1 : 0);

/** The flags of a card for somebody with five seconds: the most dangerous three, then the rest; rejected ones come last. */
export function factsOf({ flags }: Card): { readonly first: readonly Flag[]; readonly more: readonly Flag[] } {
  const sorted = flags.toSorted(
    (a, b) => isRejected(a) - isRejected(b) || SEVERITY[a.severity].rank - SEVERITY[b.severity].rank,
  );
  const first = sorted.filter((flag) => isRejected(flag) === 0).slice(0, FIRST);
  return { first, more: sorted.filter((flag) => !first.includes(flag)) };
}

/** The checks that were not made, or not with what is known today, worst first: none of them says "clear" (R2). */
export const uncheckedOf = ({ checks }: Card): Check[] =>
  checks
    .filter(({ status }) => status !== 'hit' && status !== 'no-trace')
    .toSorted((a, b) => CHECK[a.status].rank - CHECK[b.status].rank);

/**
 * What registers and the desk came to with this version of a card, in sentences: of its changes, those about a register
 * and those in a researcher's words. What was reported is not among them.
 */
export function resultsOf({ changes, flags }: Card): readonly string[] {
  const found = flags.flatMap(({ source, headline }) => (source === 'researcher' ? [headline] : []));
  return changes
    .filter(({ about, sentence }) => about !== undefined || found.some((headline) => sentence.startsWith(headline)))
    .map(({ sentence }) => sentence);
}

const GRADES = { immediate: 0, priority: 1, scheduled: 2 } as const;

/** Which of several incidents is shown first: by grade (none counts as immediate), then by the worst fact. */
export function firstOf(cards: readonly Card[]): Card | undefined {
  const worst = (card: Card) => {
    const [fact] = factsOf(card).first;
    return fact === undefined ? Object.keys(SEVERITY).length : SEVERITY[fact.severity].rank;
  };
  const grade = ({ situation }: Card) => GRADES[situation.grade ?? 'immediate'];
  return cards.toSorted((a, b) => grade(a) - grade(b) || worst(a) - worst(b))[0];
}
