import { StorageUnavailable, type Clock, type Matcher, type Presence } from '../ports.js';
import type { Attendance, Card, FiledReport, PutOff, Role } from '../contract/index.js';
import { CARD_VIEWS, decide, relationTo, viewOf, type Actor, type Attended } from '../domain/access/policy.js';
import { evolveRestriction, type OwnHit, type Restrictable } from '../domain/access/restriction.js';
import { associatesOf, foundVia } from '../domain/briefing/associates.js';
import { cardOf } from '../domain/briefing/card.js';
import { looksTheSame } from '../domain/briefing/changes.js';
import { unanswered, type Basis } from '../domain/briefing/finding.js';
import { isFromText, subjectsToCheck } from '../domain/briefing/narrative/subjects-in-text.js';
import { toldIn } from '../domain/briefing/narrative/texts.js';
import type { RegisterCondition } from '../domain/briefing/receipts.js';
import { searchedAgain, toSearchAgain } from '../domain/briefing/search-again.js';
import { judging, linkedOn, type Judge } from '../domain/briefing/standing.js';
import { viewSince } from '../domain/briefing/view.js';
import { NOT_ASKED } from '../domain/briefing/without-findings.js';
import type { Decision } from '../domain/incident/decisions.js';
import { endings, gradeRestored } from '../domain/grade/lapse.js';
import type { Downgrade } from '../domain/incident/downgrade.js';
import type { FoundCall } from '../domain/incident/linked.js';
import { mergedCalls, type LinksState } from '../domain/incident/same-event.js';
import type { CheckCause, IncidentEvent, StoredView } from '../domain/incident/events.js';
import type { ClosedIncident, OpenIncident } from '../domain/incident/state.js';
import { mayPutOff } from '../domain/desk/overload.js';
import type { DeskWork } from '../domain/desk/work.js';
import type { CheckAnswer, Subject } from '../domain/match/types.js';
import { asOf as newestBatch } from '../domain/register/evolve.js';
import type { RemoteAnswer } from '../domain/register/remote.js';
import type { WorkforceModel } from '../workforce/workforce.model.js';
import type { DeskModel } from '../desk/desk.model.js';
import type { BriefingQueue } from './briefing-queue.js';
import type { CallsModel } from './calls.model.js';
import type { DomesticCallsModel } from './domestic-calls.model.js';
import type { RejectionsModel } from './rejections.model.js';
import type { RegistersModel } from '../registers/registers.model.js';
import { notLoadedYet } from './not-loaded-yet.js';
import { remoteBasis } from './remote-basis.js';
import { setApart, type AboutWhom, type SetApart } from './set-apart.js';

export interface BriefingPorts {
  readonly matcher: Matcher;
  readonly registers: RegistersModel;
  readonly presence: Presence;
  readonly desk: DeskModel;
  readonly calls: CallsModel;
  readonly rejections: RejectionsModel;
  readonly domesticCalls: DomesticCallsModel;
  readonly workforce: WorkforceModel;
  readonly clock: Clock;
  readonly briefings: BriefingQueue;
}

export interface ToBrief extends Restrictable {
  readonly incidentId: string;
  readonly reference: string;
  readonly createdBy: string;
  readonly attendance: readonly Attendance[];
  readonly owner?: Attended['owner'];
  readonly glass?: Attended['glass'];
  readonly closing?: Attended['closing'];
  readonly report: FiledReport;
  /** what people decided on its matches, those decisions included that are appended with this card */
  readonly decisions?: readonly Decision[] | undefined;
  /** what the desk has done about it, the look included that is appended with this card */
  readonly work?: DeskWork | undefined;
  /** calls that it is linked with */
  readonly links?: LinksState | undefined;
  /** the card before this one */
  readonly before: Card | undefined;
  /** requests to lower the grade: what the card brings may end them */
  readonly downgrades: readonly Downgrade[];
  /** questions that somebody has asked or skipped */
  readonly prompted?: readonly string[] | undefined;
  readonly cause: CheckCause;
  /** a card is issued even when it would look the same: its readers do not have the one before */
  readonly anew?: boolean;
  /** nothing is put off, whatever the load: this is the time to do it */
  readonly inFull?: boolean;
  /** the newest word of each remote register about this incident; undefined: none was asked yet */
  readonly remote: readonly RemoteAnswer[] | undefined;
  /** the one among these that is new */
  readonly answered?: RemoteAnswer;
}

/** What an open incident is briefed on, as it is now. */
export const briefOf = (
  {
    id,
    reference,
    createdBy,
    attendance,
    owner,
    closing,
    decisions,
    work,
    links,
    remote,
    report,
    card,
    downgrades = [],
    prompted,
    restricted,
    notOurs,
    glass,
  }: OpenIncident | ClosedIncident,
  cause: CheckCause,
): ToBrief => ({
  incidentId: id,
  reference,
  createdBy,
  attendance,
  owner,
  closing,
  decisions,
  work,
  links,
  remote,
  report,
  before: card,
  downgrades,
  prompted,
  restricted,
  notOurs,
  glass,
  cause,
});

