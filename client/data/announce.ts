import type { Flag, Match } from '../../server/contract/index.js';
import { flagKey } from './intelligence.js';

/** What a screen reader is told, and how urgently. */
export interface Announcement {
  readonly urgency: 'assertive' | 'polite';
  readonly text: string;
}

/**
 * What to say about the flags that are new since `told`: one sentence for the life-risks, at once, and one for the rest,
 * when the reader pauses (R13). A flag is announced once in a call, however often it comes and goes while typing.
 */
export function announce(
  flags: readonly Flag[],
  matches: readonly Match[],
  told: ReadonlySet<string>,
): { readonly announcements: readonly Announcement[]; readonly told: ReadonlySet<string> } {
  const fresh = flags.filter((flag) => !told.has(flagKey(flag, matches)));
  if (fresh.length === 0) return { announcements: [], told };
  const urgent = fresh.filter(({ severity }) => severity === 'life-risk').map(sentence);
  const calm = fresh.filter(({ severity }) => severity !== 'life-risk').map(sentence);
  const announcements: Announcement[] = [];
  if (urgent.length > 0) announcements.push({ urgency: 'assertive', text: `Life risk. ${urgent.join('. ')}.` });
  if (calm.length > 0) announcements.push({ urgency: 'polite', text: `New: ${calm.join('. ')}.` });
  return { announcements, told: new Set([...told, ...fresh.map((flag) => flagKey(flag, matches))]) };
}

const sentence = ({ headline, standing, tier }: Flag): string => {
  const reviewed = standing === 'unreviewed' ? 'not reviewed' : standing;
  return `${headline}, ${tier}, ${reviewed}`;
};
