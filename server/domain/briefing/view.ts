import type { Card, Check, DraftReply, Flag, Match, Role, ServiceLevel } from '../../contract/index.js';
import type { Manifest, Sees } from '../register/types.js';
import { sees } from '../register/visibility.js';

/**
 * A card as one role sees it: what a register's manifest keeps from the role is left out, and the ledger says so. A
 * check whose hits are withheld reads `not-checked` with the reason, never `no-trace` (R2).
 */
export const viewFor = (card: Card, role: Role, manifests: readonly Manifest[]): Card =>
  cut(card, role, card.level, manifests);

/** The answer to a draft as one role sees it: with the masks of that role's card at this service level. */
export const draftViewFor = (
  reply: DraftReply,
  role: Role,
  level: ServiceLevel,
  manifests: readonly Manifest[],
): DraftReply => cut(reply, role, level, manifests);

function cut<T extends Card | DraftReply>(
  shown: T,
  role: Role,
  level: ServiceLevel,
  manifests: readonly Manifest[],
): T {
  const visibility = (register: string, match?: Match): Sees => {
    const manifest = manifests.find((m) => m.id === register);
    const declared = manifest ? sees(manifest, role, level) : 'none';
    // A protected record is cut to its headline for everyone but those who supervise.
    const protectedRecord = match?.record.sensitivity === 'protected' && role !== 'supervisor' && role !== 'inspector';
    return declared === 'summary' && protectedRecord ? 'headline' : declared;
  };
  const matches = shown.matches.flatMap((match) => maskMatch(match, visibility(match.register, match)));
  return {
    ...shown,
    matches,
    flags: shown.flags.flatMap((flag) => maskFlag(flag, visibility(flag.kind), matches)),
    checks: shown.checks.map((check) => maskCheck(check, visibility(check.register))),
  };
}

function maskMatch(match: Match, visibility: Sees): Match[] {
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

function maskFlag(flag: Flag, visibility: Sees, matches: readonly Match[]): Flag[] {
  if (visibility === 'none') return [];
  const carried = flag.matchIds.filter((id) => matches.some((match) => match.id === id));
  return carried.length === 0 ? [] : [{ ...flag, matchIds: carried }];
}

function maskCheck(check: Check, visibility: Sees): Check {
  if (visibility !== 'none') return check;
  const withheld = 'withheld from your role: ask the RTI desk';
  return {
    register: check.register,
    status: 'not-checked',
    subjects: check.subjects.map(({ subject }) => ({ subject, status: 'not-checked', reason: withheld })),
  };
}
