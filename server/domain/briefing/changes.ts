import type { Card, Change, CheckStatus, Flag, PutOff, Situation } from '../../contract/index.js';
import type { TitleOf } from '../register/titles.js';
import { same } from '../same.js';
import { HISTORY_FROM } from './domestic-history.js';
import { historyTitle } from './repeat-victim.js';

/** Everything of a card that a reader can see change; the rest counts and dates the version. */
type Visible = Omit<Card, 'version' | 'issuedAt' | 'changes' | 'matches'> & { readonly matches: readonly object[] };

function visible({ version: _version, issuedAt: _issuedAt, changes: _changes, ...rest }: Card): Visible {
  return {
    ...rest,
    // When a check was made, and how fresh the register was, is not a change of what it said: "stale" is another status.
    checks: rest.checks.map((check) => ({
      ...check,
      subjects: check.subjects.map(({ checkedAt: _checkedAt, asOf: _asOf, ...receipt }) => receipt),
    })),
    // Every record that comes or goes moves every prior a little; what a reader acts on is tier and evidence.
    matches: rest.matches.map(({ weight: _weight, probability: _probability, ...match }) => ({
      ...match,
      evidence: match.evidence.filter(({ field }) => field !== 'prior').map(({ weight: _bits, ...line }) => line),
    })),
  };
}

/** True when a reader of `before` would see nothing new in `after`: then no new version is issued. */
export const looksTheSame = (before: Card, after: Card): boolean => same(visible(before), visible(after));

/**
 * What changed since the version before, in sentences: flags that came, changed or went, what people decided on matches,
 * then checks, then the report. A register is named by its title.
 */
export function changesSince(before: Card | undefined, after: Omit<Card, 'changes'>, titleOf: TitleOf): Change[] {
  if (!before) return [];
  return [
    ...after.flags.flatMap((flag) =>
      flagChange(
        before.flags.find((old) => isSameFlag(old, flag)),
        flag,
      ),
    ),
    ...before.flags.flatMap((old) => departure(old, after)),
    ...corrections(before, after, titleOf),
    ...namings(before, after),
    ...caughtUp(before, after),
    ...checkChanges(before, after, titleOf),
    ...reportChanges(before.situation, after.situation),
  ];
}

/** One flag is another again when it says the same kind of thing about one of the same matches. */
const isSameFlag = (a: Flag, b: Flag): boolean =>
  a.kind === b.kind &&
  (a.matchIds.length === 0
    ? b.matchIds.length === 0 && isSaidAgain(a, b)
    : a.matchIds.some((id) => b.matchIds.includes(id)));

/** What researchers say in their own words is told apart by those; Outrider's own flags count up. */
const isSaidAgain = (a: Flag, b: Flag): boolean => a.source !== 'researcher' || a.headline === b.headline;

function flagChange(old: Flag | undefined, flag: Flag): Change[] {
  const { disputed, lapsed } = flag;
  const headline = openWords(flag);
  const about = aboutOf(flag);
  const again = lapsed === undefined ? '' : `: asked again, ${decidedInWords(lapsed)}`;
  if (!old) return [{ what: 'added', sentence: `${headline}${again}`, ...about }];
  const news = [
    openWords(old) !== headline || old.tier !== flag.tier || old.severity !== flag.severity
      ? `${headline} (was: ${openWords(old)}, ${old.tier})`
      : '',
    old.standing !== flag.standing && flag.reviewed ? `${headline}: ${flag.standing} by ${flag.reviewed.by}` : '',
    disputed && !same(old.disputed, disputed) ? `${headline}: “not this person”, says ${disputed.by}` : '',
    old.disputed && !disputed && !lapsed && same(old.reviewed, flag.reviewed)
      ? `${headline}: “not this person” is withdrawn`
      : '',
    lapsed && !same(old.lapsed, lapsed) ? `${headline}${again}` : '',
  ];
  return news.filter((sentence) => sentence !== '').map((sentence) => ({ what: 'changed', sentence, ...about }));
}

const decidedInWords = ({ decision, by, because }: NonNullable<Flag['lapsed']>): string =>
  `${decision} by ${by} before the ${because} changed`;

