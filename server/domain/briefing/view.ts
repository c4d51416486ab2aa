import type {
  Call,
  Card,
  Check,
  DraftReply,
  Flag,
  GradeSuggestion,
  Match,
  ServiceLevel,
} from '../../contract/index.js';
import { BUT_HEADLINE, type Field, type View } from '../access/policy.js';
import { withoutRecorded } from '../match/compare/sentences.js';
import { titlesOf } from '../register/titles.js';
import type { Manifest, Sees } from '../register/types.js';
import { sees } from '../register/visibility.js';
import { changesSince } from './changes.js';
import { HISTORY_FROM } from './domestic-history.js';
import { asUnreviewed, awaitsLook, flagsWithout, lineAwaiting } from './release.js';
import { historyTitle } from './repeat-victim.js';
import { spokenLine } from './spoken.js';
import { withoutWords } from './standing.js';

/**
 * A card as somebody sees it: what the policy masks, and what a register's manifest keeps from the role, is left out, and
 * the ledger says so. A check whose hits are withheld reads `not-checked` with the reason, never `no-trace` (R2).
 */
export function viewFor(card: Card, by: View, manifests: readonly Manifest[]): Card {
  const look = { ...by, level: card.level, call: card.situation.call };
  const view = cut(withoutCaller(card, by), look, manifests);
  if (hiddenIn(card.flags, view.flags).length === 0) return view;
  // What is read aloud, and what is suggested, says no more than the card beside it.
  const { suggestedGrade, ...rest } = {
    ...view,
    spoken: spokenLine({ ...view, people: view.situation.people }, titlesOf(manifests)),
  };
  const suggested = suggestedGrade && withoutReasons(suggestedGrade, card.flags, view.flags);
  return { ...rest, ...(suggested ? { suggestedGrade: suggested } : {}) };
}

/**
 * The same, with what changed for this role since the card before: a hit that it was not shown has not gone either.
 */