/**
 * From a report to the events of its briefing: ask the registers, make the card, cut each role's view, say who is
 * entitled to it now. Nothing is stored here: the caller appends these events together with the report itself, as one
 * (R1). A card that would look the same as the one before makes no version.
 */
export async function briefIncident(ports: BriefingPorts, brief: ToBrief, actor: Actor): Promise<IncidentEvent[]> {
  const subjects = subjectsToCheck(brief.report);
  const later = brief.inFull === true ? NOTHING_PUT_OFF : mayPutOff(ports.briefings.shed, brief.before);
  const checking = await checkRegisters(ports, subjects, brief, later);
  const { restriction, ...basis } = { ...checking, told: toldIn(brief.report) };
  // Who may read it is decided before anybody is issued the card (R17).
  const apart = restriction === undefined ? [] : [restriction];
  const about = apart.reduce<ToBrief>(evolveRestriction, brief);
  const checked: IncidentEvent = {
    type: 'checked',
    body: {
      v: 1,
      cause: brief.cause,
      answer: basis.answer,
      ...(brief.answered === undefined ? {} : { remote: brief.answered }),
    },
  };
  const level = ports.desk.at(basis.at).level;
  const found = cardOf({ ...brief, basis, level });
  if (brief.before && brief.anew !== true && looksTheSame(brief.before, found)) return [...apart, checked];
  // Whether a downgrade stands is decided with the card that says why it may not: no ruling can come in between (R6).
  const ended = endings(brief.downgrades, brief.report.grade ?? null, found);
  const card = ended.length === 0 ? found : cardOf({ ...brief, ...afterEndings(brief.report, ended), basis, level });
  const sent = basis.remote?.flatMap((finding) => finding.subjects) ?? [];
  const made = linkedOn({ ...basis.answer, subjects: [...basis.answer.subjects, ...sent] }, subjects);
  const issued = { issuedTo: entitled(ports, about, actor), linkedOn: made };
  return [...apart, checked, ...ended, issue(ports, { before: brief.before, card }, issued)];
}

/** The report with the grade that is restored, and what a reader is told of it. */
function afterEndings(report: FiledReport, ended: ReturnType<typeof endings>) {
  const grade = gradeRestored(report.grade ?? null, ended);
  const news = ended.map(({ type, body }) => {
    const restored = 'restored' in body ? `, the grade is ${body.restored} again` : '';
    const what = type === 'downgrade-lapsed' ? `The downgrade lapsed${restored}` : 'About the downgrade';
    return `${what}: ${body.because.join('; ')}`;
  });
  return { report: grade === null ? report : { ...report, grade }, news };
}

const NOTHING_PUT_OFF: ReadonlySet<PutOff> = new Set();

type Issued = Extract<IncidentEvent, { type: 'card-issued' }>;

/** The card with each role's view of it, and to whom it is issued. */
function issue(
  { registers }: Pick<BriefingPorts, 'registers'>,
  { before, card }: { readonly before: Card | undefined; readonly card: Card },
  rest: Pick<Issued['body'], 'issuedTo' | 'linkedOn'>,
): Issued {
  const manifests = registers.manifests();
  const unmasked = JSON.stringify(card);
  const views = Object.fromEntries(
    CARD_VIEWS.map((role): [Role, StoredView] => {
      const view = viewSince(before, card, viewOf(role), manifests);
      return [role, JSON.stringify(view) === unmasked ? 'full' : view];
    }),
  );
  return { type: 'card-issued', body: { v: 1, card, views, ...rest } };
}

/** The incident that is checked for; a draft that was not filed yet is of none. */
export type AboutIncident = AboutWhom & {
  readonly [K in 'incidentId' | 'decisions' | 'links' | 'remote']?: ToBrief[K] | undefined;
};

/** What everything on a card follows from, what of it is the force's own, and what that restricts. */
type Checked = Basis & Pick<SetApart, 'restriction'> & { readonly own: readonly OwnHit[] };

/**
 * Asks every register about every subject, and Outrider's own calls (R16). A matcher that cannot be asked leaves each register `unavailable`: a report
 * is never refused because intelligence is.
 *
 * @param wanted the subjects of the report, those in the words of the call among them
 * @param later what is put off if there is any of it
 */
