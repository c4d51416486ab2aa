import type { FiledReport } from '../contract/index.js';
import { evolveAttendance } from '../domain/incident/attendance.js';
import { callRecord, RECENT_HOURS, type FoundCall } from '../domain/incident/linked.js';
import { readIncidentEvent } from '../domain/incident/upcast.js';
import { RecordIndex } from '../domain/match/record-index.js';
import type { Subject, SubjectAnswer } from '../domain/match/types.js';
import { WEIGHTS } from '../domain/match/weights.js';
import type { StoredEvent } from '../ports.js';

const PREFIX = 'incident/';
const CALLS = 'calls';
/** A call is linked by what is probably the same: what is possible only need not be put into words. */
const SURE_ENOUGH = { least: WEIGHTS.tiers.probable };
/** Linked calls whose cards are told of a change, the latest first. */
const MOST_TOLD = 5;

interface KnownCall extends Omit<FoundCall, 'because'> {
  readonly report: FiledReport;
  /** calls that its newest card is linked with, the latest first */
  readonly linked: readonly string[];
  /** it is part of another incident, which stands for it */
  readonly isPart?: boolean;
}

/**
 * Outrider's own calls of the last day, in an index of the same kind as the registers': every draft and every incident is
 * matched against them (R16).
 */
export class CallsModel {
  #calls = new Map<string, KnownCall>();
  readonly #index = new RecordIndex((_register, incidentId) => {
    const call = this.#calls.get(incidentId);
    return call && callRecord(incidentId, call.report);
  });
  /** calls that the index has not been told of since they changed: what is forgotten before anybody asks never is */
  readonly #unindexed = new Set<string>();
  #position = 0;

  apply(event: StoredEvent): void {
    if (event.position <= this.#position) return;
    this.#position = event.position;
    if (!event.stream.startsWith(PREFIX)) return;
    const incidentId = event.stream.slice(PREFIX.length);
    const read = readIncidentEvent(event.type, event.body);
    const call = this.#calls.get(incidentId);
    switch (read.type) {
      case 'reported': {
        const { reference, report } = read.body;
        this.#keep({ incidentId, reference, openedAt: report.openedAt, attendance: [], report, linked: [] });
        this.#forgetBefore(event.at);
        return;
      }
      case 'revised':
        if (call) this.#keep({ ...call, report: read.body.report });
        return;
      case 'card-issued':
        if (call) {
          const linked = read.body.card.linked.map((other) => other.incidentId);
          this.#calls.set(incidentId, { ...call, linked });
        }
        return;
      case 'dispatched':
      case 'stood-down':
      case 'arrived':
      case 'departed':
        if (call)
          this.#calls.set(incidentId, { ...call, attendance: evolveAttendance(call.attendance, read, event.at) });
        return;
      case 'joined':
      case 'left':
        if (call) this.#calls.set(incidentId, { ...call, isPart: read.type === 'joined' });
        return;
      case 'erased':
        this.#forget(incidentId);
        return;
      case 'closed':
        if (call) this.#calls.set(incidentId, { ...call, closedAt: event.at });
        return;
      case 'reopened':
        if (call) {
          const { closedAt: _, ...open } = call;
          this.#calls.set(incidentId, open);
        }
        return;
      default:
        return;
    }
  }

  /** What was folded, as plain data: for a snapshot. */
  save() {
    return {
      calls: this.#calls,
      position: this.#position,
    };
  }

  restore(saved: ReturnType<CallsModel['save']>): void {
    this.#calls = saved.calls;
    this.#position = saved.position;
    for (const incidentId of saved.calls.keys()) this.#unindexed.add(incidentId);
  }

  /**
   * The other calls of the last day about the same person, number or place: a person who matches or probably does, the
   * very number, the very address.
   * @param except the incident that is asked for
   */
  about(subjects: readonly Subject[], at: string, except: string | undefined): FoundCall[] {
    const because = new Map<string, Set<FoundCall['because'][number]>>();
    this.caughtUp();
    for (const subject of subjects) {
      for (const incidentId of linkedBy(this.#index.ask(subject, at, undefined, SURE_ENOUGH))) {
        if (incidentId === except) continue;
        because.set(incidentId, (because.get(incidentId) ?? new Set()).add(subject.ref.kind));
      }
    }
    const since = hoursBefore(at, RECENT_HOURS);
    return [...because].flatMap(([incidentId, kinds]) => {
      const call = this.#calls.get(incidentId);
      return call && this.#counts(incidentId, since) ? [found(call, [...kinds].toSorted())] : [];
    });
  }

  /** Calls that somebody said are a repeat. */
  said(incidentIds: readonly string[]): FoundCall[] {
    return incidentIds.flatMap((incidentId) => {
      const call = this.#calls.get(incidentId);
      return call ? [found(call, ['said'])] : [];
    });
  }

  /**
   * The latest calls that a call is linked with, as its newest card says: those whose cards are told of a change. 46 calls
   * about one event would else be 46 × 46 checks.
   */
  linkedWith(incidentId: string, at: string): readonly string[] {
    const since = hoursBefore(at, RECENT_HOURS);
    const linked = this.#calls.get(incidentId)?.linked ?? [];
    return linked.filter((other) => this.#counts(other, since)).slice(0, MOST_TOLD);
  }

  /** It is known, recent, and stands for itself. */
  #counts(incidentId: string, since: string): boolean {
    const call = this.#calls.get(incidentId);
    return call !== undefined && call.openedAt >= since && call.isPart !== true;
  }

  #keep(call: KnownCall): void {
    this.#calls.set(call.incidentId, call);
    this.#unindexed.add(call.incidentId);
  }

  /** Before anybody asks, and once history has been read: the first who asks need not wait for it. */
  caughtUp(): void {
    for (const incidentId of this.#unindexed) {
      const call = this.#calls.get(incidentId);
      if (call) this.#index.put(CALLS, { batch: 'log', record: callRecord(incidentId, call.report) });
    }
    this.#unindexed.clear();
  }

  #forget(incidentId: string): void {
    this.#calls.delete(incidentId);
    this.#index.withdraw(CALLS, incidentId);
  }

  // Oldest first, so that a day of calls costs a look at the first of them.
  #forgetBefore(at: string): void {
    const since = hoursBefore(at, RECENT_HOURS);
    for (const [incidentId, { openedAt }] of this.#calls) {
      if (openedAt >= since) return;
      this.#forget(incidentId);
    }
  }
}

/** Which calls a subject leads to: a number or an address that is the very same, a person who is at least probably so. */
function linkedBy({ links, subject, candidates }: SubjectAnswer): readonly string[] {
  if (subject.kind === 'person' && candidates > 3) return [];
  return links.filter((link) => link.tier !== 'possible').map((link) => link.recordId);
}

const hoursBefore = (at: string, hours: number): string => new Date(Date.parse(at) - hours * 3_600_000).toISOString();

const found = (
  { report: _report, isPart: _isPart, linked: _linked, ...call }: KnownCall,
  because: FoundCall['because'],
): FoundCall => ({
  ...call,
  because,
});
