import type { RegisterCondition } from '../domain/briefing/receipts.js';
import type { CheckAnswer } from '../domain/match/types.js';
import type { ActiveBatches } from '../ports.js';

/**
 * A register whose newest records the log tells of and the search did not have yet: imported on another node, or a moment
 * ago. What was found in it stands, its silence says nothing (R2).
 *
 * @param active the batches that make the register, by the log
 */
export function notLoadedYet(
  condition: RegisterCondition,
  { searched, failure }: CheckAnswer,
  active: ActiveBatches,
): RegisterCondition {
  const { manifest, standing } = condition;
  if (standing.kind !== 'answers' || failure !== undefined) return condition;
  const had = new Set(searched.filter(({ register }) => register === manifest.id).map(({ batch }) => batch));
  if (active.every(({ batch }) => had.has(batch))) return condition;
  const reason = 'its newest records are still being loaded';
  return { manifest, standing: { kind: 'waiting', status: 'not-checked', reason, asOf: standing.asOf } };
}
