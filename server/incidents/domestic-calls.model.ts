import { isDomesticAbuse, type FiledReport } from '../contract/index.js';
import type { DomesticCall } from '../domain/briefing/domestic-history.js';
import { callRecord } from '../domain/incident/linked.js';
import { readIncidentEvent } from '../domain/incident/upcast.js';
import { RecordIndex } from '../domain/match/record-index.js';
import type { Subject } from '../domain/match/types.js';
import type { StoredEvent } from '../ports.js';
import type { IncidentsModel } from './incidents.model.js';

const PREFIX = 'incident/';
const CALLS = 'domestic-calls';
/** Kept for so long: what the definitions of domestic-history look back on, and some days. */
const KEPT_DAYS = 375;

/** Outrider's own incidents of domestic abuse of the last year, to be matched against as registers are. */
export class DomesticCallsModel {
  #calls = new Map<string, FiledReport>();
  readonly #index = new RecordIndex((_register, incidentId) => {
    const report = this.#calls.get(incidentId);
    return report && callRecord(incidentId, report);
  });
  /** calls that the index has not been told of since they changed: what is forgotten before anybody asks never is */
  readonly #unindexed = new Set<string>();
  #position = 0;

  /** @param incidents knows what an incident is called, open or closed */
  constructor(private readonly incidents: Pick<IncidentsModel, 'entry' | 'closed'>) {}

  apply(event: StoredEvent): void {
    if (event.position <= this.#position) return;
    this.#position = event.position;
    if (!event.stream.startsWith(PREFIX)) return;
    const incidentId = event.stream.slice(PREFIX.length);
    const read = readIncidentEvent(event.type, event.body);
    if (read.type === 'reported') this.#forgetBefore(event.at);
    if (read.type === 'reported' || read.type === 'revised') this.#keep(incidentId, read.body.report);
    if (read.type === 'erased') this.#drop(incidentId);
  }

  /** What was folded, as plain data: for a snapshot. */
  save() {
    return {
      calls: this.#calls,
      position: this.#position,
    };
  }

  restore(saved: ReturnType<DomesticCallsModel['save']>): void {
    this.#calls = saved.calls;
    this.#position = saved.position;
    for (const incidentId of saved.calls.keys()) this.#unindexed.add(incidentId);
  }

  /** The incidents that people of a call were in, surely: tier match. */
  about(subjects: readonly Subject[], at: string, except: string | undefined): DomesticCall[] {
    if (this.#calls.size === 0) return [];
    this.caughtUp();
    const found = new Map<string, Map<number, string>>();
    for (const subject of subjects) {
      if (subject.ref.kind !== 'person') continue;
      const { links, candidates } = this.#index.ask(subject, at, [CALLS]);
      for (const { recordId, tier, personIndex } of links) {
        if (recordId === except || tier !== 'match' || personIndex === undefined || candidates > 3) continue;
        found.set(recordId, (found.get(recordId) ?? new Map<number, string>()).set(personIndex, subject.ref.id ?? ''));
      }
    }
    return [...found].flatMap(([incidentId, same]) => {
      const report = this.#calls.get(incidentId);
      if (report === undefined) return [];
      const known = this.incidents.entry(incidentId) ?? this.incidents.closed(incidentId);
      const reference = known?.incident.reference ?? incidentId;
      return [{ incidentId, reference, record: callRecord(incidentId, report), same }];
    });
  }

  #keep(incidentId: string, report: FiledReport): void {
    if (!isDomesticAbuse(report.category)) return this.#drop(incidentId);
    this.#calls.set(incidentId, report);
    this.#unindexed.add(incidentId);
  }

  /** Before anybody asks, and once history has been read: the first who asks need not wait for it. */
  caughtUp(): void {
    for (const incidentId of this.#unindexed) {
      const report = this.#calls.get(incidentId);
      if (report) this.#index.put(CALLS, { batch: 'log', record: callRecord(incidentId, report) });
    }
    this.#unindexed.clear();
  }

  #drop(incidentId: string): void {
    if (this.#calls.delete(incidentId)) this.#index.withdraw(CALLS, incidentId);
  }

  // Oldest first, so that a year of calls costs a look at the first of them.
  #forgetBefore(at: string): void {
    const since = new Date(Date.parse(at) - KEPT_DAYS * 86_400_000).toISOString();
    for (const [incidentId, report] of this.#calls) {
      if (report.openedAt >= since) return;
      this.#drop(incidentId);
    }
  }
}
