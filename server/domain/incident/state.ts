import type { Attendance, Card, FiledReport, Grade } from '../../contract/index.js';
import { withAnswer, type RemoteAnswer } from '../register/remote.js';
import { evolveWork, type DeskWork } from '../desk/work.js';
import { evolveClosing, newClosing, withCard, withCategory, withSeeker, type ClosingState } from '../closing/state.js';
import { afterOther, evolveHanding, NOTHING_HANDED, type HandingState } from '../handover/state.js';
import type { HandoverEvent } from '../handover/events.js';
import { evolveGlass, type Glass } from '../access/glass.js';
import { evolveRestriction, type Restrictable } from '../access/restriction.js';
import { evolveAttendance } from './attendance.js';
import { evolveDecisions, withoutDispute, type Decision, type LinkedOn } from './decisions.js';
import { evolveDowngrades, gradeAfter, type Downgrade, type DowngradeEvent } from './downgrade.js';
import type { IncidentEvent, IncidentGrade } from './events.js';
import { evolveLinks, type LinksState } from './same-event.js';
import { CONTROL_ROOM, isPerson } from './owner.js';
import { evolveDiverted, evolveWatched, type Watched } from './unresourced.js';
import { holdAfter, type Hold } from './retention.js';
import type { ErasedEvent } from './upcast.js';

/** An incident as its events make it. A union per state, holding only what that state has. */
export type Incident = { readonly kind: 'unknown' } | OpenIncident | ClosedIncident | ErasedIncident;

export interface OpenIncident extends Restrictable {
  readonly kind: 'open';
  readonly id: string;
  readonly reference: string;
  readonly createdBy: string;
  readonly report: FiledReport;
  readonly grade: IncidentGrade;
  /** counts report and grade changes only: what `If-Match` names */
  readonly reportVersion: number;
  /** the latest unmasked card; undefined only between two events of the first append */
  readonly card: Card | undefined;
  /** every officer who was sent, the oldest first; those stood down stay with the time */
  readonly attendance: readonly Attendance[];
  /** the questions that somebody has asked or skipped, by id */
  readonly prompted?: readonly string[];
  /** how far it climbed while nobody was sent, and who looked again */
  readonly watched?: Watched;
  /** requests to lower the grade, the oldest first */
  readonly downgrades?: readonly Downgrade[];
  /** the grades, `none` among them, whose clock passed with nobody there */
  readonly clocksPassed?: readonly (Grade | 'none')[];
  /** the newest version that another system said, by its own count; undefined: none did, or it does not count */
  readonly sourceVersion?: number;
  /** what each match of the card was made from */
  readonly linkedOn?: Readonly<Record<string, LinkedOn>>;
  /** what people decided on matches, as far as no later decision took its place */
  readonly decisions?: readonly Decision[];
  /** the newest word of each remote register that was asked about it */
  readonly remote?: readonly RemoteAnswer[];
  /** what the desk has done about it; undefined: nothing yet */
  readonly work?: DeskWork;
  /** who is responsible for it: whoever reported it, then whoever sent the first officers, or took it over */
  readonly owner: string;
  /** calls that it is linked with; undefined: none ever was */
  readonly links?: LinksState;
  readonly closing: ClosingState;
  /** who may read it for the time being, although it is not theirs; undefined: nobody ever broke the glass */
  readonly glass?: readonly Glass[] | undefined;
  /** what is being handed over, and what is late; undefined: nothing was so far */
  readonly handing?: HandingState;
  /** legal hold: its contents may not be erased */
  readonly hold?: Hold | undefined;
}

/** It stays readable, and a call about it is still linked with it; only what reopens it changes it. */
export interface ClosedIncident extends Omit<OpenIncident, 'kind'> {
  readonly kind: 'closed';
  /** ISO 8601 */
  readonly closedAt: string;
  readonly closedBy: string;
}

/** Retention erased what it held; that it happened remains. */
export interface ErasedIncident {
  readonly kind: 'erased';
  readonly id: string;
}

export const unknownIncident: Incident = { kind: 'unknown' };