export function viewSince(before: Card | undefined, card: Card, by: View, manifests: readonly Manifest[]): Card {
  const view = viewFor(card, by, manifests);
  const titleOf = titlesOf(manifests);
  const changed = changesSince(before && viewFor(before, by, manifests), view, titleOf);
  const news = card.changes.slice(0, card.changes.length - changesSince(before, card, titleOf).length);
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
function withoutCaller(card: Card, { masks }: View): Card {
  const { situation } = card;
  const masked = masks['would name the caller'].includes('situation.caller');
  if (!masked || situation.call?.anonymous !== true) return card;
  return { ...card, situation: { ...situation, people: situation.people.filter((party) => party.role !== 'caller') } };
}

/** The answer to a draft as somebody sees it: with the masks of their card at this service level. */
export const draftViewFor = (reply: DraftReply, look: Look, manifests: readonly Manifest[]): DraftReply =>
  cut(reply, look, manifests);

/** Who looks, at which service level, and who is on the telephone. */
export interface Look extends View {
  readonly level: ServiceLevel;
  readonly call: Call | undefined;
}

function cut<T extends Card | DraftReply>(shown: T, look: Look, manifests: readonly Manifest[]): T {
  const { viewAs: role, level } = look;
  const manifestOf = (id: string): Manifest | undefined => manifests.find((manifest) => manifest.id === id);
  const visibility = (register: string): Sees => {
    const manifest = manifestOf(register);
    return manifest ? sees(manifest, role, level) : 'none';
  };
  const masked = new Map(
    shown.matches.map((match) => [match.id, maskedOf(match, visibility(match.register), look)] as const),
  );
  const shows = (matchId: string, ...fields: readonly Field[]): boolean => {
    const kept = masked.get(matchId);
    return kept !== undefined && !fields.some((field) => kept.has(field));
  };
  const readable = shown.matches.filter((match) => visibility(match.register) !== 'none');
  const awaiting =
    role === 'officer' ? readable.filter((match) => awaitsLook(match, manifestOf(match.register), level)) : [];
  const matches = readable
    .filter((match) => !awaiting.includes(match))
    .map((match) => mask(match, masked.get(match.id) ?? new Set(BUT_HEADLINE)));
  const told =
    awaiting.length > 0 && 'issuedAt' in shown ? flagsWithout(shown, awaiting, manifests, shown.issuedAt) : shown.flags;
  const flags = told.flatMap((flag) => {
    if (flag.definition !== undefined) {
      const whole = visibility(HISTORY_FROM) === 'summary' && flag.matchIds.every((id) => shows(id, ...OF_HISTORY));
      return visibility(HISTORY_FROM) === 'none' ? [] : [whole ? flag : historyAlone(flag)];
    }
    // A flag of Outrider's own, such as a repeat call, comes from no register and is kept from nobody who reads the card.
    if (flag.source === 'register') return maskFlag(flag, visibility(flag.kind), matches);
    return manifestOf(flag.kind) && visibility(flag.kind) === 'none' ? [] : [flag];
  });
  return {
    ...shown,
    matches,
    flags: role === 'officer' ? flags.map((flag) => asUnreviewed(flag, level)) : flags,
    checks: shown.checks.map((check) => lineAwaiting(maskCheck(check, visibility(check.register)), awaiting, matches)),
    ...(shown.named === undefined
      ? {}
      : { named: shown.named.filter(({ matchId }) => shows(matchId, 'record.people')) }),
    ...('changes' in shown
      ? { changes: shown.changes.filter(({ about }) => about === undefined || visibility(about) !== 'none') }
      : {}),
  };
}

const HERS: readonly string[] = ['victim', 'protected', 'subject'];

/** What of a match is kept back: by the policy, and by the register's manifest. */
function maskedOf(match: Match, declared: Sees, { masks, call }: Look): ReadonlySet<Field> {
  const { record, recordRole, subject } = match;
  const throughHim = call?.callerIs === 'suspect' || call?.callerIs === 'third-party';
  return new Set([
    ...masks[record.sensitivity],
    ...(throughHim && recordRole !== undefined && HERS.includes(recordRole) ? masks['hers through him'] : []),
    ...(call?.anonymous === true && subject.id === 'caller' ? masks['would name the caller'] : []),
    ...(declared === 'summary' ? [] : BUT_HEADLINE),
  ]);
}

function mask(match: Match, masked: ReadonlySet<Field>): Match {
  if (masked.size === 0) return match;
  const { summary, people, terms, details, severity, reviewBy, ...rest } = match.record;
  const whole = !masked.has('record.summary');
  const undated = people.map(({ dateOfBirth, ...person }) =>
    dateOfBirth === undefined || masked.has('record.people.dateOfBirth') ? person : { ...person, dateOfBirth },
  );
  return {
    ...match,
    evidence: match.evidence.map((line) => {
      const recorded = line.field === 'dateOfBirth' ? 'record.people.dateOfBirth' : 'record.people';
      return masked.has(recorded) ? withoutRecorded(line) : line;
    }),
    ...(masked.has('judgement.words') ? withoutWords(match) : {}),
    record: {
      ...rest,
      summary: whole ? summary : 'Your role sees the headline only: ask the RTI desk for more',
      people: masked.has('record.people') ? [] : undated,
      ...(whole && severity !== undefined ? { severity } : {}),
      ...(whole && reviewBy !== undefined ? { reviewBy } : {}),
      ...(terms === undefined || masked.has('record.terms') ? {} : { terms }),
      ...(details === undefined || masked.has('record.details') ? {} : { details }),
    },
  };
}

function maskFlag(flag: Flag, visibility: Sees, matches: readonly Match[]): Flag[] {
  if (visibility === 'none') return [];
  const carried = flag.matchIds.filter((id) => matches.some((match) => match.id === id));
  return carried.length === 0 ? [] : [{ ...flag, matchIds: carried }];
}

/** A history names people and incidents. */
const OF_HISTORY: readonly Field[] = ['record.summary', 'record.people'];

/** Whoever may not read every record that a history counts is told of its kind alone. */
function historyAlone({ counted: _counted, ...flag }: Flag): Flag {
  return { ...flag, headline: historyTitle(flag.kind) ?? flag.kind, matchIds: [] };
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
