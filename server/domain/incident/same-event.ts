import { refuse, type Card, type KnownParty, type LinkKind, type Outcome } from '../../contract/index.js';
import { earlierRing, higherGrade } from '../grade/no-other-way.js';
import { same } from '../same.js';
import { attending } from './attendance.js';
import type { IncidentGrade } from './events.js';
import type { OpenIncident } from './state.js';

/** Calls about one place count as one event when they come within this time of each other, in ms. */
const SAME_TIME_MS = 60 * 60_000;
/** Registers whose records mark an address: a second call there is a repeat call (R16). */
const MARKING: readonly string[] = ['critical-marker', 'marac', 'court-order'];
/** The most people that a report has. */
const MOST_PEOPLE = 50;

/** A call that is linked to an incident: what the incident keeps of it, so that it can be taken apart again. */
export interface LinkedTo {
  readonly kind: LinkKind;
  readonly incidentId: string;
  readonly reference: string;
  readonly openedAt: string;
  readonly firstRingAt: string;
  readonly grade: IncidentGrade;
  /** the call's own grade when it last told the incident of itself; left out: it is `grade` */
  readonly own?: IncidentGrade;
  /** people of that call who came onto this report */
  readonly people: readonly KnownParty[];
}

export type LinkEvent =
  | { readonly type: 'linked'; readonly body: { readonly v: 1 } & LinkedTo }
  | { readonly type: 'unlinked'; readonly body: { readonly v: 1; readonly incidentId: string } }
  /** of the call that is now part of another incident */
  | { readonly type: 'joined'; readonly body: { readonly v: 1; readonly to: string; readonly reference: string } }
  | { readonly type: 'left'; readonly body: { readonly v: 1; readonly to: string } };

/** The latest version of each of these events' bodies. */
export const LINK_EVENTS = { linked: 1, unlinked: 1, joined: 1, left: 1 } as const satisfies Record<
  LinkEvent['type'],
  number
>;

/** What an incident knows of the calls that it is linked with. */
export interface LinksState {
  readonly calls: readonly LinkedTo[];
  /** the grade that it had when the last of them came or went */
  readonly grade: IncidentGrade;
  /** its own, before other calls came to it */
  readonly own: { readonly grade: IncidentGrade; readonly firstRingAt: string };
  /** the incident that it is part of: it is on no board, and runs on no clock of its own */
  readonly joined?: { readonly to: string; readonly reference: string };
}

type Linkable = Pick<OpenIncident, 'report' | 'grade' | 'reportVersion' | 'links'>;

/** The calls that are one event with an incident, its own not among them. */
export const mergedCalls = (links: LinksState | undefined): readonly LinkedTo[] =>
  links?.calls.filter(({ kind }) => kind === 'same-event') ?? [];

/** One event on: the higher grade stays and clocks run from the earliest first ring, for as long as the calls are one. */
export function evolveLinks<I extends Linkable>(incident: I, event: LinkEvent): I {
  const { report, grade } = incident;
  const links: LinksState = incident.links ?? { calls: [], grade, own: { grade, firstRingAt: report.firstRingAt } };
  switch (event.type) {
    case 'joined': {
      const { to, reference } = event.body;
      return { ...incident, links: { ...links, joined: { to, reference } } };
    }
    case 'left': {
      const { joined: _, ...rest } = links;
      return { ...incident, links: rest };
    }
    case 'linked': {
      const { v: _, ...call } = event.body;
      const before = links.calls.find(({ incidentId }) => incidentId === call.incidentId);
      const others = links.calls.filter((other) => other !== before);
      const people = [...withoutTheirs(report.people, before), ...call.people];
      return together({ ...incident, report: { ...report, people } }, links, [...others, call]);
    }
    case 'unlinked': {
      const left = links.calls.find(({ incidentId }) => incidentId === event.body.incidentId);
      const calls = links.calls.filter((call) => call !== left);
      return together({ ...incident, report: { ...report, people: withoutTheirs(report.people, left) } }, links, calls);
    }
  }
}

/** The people of an incident but for those whom a call brought. */
function withoutTheirs(people: readonly KnownParty[], call: LinkedTo | undefined): KnownParty[] {
  const theirs = new Set(call?.people.map(({ id }) => id));
  return people.filter(({ id }) => !theirs.has(id));
}

/**
 * The incident with its calls. When a person has graded it since the last call came or went, that is the grade of them all
 * from now on: no call that was there brings another one back.
 */
function together<I extends Linkable>(incident: I, links: LinksState, calls: readonly LinkedTo[]): I {
  const { grade } = incident;
  const regraded = grade !== links.grade;
  const own = regraded ? { ...links.own, grade } : links.own;
  const wasThere = ({ incidentId, grade: said }: LinkedTo): boolean =>
    links.calls.some((call) => call.incidentId === incidentId && call.grade === said);
  const known = regraded ? calls.map((call) => (wasThere(call) ? { ...call, grade } : call)) : calls;
  const merged = known.filter(({ kind }) => kind === 'same-event');
  const highest = merged.reduce((high, call) => higherGrade(high, call.grade), own.grade);
  const firstRingAt = merged.reduce((early, call) => earlierRing(early, call.firstRingAt), own.firstRingAt);
  const { grade: _, ...report } = incident.report;
  return {
    ...incident,
    grade: highest,
    report: { ...report, firstRingAt, ...(highest === null ? {} : { grade: highest }) },
    reportVersion: incident.reportVersion + 1,
    links: { ...links, calls: known, own, grade: highest },
  };
}

/**
 * Whether a linked call is a repeat call: about the same person, from the same number, or at an address that is marked. It
 * is never merged, and interrupts (R16).
 */