/** A flag that went, unless a person's decision took it away: that is told as a correction. */
function departure(old: Flag, { flags, matches }: Pick<Card, 'flags' | 'matches'>): Change[] {
  const isStill = flags.some((flag) => isSameFlag(old, flag));
  const isRejected = matches.some(({ id, standing }) => standing === 'rejected' && old.matchIds.includes(id));
  if (isStill || isRejected) return [];
  return [{ what: 'removed', sentence: `${openWords(old)}: no longer linked`, ...aboutOf(old) }];
}

/** "Not this person" is told of every flag that rested on the match, whether it went or not (R4). */
function corrections(before: Card, { matches }: Pick<Card, 'matches'>, titleOf: TitleOf): Change[] {
  const told = matches.flatMap(({ id, register, standing, reviewed }) => {
    const was = before.matches.find((match) => match.id === id);
    if (standing !== 'rejected' || was === undefined || was.standing === 'rejected') return [];
    const flag = before.flags.find(({ matchIds }) => matchIds.includes(id));
    return [
      {
        what: 'removed' as const,
        sentence: `${flag?.headline ?? `A record of ${titleOf(register)}`}: not this person, rejected by ${reviewed?.by ?? 'a researcher'}`,
        about: register,
      },
    ];
  });
  return told.filter((one, index) => told.findIndex(({ sentence }) => sentence === one.sentence) === index);
}

/** Somebody is named in the call who was not before. */
const namings = (before: Card, { named = [] }: Pick<Card, 'named'>): Change[] =>
  named
    .filter(({ name, register }) => !before.named?.some((old) => old.name === name && old.register === register))
    // The name on the record is for those who may read the record: the words are the caller's own.
    .map(({ mentions, register }) => ({
      what: 'added',
      sentence: `Named in the call: “${mentions[0]?.words ?? ''}” may be somebody on a record`,
      about: register,
    }));

const DONE_LATER: Readonly<Record<PutOff, string>> = {
  history: 'how often these people were in such incidents is counted',
  associates: 'people beside those found are followed',
  narrative: 'names in the words of the call are searched',
};

/** What had been left for later and is done. */
const caughtUp = (before: Card, { putOff = [] }: Pick<Card, 'putOff'>): Change[] =>
  (before.putOff ?? [])
    .filter((one) => !putOff.includes(one))
    .map((one) => ({ what: 'changed', sentence: `Done now: ${DONE_LATER[one]}` }));

function reportChanges({ grade: was, ...before }: Situation, { grade, ...after }: Situation): Change[] {
  return [
    ...(grade === was ? [] : [`Grade: ${grade ?? 'none'}, was ${was ?? 'none'}`]),
    ...(same(before, after) ? [] : ['The report was updated']),
  ].map((sentence) => ({ what: 'changed', sentence }));
}

/** What the ledger says of a check, in the middle of a sentence. */
const STATUS: Readonly<Record<CheckStatus, string>> = {
  hit: 'hit',
  'no-trace': 'no trace',
  'not-checked': 'not checked',
  unavailable: 'unavailable',
  stale: 'out of date',
};

function checkChanges(before: Card, after: Pick<Card, 'checks'>, titleOf: TitleOf): Change[] {
  return after.checks.flatMap(({ register, status }): Change[] => {
    const old = before.checks.find((check) => check.register === register);
    if (!old || old.status === status) return [];
    const sentence = `${titleOf(register)}: ${STATUS[status]}, was ${STATUS[old.status]}`;
    return [{ what: 'changed', sentence, about: register }];
  });
}

/** The register that a flag speaks of: a role that is kept from it is kept from its changes too. */
const aboutOf = ({ kind, source, definition }: Flag): { about?: string } =>
  source === 'register' ? { about: definition === undefined ? kind : HISTORY_FROM } : {};

/** A history names people whom not every reader of the changes may be told of: there it is told by its kind. */
const openWords = ({ kind, headline, definition }: Flag): string =>
  definition === undefined ? headline : (historyTitle(kind) ?? kind);
