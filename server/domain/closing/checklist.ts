import type { Card, ChecklistAnswer, ChecklistItem, Flag } from '../../contract/index.js';
import type { ClosingState } from './state.js';

const QUESTIONS: Readonly<Record<ChecklistItem, string>> = {
  'victim-seen': 'Was the victim seen and spoken to?',
  'children-referral': 'What is the outcome of the referral for the children?',
  'safe-contact': 'Is a safe way to contact the victim recorded?',
  'order-breach': 'Was a breach of the order dealt with, and how?',
  dash: 'Was the DASH risk assessment done?',
  'unchecked-registers': 'Do you know which registers were never checked?',
};

/** Questions whose outcome is wanted in words, whatever it is. */
const IN_WORDS: readonly ChecklistItem[] = ['children-referral', 'order-breach'];

/**
 * The questions that an incident has to answer before it is closed, in order: which ones, its card says. A victim,
 * children, an order between people, registers that nobody could ask.
 */
export function checklistOf(
  { domesticAbuse }: Pick<ClosingState, 'domesticAbuse'>,
  card: Card | undefined,
): readonly { readonly item: ChecklistItem; readonly question: string }[] {
  const people = card?.situation.people ?? [];
  const flagged = (kind: Flag['kind']) =>
    (card?.flags ?? []).some((flag) => flag.kind === kind && flag.standing !== 'rejected');
  const applies: Readonly<Record<ChecklistItem, boolean>> = {
    'victim-seen': domesticAbuse || people.some(({ role }) => role === 'victim'),
    'children-referral': people.some(({ role }) => role === 'child') || flagged('children'),
    'safe-contact': domesticAbuse,
    'order-breach': flagged('court-order'),
    dash: domesticAbuse,
    'unchecked-registers': (card?.checks ?? []).some(
      ({ status }) => status === 'not-checked' || status === 'unavailable',
    ),
  };
  return (Object.keys(QUESTIONS) as ChecklistItem[])
    .filter((item) => applies[item])
    .map((item) => ({ item, question: QUESTIONS[item] }));
}

/** What is wrong with an answer: "not done" says why not, and some outcomes are wanted in words; undefined: nothing. */
export function wrongAnswer({ item, done, note }: ChecklistAnswer): string | undefined {
  if (note !== undefined) return undefined;
  if (IN_WORDS.includes(item)) return 'say in words what the outcome is';
  return done ? undefined : 'say why it was not done';
}
