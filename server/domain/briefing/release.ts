import type { Card, Check, Flag, Match, ServiceLevel, SubjectRef } from '../../contract/index.js';
import type { Manifest } from '../register/types.js';
import { byDanger, flagsFrom } from './flags.js';
import { ledgerLine } from './receipts.js';

/**
 * What goes to officers before a researcher has looked, by service level. Sure hits go at once, labelled unreviewed. The
 * others wait for the first look, as long as there is a desk to make one; without it, possible hits of registers that
 * protect life go too, and say that nobody has reviewed them.
 */
const NOBODY_LOOKS: ReadonlySet<ServiceLevel> = new Set(['machine-only', 'isolated']);

/** Whether a hit waits for a researcher before officers are shown it. */
export function awaitsLook(match: Match, manifest: Manifest | undefined, level: ServiceLevel): boolean {
  if (match.tier === 'match' || match.standing !== 'unreviewed' || match.seen === true) return false;
  return !(NOBODY_LOOKS.has(level) && manifest?.lifeSafety === true);
}

/** A register's line without the hits that await review: their subjects read as not checked, never as no trace (R2). */
export function lineAwaiting(check: Check, awaiting: readonly Match[], shown: readonly Match[]): Check {
  const ofRegister = (matches: readonly Match[]): Match[] =>
    matches.filter(({ register }) => register === check.register);
  const [waiting, left] = [ofRegister(awaiting), ofRegister(shown)];
  if (waiting.length === 0) return check;
  const isAbout =
    (subject: SubjectRef) =>
    (match: Match): boolean =>
      match.subject.kind === subject.kind && match.subject.id === subject.id;
  return ledgerLine(
    check.register,
    check.subjects.map((receipt) => {
      const { subject, status } = receipt;
      if (status !== 'hit' || !waiting.some(isAbout(subject)) || left.some(isAbout(subject))) return receipt;
      return { subject, status: 'not-checked', reason: 'awaiting review by the RTI desk' };
    }),
  );
}

/**
 * The flags that are left without the hits that await review, worded anew: a headline speaks of all that it rests on.
 *
 * @param at ISO 8601, when the card was issued
 */
export function flagsWithout(
  { flags, matches }: Pick<Card, 'flags' | 'matches'>,
  awaiting: readonly Match[],
  manifests: readonly Manifest[],
  at: string,
): Flag[] {
  const waiting = new Set(awaiting.map(({ id }) => id));
  const registers = new Set(manifests.map(({ id }) => id));
  const others = flags.filter(({ source, kind }) => source !== 'register' || !registers.has(kind));
  const left = matches.filter(({ id }) => !waiting.has(id));
  return [...others, ...flagsFrom(left, manifests, at)].toSorted(byDanger);
}

/** How a hit reads at the door that nobody will review: that it is possible only, first of all. */
export const asUnreviewed = (flag: Flag, level: ServiceLevel): Flag =>
  flag.source === 'register' && flag.tier !== 'match' && flag.standing === 'unreviewed' && NOBODY_LOOKS.has(level)
    ? { ...flag, headline: `Possible, nobody has reviewed this: ${flag.headline}` }
    : flag;