export async function checkRegisters(
  ports: Omit<BriefingPorts, 'presence' | 'desk' | 'briefings'>,
  wanted: readonly Subject[],
  about: AboutIncident,
  later: ReadonlySet<PutOff>,
): Promise<Checked> {
  const { matcher, registers, calls, domesticCalls, rejections, workforce, clock } = ports;
  const at = clock.now();
  const stated = wanted.filter(({ ref }) => !isFromText(ref));
  const subjects = later.has('narrative') ? stated : wanted;
  const judge = judging(subjects, about.decisions ?? [], rejections.before(about.incidentId));
  const asked = askMatcher(matcher, subjects, at);
  // Meanwhile, because the matcher works in a thread of its own.
  const linked = linkedCallsOf(calls, stated, at, about);
  const domestic = later.has('history')
    ? []
    : domesticCalls
        .about(stated, at, about.incidentId)
        .filter((call) => !oneEventWith(about).includes(call.incidentId));
  const own = workforce.about(stated, at);
  const apart = setApart(workforce, about, { own, calls: linked, domestic });
  const remote = remoteBasis(registers, about, subjects, judge, at);
  const found = await searchWithoutRejected(matcher, await asked, subjects, judge, at);
  const associates = associatesOf(found, (id) => registers.manifest(id)?.title ?? id, judge);
  const searched = later.has('associates') ? found : await followAssociates(matcher, found, associates, at);
  const answer = { ...searched, searched: [...searched.searched, ...remote.searched] };
  const standings = conditions(registers, at).map(
    (local) =>
      remote.conditions.get(local.manifest.id) ?? notLoadedYet(local, searched, registers.active(local.manifest.id)),
  );
  const putOff = [
    ...(later.has('history') && stated.some(({ ref }) => ref.kind === 'person') ? ['history' as const] : []),
    ...(later.has('associates') && associates.length > 0 ? ['associates' as const] : []),
    ...(subjects.length < wanted.length ? ['narrative' as const] : []),
  ];
  return { answer, registers: standings, remote: remote.findings, ...apart, own, judge, putOff, at };
}

/** The calls about the same event as this one: they are one incident (R16), in every count too. */
const oneEventWith = ({ links }: AboutIncident): readonly (string | undefined)[] => [
  links?.joined?.to,
  ...mergedCalls(links).map((call) => call.incidentId),
];

/** Other calls as the registers would find them, and those that somebody said are a repeat; calls of the same event are none. */
function linkedCallsOf(calls: CallsModel, subjects: readonly Subject[], at: string, about: AboutIncident): FoundCall[] {
  const { incidentId, links } = about;
  const oneEvent = oneEventWith(about);
  const found = calls.about(subjects, at, incidentId).filter((call) => !oneEvent.includes(call.incidentId));
  const repeats = links?.calls.filter(({ kind }) => kind === 'repeat').map((call) => call.incidentId) ?? [];
  const known = new Set(found.map((call) => call.incidentId));
  return [...found, ...calls.said(repeats.filter((id) => !known.has(id)))];
}

async function askMatcher(matcher: Matcher, subjects: readonly Subject[], at: string): Promise<CheckAnswer> {
  try {
    return await matcher.check({ subjects, at });
  } catch (cause) {
    if (cause instanceof StorageUnavailable) throw cause;
    return unanswered(subjects, NOT_ASKED);
  }
}

/** Asks again about those of whom something was rejected: only when there is somebody. */
async function searchWithoutRejected(
  matcher: Matcher,
  answer: CheckAnswer,
  subjects: readonly Subject[],
  judge: Judge,
  at: string,
): Promise<CheckAnswer> {
  const toAsk = toSearchAgain(subjects, answer.subjects, judge);
  if (toAsk.length === 0) return answer;
  const again = await askMatcher(matcher, toAsk, at);
  return again.failure === undefined
    ? { ...answer, subjects: searchedAgain(answer.subjects, again.subjects, judge) }
    : answer;
}

/** One step on, through the people on the records that were hit: asked for only when there is somebody to follow. */
async function followAssociates(
  matcher: Matcher,
  answer: CheckAnswer,
  associates: ReturnType<typeof associatesOf>,
  at: string,
): Promise<CheckAnswer> {
  if (associates.length === 0) return answer;
  const { subjects } = await askMatcher(
    matcher,
    associates.map((associate) => associate.asks),
    at,
  );
  const associated = associates.flatMap((associate, index) => foundVia(associate, subjects[index]));
  return associated.length === 0 ? answer : { ...answer, associated };
}

/** How each register stands at an instant: whether its silence would mean anything (R2). */
export function conditions(registers: RegistersModel, at: string): RegisterCondition[] {
  return registers.manifests().map((manifest): RegisterCondition => {
    const history = registers.state(manifest.id);
    const { available, reason } = history;
    const asOf = newestBatch(history);
    if (manifest.manual) return { manifest, standing: { kind: 'manual' } };
    if (!available) return { manifest, standing: { kind: 'unavailable', reason: reason ?? 'out of service' } };
    if (asOf === undefined) return { manifest, standing: { kind: 'unavailable', reason: 'nothing was ever loaded' } };
    const stale = registers.freshness(manifest.id, at) !== 'fresh';
    return { manifest, standing: { kind: 'answers', asOf, stale } };
  });
}

/** The reporter, who reads the card in the answer, and everyone connected whom the policy entitles. */
function entitled(
  { presence }: Pick<BriefingPorts, 'presence'>,
  brief: ToBrief,
  actor: Actor,
): { reader: string; viewAs: Role; reason: string }[] {
  const others = presence.connected().filter((reader) => reader.userId !== actor.userId);
  return [actor, ...others].flatMap((reader) => {
    const decision = decide(reader, 'card.read', relationTo(brief, reader));
    return decision.allow ? [{ reader: reader.userId, viewAs: decision.viewAs, reason: decision.reason }] : [];
  });
}
