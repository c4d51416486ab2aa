import type { Check, Flag, Match, NamedInCall, Prompt, PutOff, Receipt } from '../../contract/index.js';
import { countOf } from '../count.js';
import { repeatFlag, type FoundCall } from '../incident/linked.js';
import type { CheckAnswer, Subject, SubjectAnswer } from '../match/types.js';
import type { RemoteFinding } from '../register/remote.js';
import type { HandReceiptMade } from './desk-lines.js';
import { episodesOf, type DomesticCall } from './domestic-history.js';
import { byDanger, flagsFrom } from './flags.js';
import { matchesVia, matchFrom, matchId } from './matches.js';
import { namedInCall, type Hit, type Told } from './narrative/named-in-call.js';
import { isFromText } from './narrative/subjects-in-text.js';
import { isAmbiguous, ledgerLine, receiptFor, type RegisterCondition } from './receipts.js';
import { historyFlags } from './repeat-victim.js';
import { nobodyDecided, type Judge } from './standing.js';

/** What the registers' answer comes to, before it is put on a card. */
export interface Finding {
  readonly flags: Flag[];
  readonly matches: Match[];
  readonly checks: Check[];
  readonly prompts: Prompt[];
  /** people on the records whose names stand in the words of the call */
  readonly named?: NamedInCall[];
  /** what was left for later */
  readonly putOff?: PutOff[];
}

/** What everything on a card follows from. */
export interface Basis {
  readonly answer: CheckAnswer;
  readonly registers: readonly RegisterCondition[];
  /** what the remote registers came to, each for every subject */
  readonly remote?: readonly RemoteFinding[];
  /** other calls of the last day about the same person, number or place */
  readonly calls: readonly FoundCall[];
  /** how people have decided on the links; left out: nobody has */
  readonly judge?: Judge;
  /** Outrider's own incidents of domestic abuse that people of this one were in; left out: none */
  readonly domestic?: readonly DomesticCall[];
  /** what there was to do and was left for later */
  readonly putOff?: readonly PutOff[];
  /** the words of the call and who is in it; left out: there are none to look through */
  readonly told?: Told;
  /** ISO 8601 */
  readonly at: string;
}

const NOTHING_TOLD: Told = { texts: [], parties: [] };

/** From evidence and receipts to flags, matches, the check ledger and the questions worth asking. */
export function find(basis: Basis, byHand: readonly HandReceiptMade[] = []): Finding {
  const {
    answer,
    registers: declared,
    remote = [],
    calls,
    judge = nobodyDecided,
    told = NOTHING_TOLD,
    domestic = [],
    putOff = [],
    at,
  } = basis;
  const registers = declared.map((register) => asSearched(register, answer));
  const answered = registers.filter(({ standing }) => SPEAKS.has(standing.kind)).map((r) => r.manifest.id);
  const judged = (subjects: readonly SubjectAnswer[]) =>
    subjects.map((subject) => ({ subject, matches: subject.links.map((link) => matchFrom(link, judge(link))) }));
  const imported = judged(answer.subjects);
  const sent = remote.map(({ register, subjects }) => ({ register, judged: judged(subjects) }));
  // Each remote register's people are counted by themselves: one that sends many can not hide what another one found.
  const all = [...imported, ...sent.flatMap((one) => one.judged)];
  const direct = all.flatMap(({ subject, matches: found }) =>
    isAmbiguous(subject) ? found.filter(({ standing }) => standing !== 'unreviewed') : found,
  );
  const associated = (answer.associated ?? []).flatMap((found) => matchesVia(found, judge));
  const matches = [...direct, ...associated].filter((match) => answered.includes(match.register));
  const subjects = all.map(({ subject }) => subject);
  const hits = hitsOf(subjects, matches);
  const named = namedInCall(told, hits);
  return {
    flags: [
      ...repeatFlag(calls),
      ...(putOff.includes('history') ? [] : historyFlags(episodesOf(hits, domestic, told, at), at)),
      ...flagsFrom(
        matches,
        registers.map((r) => r.manifest),
        at,
      ),
    ].toSorted(byDanger),
    matches,
    checks: registers.map((register) => {
      const { id } = register.manifest;
      const about = sent.find((one) => one.register === id)?.judged ?? imported;
      const receipts = about.map(({ subject, matches: found }) =>
        receiptFor(register, subject, at, { matches: found, byHand }),
      );
      return ledgerLine(id, [...ofTheCall(receipts), ...hitsVia(associated.filter((match) => match.register === id))]);
    }),
    prompts: onePerSubject(all.flatMap(({ subject }) => promptFor(subject))),
    ...(named.length > 0 ? { named } : {}),
    ...(putOff.length > 0 ? { putOff: [...putOff] } : {}),
  };
}

/** What stands in the words of the call is on the ledger where it says something: what the form lacks is asked of the form. */
function ofTheCall(receipts: readonly Receipt[]): readonly Receipt[] {
  const telling = receipts.filter(
    ({ subject, status }) => !isFromText(subject) || status === 'hit' || status === 'no-trace',
  );
  return telling.length === 0 ? receipts : telling;
}

/** A register that was hit through an associate is never shown as without a trace (R2). */
const hitsVia = (matches: readonly Match[]): Receipt[] =>
  matches
    .filter(({ standing }) => standing !== 'rejected')
    .map(({ subject, via = '' }) => ({ subject, status: 'hit', reason: `via ${via}` }));

/** Each link of a subject with the match that it is on the card. */
function hitsOf(subjects: readonly SubjectAnswer[], matches: readonly Match[]): Hit[] {
  const byId = new Map(matches.map((match) => [match.id, match]));
  return subjects.flatMap(({ links }) =>
    links.flatMap((link) => {
      const match = byId.get(matchId(link));
      return match ? [{ link, match }] : [];
    }),
  );
}

/** Standings in which what a register found is shown: one that is waited for may have answered before. */
const SPEAKS: ReadonlySet<RegisterCondition['standing']['kind']> = new Set(['answers', 'waiting']);

const onePerSubject = (prompts: readonly Prompt[]): Prompt[] =>
  prompts.filter(({ id }, at) => prompts.findIndex((prompt) => prompt.id === id) === at);

/** A register that the search did not cover did not answer, whatever its standing was a moment before (R2). */
function asSearched(condition: RegisterCondition, answer: CheckAnswer): RegisterCondition {
  const covered = answer.searched.some((s) => s.register === condition.manifest.id && s.batch !== null);
  if (condition.standing.kind !== 'answers' || covered) return condition;
  return {
    ...condition,
    standing: { kind: 'unavailable', reason: answer.failure ?? 'this register was not searched' },
  };
}

/** What a check came to when the matcher could not be asked at all: every register is unavailable, and says why. */
export const unanswered = (subjects: readonly Subject[], failure: string): CheckAnswer => ({
  subjects: subjects.map(({ ref }) => ({ subject: ref, keys: [], complete: false, links: [], candidates: 0 })),
  searched: [],
  model: 'none',
  failure,
});

/** The question that separates the people who could be meant. */
function promptFor(answer: SubjectAnswer): Prompt[] {
  if (answer.separatingQuestion === undefined || (answer.candidates < 2 && answer.equals === undefined)) return [];
  return [
    {
      id: `separate:${answer.subject.id ?? answer.subject.kind}`,
      question: answer.separatingQuestion,
      reason:
        answer.equals === undefined
          ? `${answer.candidates} recorded people could be meant`
          : `${countOf(answer.equals)} recorded people fit equally`,
      subject: answer.subject,
    },
  ];
}
