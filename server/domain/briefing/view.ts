import type {
  Call,
  Card,
  Check,
  DraftReply,
  Flag,
  GradeSuggestion,
  Match,
  Role,
  ServiceLevel,
} from '../../contract/index.js';
import type { Manifest, Sees } from '../register/types.js';
import { sees } from '../register/visibility.js';
import { changesSince } from './changes.js';
import { HISTORY_FROM } from './domestic-history.js';
import { asUnreviewed, awaitsLook, flagsWithout, lineAwaiting } from './release.js';
import { historyTitle } from './repeat-victim.js';
import { spokenLine } from './spoken.js';
import { withoutWords } from './standing.js';

/**
 * A card as one role sees it: what a register's manifest keeps from the role is left out, and the ledger says so. A
 * check whose hits are withheld reads `not-checked` with the reason, never `no-trace` (R2).
 */
export function viewFor(card: Card, role: Role, manifests: readonly Manifest[]): Card {
  const look = { role, level: card.level, call: card.situation.call };
  const view = cut(withoutCaller(card, role), look, manifests);
  if (hiddenIn(card.flags, view.flags).length === 0) return view;
  const titleOf = (id: string): string => manifests.find((manifest) => manifest.id === id)?.title ?? id;
  // What is read aloud, and what is suggested, says no more than the card beside it.
  const { suggestedGrade, ...rest } = { ...view, spoken: spokenLine(view.flags, view.checks, titleOf) };
  const suggested = suggestedGrade && withoutReasons(suggestedGrade, card.flags, view.flags);
  return { ...rest, ...(suggested ? { suggestedGrade: suggested } : {}) };
}

/**
 * The same, with what changed for this role since the card before: a hit that it was not shown has not gone either.
 */
export function viewSince(before: Card | undefined, card: Card, role: Role, manifests: readonly Manifest[]): Card {
  const view = viewFor(card, role, manifests);
  const changed = changesSince(before && viewFor(before, role, manifests), view);
  const news = card.changes.slice(0, card.changes.length - changesSince(before, card).length);
  const hidden = hiddenIn(card.flags, view.flags);
  return { ...view, changes: [...news.filter(({ sentence }) => !speaksOf(hidden, sentence)), ...changed] };
}

/** Headlines that the role is not shown. */
const hiddenIn = (all: readonly Flag[], shown: readonly Flag[]): string[] =>
  all.map(({ headline }) => headline).filter((headline) => !shown.some((flag) => flag.headline.endsWith(headline)));

const speaksOf = (headlines: readonly string[], sentence: string): boolean =>
  headlines.some((headline) => sentence.includes(headline));

/** A reason that speaks of a hit which the role is not shown is not given to it. */
function withoutReasons(
  { grade, reasons }: GradeSuggestion,
  all: readonly Flag[],
  shown: readonly Flag[],
): GradeSuggestion | undefined {
  const hidden = hiddenIn(all, shown);
  const left = reasons.filter((reason) => !speaksOf(hidden, reason));
  return left.length === 0 ? undefined : { grade, reasons: left };
}

/** A caller who wants to stay unnamed is not named on the card that goes to the door (R14). */
function withoutCaller(card: Card, role: Role): Card {
  const { situation } = card;
  if (role !== 'officer' || situation.call?.anonymous !== true) return card;
  return { ...card, situation: { ...situation, people: situation.people.filter((party) => party.role !== 'caller') } };
}

/** The answer to a draft as one role sees it: with the masks of that role's card at this service level. */
export const draftViewFor = (
  reply: DraftReply,
  role: Role,
  level: ServiceLevel,
  call: Call | undefined,
  manifests: readonly Manifest[],
): DraftReply => cut(reply, { role, level, call }, manifests);

/** Who looks, at which service level, and who is on the telephone. */
interface Look {
  readonly role: Role;
  readonly level: ServiceLevel;
  readonly call: Call | undefined;
}

