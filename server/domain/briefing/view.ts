import type { Card, Check, DraftReply, Flag, Match, Role } from '../../contract/index.js';
import type { Manifest } from '../register/types.js';

type Visibility = 'summary' | 'headline' | 'none';

/**
 * A card as one role sees it: what a register's manifest keeps from the role is left out, and the ledger says so. A
 * check whose hits are withheld reads `not-checked` with the reason, never `no-trace` (R2).
 */
export function viewFor<T extends Card | DraftReply>(card: T, role: Role, manifests: readonly Manifest[]): T {
  const visibility = (register: string, match?: Match): Visibility => {
    const declared = manifests.find((m) => m.id === register)?.visibility[role] ?? 'none';
    // A protected record is cut to its headline for everyone but those who supervise.
    const protectedRecord = match?.record.sensitivity === 'protected' && role !== 'supervisor' && role !== 'inspector';
    return declared === 'summary' && protectedRecord ? 'headline' : declared;
  };
  const matches = card.matches.flatMap((match) => maskMatch(match, visibility(match.register, match)));
  return {
    ...card,
    matches,
    flags: card.flags.flatMap((flag) => maskFlag(flag, visibility(flag.kind), matches)),
    checks: card.checks.map((check) => maskCheck(check, visibility(check.register))),
  };
}

function maskMatch(match: Match, visibility: Visibility): Match[] {
  if (visibility === 'none') return [];
  if (visibility === 'summary') return [match];
  const { risk, recordedAt, sensitivity, validFrom, validUntil } = match.record;
  return [
    {
      ...match,
      evidence: match.evidence.map(({ theirs: _theirs, ...line }) => line),
      record: {
        summary: 'Your role sees the headline only: ask the RTI desk for more',
        people: [],
        recordedAt,
        sensitivity,
        ...(risk ? { risk } : {}),
        ...(validFrom ? { validFrom } : {}),
        ...(validUntil ? { validUntil } : {}),
      },
    },
  ];
}

function maskFlag(flag: Flag, visibility: Visibility, matches: readonly Match[]): Flag[] {
  if (visibility === 'none') return [];
  const carried = flag.matchIds.filter((id) => matches.some((match) => match.id === id));
  return carried.length === 0 ? [] : [{ ...flag, matchIds: carried }];
}

function maskCheck(check: Check, visibility: Visibility): Check {
  if (visibility !== 'none') return check;
  const withheld = 'withheld from your role: ask the RTI desk';
  return {
    register: check.register,
    status: 'not-checked',
    subjects: check.subjects.map(({ subject }) => ({ subject, status: 'not-checked', reason: withheld })),
  };
}
