import type { Card, PutOff, Role, Severity } from '../contract/index.js';
import type { AlertsModel } from '../delivery/alerts.model.js';
import type { DeliveryModel } from '../delivery/delivery.model.js';
import type { DeskModel } from '../desk/desk.model.js';
import { isValidClear } from '../domain/briefing/clear-is-valid.js';
import { SEVERITY_ORDER } from '../domain/briefing/flags.js';
import { readDeliveryEvent } from '../domain/delivery/events.js';
import { SHED_CLASS } from '../domain/desk/overload.js';
import type { OpenIncident } from '../domain/incident/state.js';
import { readIncidentEvent } from '../domain/incident/upcast.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import type { Figures, StoredEvent } from '../ports.js';
import type { RegistersModel } from '../registers/registers.model.js';
import type { UsersModel } from '../sessions/users.model.js';

const INCIDENT = 'incident/';
const READER = 'reader/';
/** The roles whose interruptions are watched. */
const INTERRUPTED: readonly Role[] = ['handler', 'dispatcher', 'researcher', 'supervisor', 'inspector', 'officer'];

/** The models that figures are taken from; all of them are fed before. */
export interface FigureSources {
  readonly incidents: IncidentsModel;
  readonly registers: RegistersModel;
  readonly desk: DeskModel;
  readonly delivery: DeliveryModel;
  readonly alerts: AlertsModel;
  readonly users: UsersModel;
}

/** What of one open incident the next figure about it needs. */
interface Seen {
  /** by version of the card */
  readonly issued: Map<number, { readonly at: string; readonly severity: Severity }>;
  dangers: ReadonlySet<string>;
  putOff: ReadonlySet<PutOff>;
  lookedAt?: string;
  arrivedAt?: string;
  /** counted among what was put off for too long */
  shed?: boolean;
}

interface Arrivals {
  all: number;
  informed: number;
}

/**
 * The figures that the service is judged by, folded from the log: what was shown, how soon people looked, who arrived informed.
 * Counted from the beginning of the log, so that a restart loses none.
 */
export class FiguresModel {
  #seen = new Map<string, Seen>();
  /** by grade and review, parted by a space */
  #arrivals = new Map<string, Arrivals>();
  #levels = new Map<string, number>();
  #level: { readonly level: string; readonly since: string } | undefined;
  #position = 0;

  constructor(
    private readonly sources: FigureSources,
    private readonly figures: Figures,
    private readonly now: () => string,
  ) {
    figures.count('arrived_silent_total', {}, 0);
    figures.count('risk_raised_after_arrival_total', {}, 0);
    for (const user of ['known', 'unknown']) figures.count('sign_ins_failed_total', { user }, 0);
    for (const shed of ['analytics', 'full-research', 'enrichment']) figures.count('shed_total', { class: shed }, 0);
    figures.read('arrived_informed_ratio', () => this.#ratios());
    figures.read('service_level_seconds', () => this.#levelSeconds());
    figures.read('backfill_age_seconds', () => [{ labels: {}, value: this.#backfillAge() }]);
    figures.read('interruptive_alerts_per_10min', () => this.#interruptions());
  }

  apply(event: StoredEvent): void {
    if (event.position <= this.#position) return;
    this.#position = event.position;
    if (event.type === 'sign-in-failed') this.#signInFailed(event);
    if (event.stream.startsWith('desk/')) this.#ofDesk(event.at);
    else if (event.stream.startsWith(READER)) this.#ofReader(event);
    else if (event.stream.startsWith(INCIDENT)) this.#ofIncident(event.stream.slice(INCIDENT.length), event);
  }

  /** What was folded, as plain data: for a snapshot. */
  save() {
    return {
      seen: this.#seen,
      arrivals: this.#arrivals,
      levels: this.#levels,
      level: this.#level,
      position: this.#position,
      figures: this.figures.save(),
    };
  }

  restore(saved: ReturnType<FiguresModel['save']>): void {
    this.#seen = saved.seen;
    this.#arrivals = saved.arrivals;
    this.#levels = saved.levels;
    this.#level = saved.level;
    this.#position = saved.position;
    this.figures.restore(saved.figures);
  }

  #signInFailed({ stream }: StoredEvent): void {
    this.figures.count('sign_ins_failed_total', { user: stream.startsWith('user/') ? 'known' : 'unknown' });
  }

  #ofIncident(incidentId: string, { type, body, at }: StoredEvent): void {
    const { incident } = this.sources.incidents.entry(incidentId) ?? {};
    // No figure moves with what is restricted: everybody who watches the service may read them (R17).
    if (!incident || incident.restricted !== undefined) {
      this.#seen.delete(incidentId);
      return;
    }
    const seen: Seen = this.#seen.get(incidentId) ?? { issued: new Map(), dangers: new Set(), putOff: new Set() };
    this.#seen.set(incidentId, seen);
    const event = readIncidentEvent(type, body);
    switch (event.type) {
      case 'card-issued':
        return this.#issued(incident, seen, event.body.card, at);
      case 'looked':
        return this.#looked(incident, seen, at);
      case 'departed':
        return this.#departed(incident, seen);
      case 'arrived':
        return this.#arrived(incident, seen, event.body.officers, at);
    }
  }

  #issued(incident: OpenIncident, seen: Seen, card: Card, at: string): void {
    this.figures.count('cards_issued_total', {});
    for (const check of card.checks) {
      const { register, status, subjects } = check;
      for (const receipt of subjects) {
        this.figures.count('register_receipts_total', { register, status: receipt.status });
      }
      if (status !== 'no-trace') continue;
      const limit = this.sources.registers.manifest(register)?.freshnessLimitHours;
      this.figures.count('clear_shown_total', { register });
      this.figures.count('clear_invalid_total', { register }, isValidClear(check, limit, at) ? 0 : 1);
    }
    const putOff = (card.putOff ?? []).filter((one) => !seen.putOff.has(one));
    for (const shed of new Set(putOff.map((one) => SHED_CLASS[one]))) this.figures.count('shed_total', { class: shed });
    seen.putOff = new Set(card.putOff);
    seen.issued.set(card.version, { at, severity: worstOf(card) });
    const dangers = new Set(card.flags.filter(isDanger).map(({ kind, headline }) => `${kind} ${headline}`));
    const raised = [...dangers].some((danger) => !seen.dangers.has(danger));
    if (raised && seen.issued.size > 1 && isAttended(incident))
      this.figures.count('risk_raised_after_arrival_total', {});
    seen.dangers = dangers;
  }

  #looked({ grade, report }: OpenIncident, seen: Seen, at: string): void {
    if (seen.lookedAt !== undefined) return;
    seen.lookedAt = at;
    this.figures.observe('first_look_seconds', { grade: named(grade) }, secondsFrom(report.firstRingAt, at));
    if (seen.arrivedAt !== undefined) this.#timeBefore(grade, secondsFrom(at, seen.arrivedAt));
  }

  #arrived({ id, grade, work }: OpenIncident, seen: Seen, officers: readonly string[], at: string): void {
    const review = work?.review ?? 'unreviewed';
    const proofs = new Map(this.sources.delivery.of(id).map((proof) => [proof.reader, proof]));
    const key = `${named(grade)} ${review}`;
    const arrivals = this.#arrivals.get(key) ?? { all: 0, informed: 0 };
    this.#arrivals.set(key, arrivals);
    for (const officer of officers) {
      const proof = proofs.get(officer);
      const informed = proof?.informed === true;
      arrivals.all += 1;
      if (informed) arrivals.informed += 1;
      this.figures.count('arrived_total', { grade: named(grade), review, informed: String(informed) });
      if (!proof || proof.versions.length === 0) this.figures.count('arrived_silent_total', {});
    }
    if (seen.arrivedAt !== undefined) return;
    seen.arrivedAt = at;
    if (seen.lookedAt !== undefined) this.#timeBefore(grade, secondsFrom(seen.lookedAt, at));
  }

  /** Officers leave, and full research was put off for longer than they stayed. */
  #departed({ work }: OpenIncident, seen: Seen): void {
    if (work?.review === 'full' || seen.shed === true) return;
    seen.shed = true;
    this.figures.count('shed_total', { class: 'full-research' });
  }

  #timeBefore(grade: OpenIncident['grade'], seconds: number): void {
    this.figures.observe('time_before_arrival_seconds', { grade: named(grade) }, seconds);
  }