function cut<T extends Card | DraftReply>(shown: T, { role, level, call }: Look, manifests: readonly Manifest[]): T {
  const visibility = (register: string, match?: Match): Sees => {
    const manifest = manifests.find((m) => m.id === register);
    const declared = manifest ? sees(manifest, role, level) : 'none';
    const guarded = match !== undefined && isGuarded(match, role, call);
    return declared === 'summary' && guarded ? 'headline' : declared;
  };
  const readable = shown.matches.flatMap((match) => maskMatch(match, visibility(match.register, match)));
  const manifestOf = (id: string): Manifest | undefined => manifests.find((manifest) => manifest.id === id);
  const awaiting =
    role === 'officer' ? readable.filter((match) => awaitsLook(match, manifestOf(match.register), level)) : [];
  const matches = readable.filter((match) => !awaiting.includes(match));
  // A name on a record is part of what is shown of the record.
  const summaries = new Set(
    matches.filter((match) => visibility(match.register, match) === 'summary').map(({ id }) => id),
  );
  const told =
    awaiting.length > 0 && 'issuedAt' in shown ? flagsWithout(shown, awaiting, manifests, shown.issuedAt) : shown.flags;
  const flags = told.flatMap((flag) => {
    if (flag.definition !== undefined) return maskHistory(flag, visibility(HISTORY_FROM), summaries);
    // A flag of Outrider's own, such as a repeat call, comes from no register and is kept from nobody who reads the card.
    if (flag.source === 'register') return maskFlag(flag, visibility(flag.kind), matches);
    return manifestOf(flag.kind) && visibility(flag.kind) === 'none' ? [] : [flag];
  });
  return {
    ...shown,
    matches,
    flags: role === 'officer' ? flags.map((flag) => asUnreviewed(flag, level)) : flags,
    checks: shown.checks.map((check) => lineAwaiting(maskCheck(check, visibility(check.register)), awaiting, matches)),
    ...(shown.named === undefined ? {} : { named: shown.named.filter(({ matchId }) => summaries.has(matchId)) }),
    ...('changes' in shown
      ? { changes: shown.changes.filter(({ about }) => about === undefined || visibility(about) !== 'none') }
      : {}),
  };
}

const HERS: readonly string[] = ['victim', 'protected', 'subject'];

/**
 * Records that are cut to their headline whatever the register allows, except for those who review or supervise: protected ones
 * (R12); hers, when he or somebody unknown is on the telephone (R14); and on an officer's card those that would name a
 * caller who wants to stay unnamed.
 */
function isGuarded({ record, recordRole, subject }: Match, role: Role, call: Call | undefined): boolean {
  if (role === 'researcher' || role === 'supervisor' || role === 'inspector') return false;
  if (record.sensitivity === 'protected') return true;
  const throughHim = call?.callerIs === 'suspect' || call?.callerIs === 'third-party';
  if (throughHim && recordRole !== undefined && HERS.includes(recordRole)) return true;
  return role === 'officer' && call?.anonymous === true && subject.id === 'caller';
}

function maskMatch(match: Match, visibility: Sees): Match[] {
  if (visibility === 'none') return [];
  if (visibility === 'summary') return [match];
  const { risk, recordedAt, sensitivity, validFrom, validUntil } = match.record;
  return [
    {
      ...match,
      evidence: match.evidence.map(({ theirs: _theirs, letters: _letters, ...line }) => line),
      ...withoutWords(match),
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

/** A history names people and incidents: whoever may not read every record that it counts is told of its kind alone. */
function maskHistory(flag: Flag, visibility: Sees, summaries: ReadonlySet<string>): Flag[] {
  if (visibility === 'none') return [];
  if (visibility === 'summary' && flag.matchIds.every((id) => summaries.has(id))) return [flag];
  const { counted: _counted, ...rest } = flag;
  return [{ ...rest, headline: historyTitle(flag.kind) ?? flag.kind, matchIds: [] }];
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
