import type { FiledReport, Grade, KnownParty, Party, Report, ReportPatch } from '../../contract/index.js';
import type { IncidentGrade } from './events.js';
import { mayRecategorise } from '../grade/no-other-way.js';
import { isLower } from './downgrade.js';

/** What another system's whole report changes in a report that is filed. */
export interface FeedPatch {
  readonly patch: ReportPatch;
  /** a lower grade that it says, which is left out of the patch (R6) */
  readonly keptGrade?: { readonly said: IncidentGrade; readonly kept: Grade };
  /** domestic abuse, which no other system takes off (R6) */
  readonly keptCategory?: string;
}

/**
 * Lays the whole report of another system over the one that is filed. What it does not say stays: people typed more here
 * than it knows. Its people have no ids of ours, so each is found by role and name; one that is not found is added,
 * and nobody is taken out.
 */
export function feedPatch(filed: FiledReport, said: Report): FeedPatch {
  const { people, grade, category, reference: _, source: __, openedAt: ___, firstRingAt: ____, ...rest } = said;
  const kept = filed.grade;
  const keptGrade =
    grade !== undefined && kept !== undefined && isLower(grade, kept) ? { said: grade, kept } : undefined;
  const leaves = !mayRecategorise(filed.category, category ?? filed.category, false).ok;
  const patch = {
    ...rest,
    ...(category === undefined || leaves ? {} : { category }),
    ...(grade === undefined || keptGrade ? {} : { grade }),
    ...(people.length === 0 ? {} : { people: identified(people, filed.people) }),
  };
  return {
    patch,
    ...(keptGrade ? { keptGrade } : {}),
    ...(leaves && filed.category !== undefined ? { keptCategory: filed.category } : {}),
  };
}

function identified(said: readonly Party[], known: readonly KnownParty[]): Party[] {
  const left = [...known];
  return said.map((party) => {
    const at = left.findIndex((candidate) => isSameParty(candidate, party));
    const [found] = at < 0 ? [] : left.splice(at, 1);
    const { id: _, ...rest } = party;
    return found === undefined ? rest : { ...rest, id: found.id };
  });
}

/** By its id; else in the same role, and with no name that speaks against it. */
function isSameParty(known: KnownParty, said: Party): boolean {
  if (said.id !== undefined && said.id === known.id) return true;
  if (said.role !== known.role) return false;
  return agree(known.surname, said.surname) && agree(known.givenNames, said.givenNames);
}

const agree = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || a.toLowerCase() === b.toLowerCase();