  #ofReader({ type, body, at }: StoredEvent): void {
    const event = readDeliveryEvent(type, body);
    if (event?.type !== 'acknowledged') return;
    const issued = this.#seen.get(event.body.incidentId)?.issued.get(event.body.version);
    if (issued) this.figures.observe('ack_seconds', { severity: issued.severity }, secondsFrom(issued.at, at));
  }

  /** A level counts from the first word about the desk: before it nobody had one. */
  #ofDesk(at: string): void {
    this.#addLevel(at);
    this.#level = { level: this.sources.desk.at(at).level, since: at };
  }

  #addLevel(at: string): void {
    if (this.#level === undefined) return;
    const { level, since } = this.#level;
    this.#levels.set(level, (this.#levels.get(level) ?? 0) + secondsFrom(since, at));
  }

  #levelSeconds() {
    const at = this.now();
    this.#addLevel(at);
    if (this.#level) this.#level = { level: this.sources.desk.at(at).level, since: at };
    return [...this.#levels].map(([level, value]) => ({ labels: { level }, value }));
  }

  #ratios() {
    return [...this.#arrivals].map(([key, { all, informed }]) => {
      const [grade = '', review = ''] = key.split(' ');
      return { labels: { grade, review }, value: informed / all };
    });
  }

  #backfillAge(): number {
    const waiting = [...this.sources.incidents.all()]
      .map(({ incident }) => incident)
      .filter(({ restricted }) => restricted === undefined)
      .filter(({ work, attendance }) => (work?.review ?? 'unreviewed') === 'unreviewed' && attendance.some(hasArrived));
    return Math.max(0, ...waiting.map(({ report }) => secondsFrom(report.firstRingAt, this.now())));
  }

  #interruptions() {
    const { users, alerts } = this.sources;
    return INTERRUPTED.map((role) => ({
      labels: { role },
      value: Math.max(0, ...users.withRole(role).map(({ userId }) => alerts.interruptionsOf(userId, this.now()))),
    }));
  }
}

const named = (grade: OpenIncident['grade']): string => grade ?? 'none';
const secondsFrom = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;
const isDanger = ({ severity, tier }: Card['flags'][number]): boolean =>
  severity === 'life-risk' && tier !== 'possible';
const hasArrived = ({ arrivedAt }: { readonly arrivedAt?: string | undefined }): boolean => arrivedAt !== undefined;

/** Somebody is there now. */
const isAttended = ({ attendance }: OpenIncident): boolean =>
  attendance.some((one) => hasArrived(one) && one.departedAt === undefined && one.stoodDownAt === undefined);

const worstOf = ({ flags }: Card): Severity =>
  SEVERITY_ORDER.find((severity) => flags.some((flag) => flag.severity === severity)) ?? 'info';