export const isRepeat = (card: Card, { because }: Pick<Card['linked'][number], 'because'>): boolean =>
  because.some((why) => why === 'person' || why === 'phone' || why === 'said') ||
  (because.includes('location') && isMarked(card));

const isMarked = ({ matches }: Card): boolean =>
  matches.some(
    ({ register, subject, tier, standing }) =>
      subject.kind === 'location' && tier !== 'possible' && standing !== 'rejected' && MARKING.includes(register),
  );

/** Calls that may be about the same event as this one, since place and time agree: a person decides. */
export const sameEventOf = (card: Card): Card['linked'] =>
  card.linked.filter(
    (call) =>
      !isRepeat(card, call) &&
      Math.abs(Date.parse(call.openedAt) - Date.parse(card.situation.openedAt)) <= SAME_TIME_MS,
  );

const digits = (phone: string): string => phone.replace(/[^\d+]/g, '');
const numbersOf = ({ report: { caller, people } }: OpenIncident): Set<string> =>
  new Set([caller?.phone, ...people.map((party) => party.phone)].flatMap((phone) => (phone ? [digits(phone)] : [])));

/**
 * The event of a call that becomes part of an incident, or why it must not: REPEAT_CALL (the same person, number or marked
 * address), OFFICERS_SENT (they would lose their card), ALREADY_LINKED (it is part of something, or has calls of its own).
 */
export function decideSameEvent(incident: OpenIncident, call: OpenIncident): Outcome<LinkEvent> {
  if (incident.id === call.id || incident.links?.joined || call.links?.joined || mergedCalls(call.links).length > 0) {
    return refuse('ALREADY_LINKED', 'Link a call that stands alone to the incident that goes on.');
  }
  const [mine, theirs] = [numbersOf(incident), numbersOf(call)];
  const again = [incident, call].some(({ card }, index) => {
    const other = index === 0 ? call.id : incident.id;
    const linked = card?.linked.find(({ incidentId }) => incidentId === other);
    return card !== undefined && linked !== undefined && isRepeat(card, linked);
  });
  if (again || [...mine].some((number) => theirs.has(number))) {
    return refuse('REPEAT_CALL', 'The same person, number or marked address: it stays an incident of its own.');
  }
  if (attending(call.attendance).length > 0) {
    return refuse('OFFICERS_SENT', 'Officers are sent to it: link the other call to this one, or stand them down.');
  }
  return { ok: true, value: linkedEvent('same-event', call, broughtAlong(incident, call)) };
}

/**
 * What calls that are part of an incident have become since they told it of themselves: an event for each that changed. Its
 * grade counts again only when it was raised on the call itself since.
 *
 * @param callOf an open call; undefined: it is closed or gone, and stays as it was
 */
export function callsBehind(
  incident: OpenIncident,
  callOf: (incidentId: string) => OpenIncident | undefined,
): Extract<LinkEvent, { type: 'linked' }>[] {
  return mergedCalls(incident.links).flatMap((known) => {
    const call = callOf(known.incidentId);
    if (call?.links?.joined?.to !== incident.id) return [];
    const { own = known.grade } = known;
    const report = { ...incident.report, people: withoutTheirs(incident.report.people, known) };
    const people = broughtAlong({ ...incident, report }, call);
    const { firstRingAt } = call.report;
    const raised = higherGrade(own, call.grade) !== own;
    if (!raised && same({ people, firstRingAt }, { people: known.people, firstRingAt: known.firstRingAt })) return [];
    const grade = raised ? call.grade : known.grade;
    return [{ type: 'linked', body: { v: 1, ...known, people, firstRingAt, grade, own: call.grade } }];
  });
}

/** The event of a call that somebody says is a repeat of this one. */
export const linkedEvent = (kind: LinkKind, call: OpenIncident, people: readonly KnownParty[] = []): LinkEvent => {
  const { id: incidentId, reference, grade, report } = call;
  const { openedAt, firstRingAt } = report;
  return { type: 'linked', body: { v: 1, kind, incidentId, reference, openedAt, firstRingAt, grade, people } };
};

/**
 * Whom a call brings onto the incident's card: everybody it is about, and its caller where a register knows them. Callers
 * of whom nothing is known stay with their own call, and one who wants to stay unnamed always does (R14).
 */
function broughtAlong(incident: OpenIncident, { id, report, card }: OpenIncident): KnownParty[] {
  const room = MOST_PEOPLE - incident.report.people.length;
  const others = report.people.filter(({ role }) => role !== 'caller');
  const known = card?.matches.some(({ subject }) => subject.id === 'caller') ?? false;
  const name = report.caller?.name?.split(/\s+/) ?? [];
  const caller: KnownParty[] =
    known && report.call?.anonymous !== true
      ? [
          {
            id: `caller-of-${id}`,
            role: 'caller',
            ...(name.length > 1 ? { givenNames: name.slice(0, -1).join(' ') } : {}),
            ...(name.length > 0 ? { surname: name.at(-1) } : {}),
            ...(report.caller?.phone ? { phone: report.caller.phone } : {}),
          },
        ]
      : [];
  return [...others, ...caller].slice(0, Math.max(0, room));
}

/** One of these events in a sentence. */
export function linkSentence(event: LinkEvent): string {
  switch (event.type) {
    case 'linked':
      return event.body.kind === 'same-event'
        ? `Call ${event.body.reference} is about the same event`
        : `Call ${event.body.reference} is a repeat of this one`;
    case 'unlinked':
      return 'A call that was linked is by itself again';
    case 'joined':
      return `It is part of ${event.body.reference}: the same event`;
    case 'left':
      return 'It is an incident of its own again';
  }
}
