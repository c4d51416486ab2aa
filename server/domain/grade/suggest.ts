import type { Flag, Grade, GradeSuggestion, Match, Report } from '../../contract/index.js';

/** What of a call, and of what is known about it, speaks for a higher grade. */
export interface Known {
  readonly report: Pick<Report, 'grade' | 'call'>;
  readonly flags: readonly Flag[];
  readonly matches: readonly Match[];
}

/** Each gives its reasons, in the words of what is known; none: it does not apply. */
type Reasons = (known: Known) => readonly string[];

const said = ({ tier, headline }: Flag): string => (tier === 'possible' ? `Possible: ${headline}` : headline);
const stands = ({ standing }: Flag): boolean => standing !== 'rejected';

const lifeRisk: Reasons = ({ flags }) => flags.filter((f) => f.severity === 'life-risk' && stands(f)).map(said);

/** The same person, number or marked address again (R16). */
const repeatCall: Reasons = ({ flags }) => flags.filter(({ kind }) => kind === 'repeat-call').map(said);

const SILENT: readonly (string | undefined)[] = ['silent', 'silent-55', 'cut-off'];

/** Nobody can say what is wrong, and the number is known for something grave. */
const silentFromMarked: Reasons = ({ report, flags, matches }) => {
  if (!SILENT.includes(report.call?.state)) return [];
  const onNumber = new Set(matches.filter(({ subject }) => subject.kind === 'phone').map(({ id }) => id));
  const grave = flags.filter((f) => f.severity !== 'info' && stands(f) && f.matchIds.some((id) => onNumber.has(id)));
  return grave.map((flag) => `Silent call from a number that is known: ${said(flag)}`);
};

/** The one who must not is in the call, and the order is in force. */
const orderBreach: Reasons = ({ flags, matches }) => {
  const restrained = new Set(
    matches.filter((m) => m.recordRole === 'restrained' && m.tier !== 'possible').map(({ id }) => id),
  );
  const inForce = flags.filter((f) => f.kind === 'court-order' && f.severity !== 'info' && stands(f));
  return inForce
    .filter(({ matchIds }) => matchIds.some((id) => restrained.has(id)))
    .map((flag) => `May be a breach: ${said(flag)}`);
};

const children: Reasons = ({ flags }) =>
  flags.filter((f) => f.kind === 'children' && f.tier !== 'possible' && stands(f)).map((f) => `Children: ${said(f)}`);

/** What speaks for which grade, the highest first. */
const FOR: readonly { readonly grade: Grade; readonly reasons: readonly Reasons[] }[] = [
  { grade: 'immediate', reasons: [lifeRisk, repeatCall, silentFromMarked, orderBreach] },
  { grade: 'priority', reasons: [children] },
];

/**
 * A suggestion to raise the grade, with reasons; never a lower one, and never a grade set by the machine (R5). A possible
 * link suggests too and says that it is only possible: the person decides. What has no grade is on the immediate clock, so
 * only immediate is suggested for it.
 */
export function suggestGrade(known: Known): GradeSuggestion | undefined {
  const { grade } = known.report;
  const higher = FOR.filter((row) =>
    grade === 'scheduled' ? true : row.grade === 'immediate' && grade !== 'immediate',
  );
  for (const { grade: suggested, reasons } of higher) {
    const given = [...new Set(reasons.flatMap((reasonsOf) => reasonsOf(known)))];
    if (given.length > 0) return { grade: suggested, reasons: given };
  }
  return undefined;
}
