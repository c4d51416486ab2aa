import type { Flag, Grade, GradeSuggestion } from '../../contract/index.js';

/**
 * A suggestion to raise the grade, with reasons; never a lower one, and never a grade set by the machine (R5). Life-risk
 * flags suggest immediate. A possible link suggests too and says that it is only possible: the person decides.
 */
export function suggestGrade(grade: Grade | undefined, flags: readonly Flag[]): GradeSuggestion | undefined {
  if (grade === 'immediate') return undefined;
  const reasons = flags
    .filter((flag) => flag.severity === 'life-risk')
    .map((flag) => (flag.tier === 'possible' ? `Possible: ${flag.headline}` : flag.headline));
  return reasons.length === 0 ? undefined : { grade: 'immediate', reasons };
}
