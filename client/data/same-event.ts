import type { IncidentSummary, MergedCall } from '../../server/contract/index.js';

/** Calls that may be one event: the one that would go on, and the others. */
export interface SameEvent {
  readonly goesOn: IncidentSummary;
  readonly others: readonly IncidentSummary[];
}

/**
 * The calls of a board that may be one event with this one, through as many steps as it takes: each call names those before
 * it. The earliest that has officers goes on, else the earliest. Undefined: there is no other.
 */
export function sameEventWith(incident: IncidentSummary, board: readonly IncidentSummary[]): SameEvent | undefined {
  const byId = new Map(board.map((row) => [row.id, row]));
  const names = (from: IncidentSummary, to: string): boolean =>
    from.sameEvent.some(({ incidentId }) => incidentId === to);
  const group = new Set([incident]);
  for (const member of group) {
    const next = board.filter((row) => !group.has(row) && (names(member, row.id) || names(row, member.id)));
    for (const row of next) if (byId.has(row.id)) group.add(row);
  }
  const sorted = [...group].toSorted((a, b) => (a.openedAt < b.openedAt ? -1 : 1));
  const goesOn = sorted.find(({ attendance }) => attendance.some(isThere)) ?? sorted[0];
  if (sorted.length < 2 || goesOn === undefined) return undefined;
  return { goesOn, others: sorted.filter((row) => row !== goesOn) };
}

const isThere = ({ stoodDownAt }: IncidentSummary['attendance'][number]): boolean => stoodDownAt === undefined;

/** How many called about an incident. */
export const callersOf = ({ merged }: { readonly merged: readonly MergedCall[] }): number => merged.length + 1;