export interface HappenedToIncident {
  readonly incidentId: string;
  readonly by: string;
  /** ISO 8601 */
  readonly at: string;
  readonly event: IncidentEvent | ErasedEvent;
}

/** One event on: pure and total over every log that Outrider can have written, erased bodies included. */
export function evolve(state: Incident, { incidentId, by, at, event }: HappenedToIncident): Incident {
  if (event.type === 'erased' || state.kind === 'erased') return { kind: 'erased', id: incidentId };
  if (event.type === 'reported') {
    const { reference, report } = event.body;
    return {
      kind: 'open',
      id: incidentId,
      reference,
      createdBy: by,
      report,
      grade: report.grade ?? null,
      reportVersion: 1,
      card: undefined,
      attendance: [],
      owner: isPerson(by) ? by : CONTROL_ROOM,
      closing: newClosing(report),
    };
  }
  if (state.kind === 'closed') return evolveClosed(state, { incidentId, by, at, event });
  if (state.kind !== 'open') throw new Error(`incident ${incidentId}: "${event.type}" before it was reported`);
  const after = evolveOpen(state, { incidentId, by, at, event });
  if (after.kind !== 'open' || after.handing === undefined || event.type === 'handover-accepted') return after;
  return { ...after, handing: afterOther(after.handing, event.type, by) };
}

type Happened = Omit<HappenedToIncident, 'event'> & { readonly event: Exclude<IncidentEvent, { type: 'reported' }> };

function evolveOpen(state: OpenIncident, { by, at, event }: Happened): OpenIncident | ClosedIncident {
  switch (event.type) {
    case 'revised': {
      const { report } = event.body;
      const { reportVersion, closing } = state;
      return {
        ...state,
        report,
        grade: report.grade ?? null,
        reportVersion: reportVersion + 1,
        closing: withCategory(closing, report),
      };
    }
    case 'dispatched': {
      // Whoever sends the first officers takes it over from whoever took the call.
      const owner = state.attendance.length === 0 ? by : state.owner;
      return { ...state, owner, attendance: evolveAttendance(state.attendance, event, at) };
    }
    case 'stood-down':
    case 'arrived':
    case 'departed':
      return { ...state, attendance: evolveAttendance(state.attendance, event, at) };
    case 'checked': {
      const { remote } = event.body;
      return remote === undefined ? state : { ...state, remote: withAnswer(state.remote ?? [], remote) };
    }
    case 'linked':
    case 'unlinked':
    case 'joined':
    case 'left':
      return evolveLinks(state, event);
    case 'briefing-prompted':
    case 'read-out':
      return state;
    case 'downgrade-requested':
    case 'downgrade-ruled':
    case 'downgrade-expired':
    case 'downgrade-lapsed':
    case 'downgrade-warned':
      return withDowngrade(state, event, { by, at });
    case 'prompt-answered':
      return { ...state, prompted: [...(state.prompted ?? []), event.body.id] };
    case 'diverted':
      return { ...state, attendance: evolveDiverted(state.attendance, event.body.officers, at) };
    case 'climbed':
    case 'reassessed':
      return { ...state, watched: evolveWatched(state.watched, event, at) };
    case 'clock-passed':
      return { ...state, clocksPassed: [...(state.clocksPassed ?? []), event.body.grade ?? 'none'] };
    case 'card-issued': {
      const { card, linkedOn } = event.body;
      const closing = withCard(state.closing, state.card, card);
      return { ...state, card, closing, ...(linkedOn === undefined ? {} : { linkedOn }) };
    }
    case 'match-decided':
      return { ...state, decisions: evolveDecisions(state.decisions, event, by, at) };
    case 'dispute-withdrawn':
      return { ...state, decisions: withoutDispute(state.decisions, event.body.matchId) };
    case 'job-claimed':
    case 'job-returned':
    case 'form-kept':
    case 'looked':
    case 'desk-asked':
      return { ...state, work: evolveWork(state.work, event, { by, at }) };
    case 'glass-broken':
    case 'glass-closed':
      return { ...state, glass: evolveGlass(state.glass ?? [], event, by) };
    case 'restricted':
    case 'let-in':
    case 'restriction-lifted':
      return evolveRestriction(state, event);
    case 'fed': {
      const { sourceVersion } = event.body;
      return sourceVersion === undefined ? state : { ...state, sourceVersion };
    }
    case 'closed': {
      // Nobody is responsible for anything of it any more.
      const { handing: _, glass: _glass, ...rest } = state;
      return { ...rest, ...workAtEnd(state), kind: 'closed', closedAt: at, closedBy: by };
    }
    case 'handover-offered':
    case 'handover-accepted':
    case 'overdue':
      return withHanding(state, event, { by, at });
    case 'held':
    case 'hold-lifted':
      return { ...state, hold: holdAfter(event, at) };
    case 'noted':
    case 'suspect-recorded':
    case 'signed-off':
    case 'reviewed':
    case 'reopened':
      return { ...state, closing: evolveClosing(state.closing, event, { by, at }) };
  }
}

