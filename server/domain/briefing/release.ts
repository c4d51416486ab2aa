import type { Check, Flag, Match, ServiceLevel, SubjectRef } from '../../contract/index.js';
import type { Manifest } from '../register/types.js';
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

/** How a hit reads at the door that nobody will review: that it is possible only, first of all. */
export const asUnreviewed = (flag: Flag, level: ServiceLevel): Flag =>
  flag.source === 'register' && flag.tier !== 'match' && flag.standing === 'unreviewed' && NOBODY_LOOKS.has(level)
    ? { ...flag, headline: `Possible, nobody has reviewed this: ${flag.headline}` }
    : flag;
