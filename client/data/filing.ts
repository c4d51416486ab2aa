import type { Grade, IncidentDetail, IncidentReply, Report, ReportPatch } from '../../server/contract/index.js';
import { patchBetween, rebase } from './merge-patch.js';
import { withIds } from './report.js';

/** The incident as this screen last heard that the server holds it. */
export interface Filed {
  readonly id: string;
  readonly reference: string;
  /** the report version, for `If-Match` */
  readonly version: number;
  readonly grade: Grade | null;
  readonly report: Report;
}

/** A request that is on its way, kept word for word until it is answered: a retry is the same request (R8). */
export interface Sending {
  readonly key: string;
  /** what the server will hold when it has taken effect */
  readonly target: Report;
  /** how often it got no answer */
  readonly tries: number;
}

/** Where a call's report stands. */
export type Filing =
  | { readonly kind: 'new' }
  | { readonly kind: 'filing'; readonly sending: Sending }
  | { readonly kind: 'filed'; readonly incident: Filed }
  | { readonly kind: 'saving'; readonly incident: Filed; readonly sending: Sending; readonly patch: ReportPatch }
  /** somebody changed the incident in between: their report is being fetched */
  | { readonly kind: 'overtaken'; readonly incident: Filed };

/** The incident as it is read again. */
type Reloaded = Pick<IncidentDetail, 'id' | 'reference' | 'version' | 'grade' | 'report'>;

export type FilingEvent =
  | { readonly kind: 'send'; readonly key: string; readonly report: Report }
  | { readonly kind: 'unanswered' }
  | {
      readonly kind: 'accepted';
      readonly reply: Pick<IncidentReply, 'id' | 'reference' | 'version' | 'grade' | 'people'>;
    }
  | { readonly kind: 'refused' }
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'reloaded'; readonly detail: Reloaded };

/**
 * One step of a filing. `send` starts a request only when none is on its way and something differs; whatever is typed
 * meanwhile is sent by the next.
 *
 * @returns the same object when the event changes nothing
 */
export function foldFiling(filing: Filing, event: FilingEvent): Filing {
  switch (event.kind) {
    case 'send':
      return started(filing, { key: event.key, target: event.report, tries: 0 });
    case 'unanswered':
      return 'sending' in filing
        ? { ...filing, sending: { ...filing.sending, tries: filing.sending.tries + 1 } }
        : filing;
    case 'accepted':
      return 'sending' in filing ? { kind: 'filed', incident: accepted(filing.sending.target, event.reply) } : filing;
    case 'refused':
      if (filing.kind === 'filing') return { kind: 'new' };
      return 'incident' in filing ? { kind: 'filed', incident: filing.incident } : filing;
    case 'overtaken':
      return filing.kind === 'saving' ? { kind: 'overtaken', incident: filing.incident } : filing;
    case 'reloaded':
      return filing.kind === 'overtaken' || filing.kind === 'filed'
        ? { kind: 'filed', incident: reloaded(event.detail) }
        : filing;
  }
}

function started(filing: Filing, sending: Sending): Filing {
  if (filing.kind === 'new') return { kind: 'filing', sending };
  if (filing.kind !== 'filed') return filing;
  const { incident } = filing;
  const patch = patchBetween(incident.report, sending.target);
  return Object.keys(patch).length === 0 ? filing : { kind: 'saving', incident, sending, patch };
}

function accepted(sent: Report, reply: Extract<FilingEvent, { kind: 'accepted' }>['reply']): Filed {
  const { grade: _asked, ...rest } = withIds(sent, reply.people);
  const report: Report = reply.grade === null ? rest : { ...rest, grade: reply.grade };
  return { id: reply.id, reference: reply.reference, version: reply.version, grade: reply.grade, report };
}

function reloaded({ id, reference, version, grade, report }: Reloaded): Filed {
  return { id, reference, version, grade, report };
}

/** The report differs from what the server holds, or will hold when the request on its way is answered. */
export function hasUnsent(filing: Filing, report: Report): boolean {
  if (filing.kind === 'new') return true;
  const base = 'sending' in filing ? filing.sending.target : filing.incident.report;
  const { people: _before, ...rest } = base;
  const { people: _after, ...wanted } = report;
  const fieldsDiffer = Object.keys(patchBetween({ ...rest, people: [] }, { ...wanted, people: [] })).length > 0;
  const nameless = (people: Report['people']) => JSON.stringify(people.map(({ id: _id, ...party }) => party));
  return fieldsDiffer || nameless(base.people) !== nameless(report.people);
}

/** The changes of both sides after somebody was quicker; see `rebase`. */
export const mergeWithTheirs = (incident: Filed, ours: Report, detail: Reloaded) =>
  rebase(incident.report, ours, detail.report);