/** Whoever has its job at the desk has it no longer. */
function workAtEnd({ work }: OpenIncident): Pick<OpenIncident, 'work'> {
  if (work?.claim === undefined) return {};
  const { claim: _claim, ...done } = work;
  return { work: done };
}

function withHanding(
  state: OpenIncident,
  event: HandoverEvent,
  happened: { readonly by: string; readonly at: string },
): OpenIncident {
  const handing = evolveHanding(state.handing ?? NOTHING_HANDED, event, happened);
  if (event.type !== 'handover-accepted') return { ...state, handing };
  const { by } = happened;
  const { closing } = state;
  switch (event.body.item) {
    case 'incident':
      return { ...state, handing, owner: by };
    case 'suspect':
      return { ...state, handing, closing: withSeeker(closing, by) };
    case 'job':
    case 'ruling':
      return { ...state, handing };
  }
}

/**
 * What may still happen to a closed incident: it is written to, reviewed, named by another system, looked at by the desk, or
 * opened again.
 */
function evolveClosed(state: ClosedIncident, { incidentId, by, at, event }: HappenedToIncident): Incident {
  switch (event.type) {
    case 'held':
    case 'hold-lifted':
      return { ...state, hold: holdAfter(event, at) };
    case 'job-claimed':
    case 'job-returned':
    case 'form-kept':
    case 'looked':
    case 'match-decided':
    case 'checked':
    case 'card-issued':
      return { ...state, ...evolveOpen({ ...state, kind: 'open' }, { incidentId, by, at, event }), kind: 'closed' };
    case 'noted':
    case 'reviewed':
      return { ...state, closing: evolveClosing(state.closing, event, { by, at }) };
    case 'restricted':
    case 'let-in':
    case 'restriction-lifted':
      return evolveRestriction(state, event);
    case 'fed':
      return event.body.sourceVersion === undefined ? state : { ...state, sourceVersion: event.body.sourceVersion };
    case 'reopened': {
      const { closedAt: _at, closedBy: _by, ...rest } = state;
      // What another system opens again is still whoever's it was.
      const owner = isPerson(by) ? by : state.owner;
      return { ...rest, kind: 'open', owner, closing: evolveClosing(state.closing, event, { by, at }) };
    }
    default:
      return state;
  }
}

function withDowngrade(
  state: OpenIncident,
  event: DowngradeEvent,
  when: { readonly by: string; readonly at: string },
): OpenIncident {
  const before = state.downgrades ?? [];
  const grade = gradeAfter(event, { grade: state.grade, downgrades: before });
  const downgrades = evolveDowngrades(before, event, when);
  if (grade === undefined) return { ...state, downgrades };
  return {
    ...state,
    downgrades,
    grade,
    report: { ...state.report, grade },
    reportVersion: state.reportVersion + 1,
  };
}

/** Several events on, all by one actor at one time: from nothing, or from a state. */
export const evolveAll = (
  incidentId: string,
  { by, at }: { readonly by: string; readonly at: string },
  events: readonly IncidentEvent[],
  from: Incident = unknownIncident,
): Incident => events.reduce((state, event) => evolve(state, { incidentId, by, at, event }), from);
