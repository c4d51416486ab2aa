import type { Alert, Card, Role } from '../contract/index.js';
import { ALERTS } from '../domain/delivery/alerts.js';
import { readDeliveryEvent } from '../domain/delivery/events.js';
import { recordsAlert, RECORDS_DUE_TO } from '../domain/delivery/records-alert.js';
import { StandingAlerts, type Interrupted } from '../domain/delivery/standing-alerts.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import { readRetentionEvent } from '../domain/register/retention.js';
import { RECORDS_STREAM } from '../registers/retention.model.js';
import type { StoredEvent } from '../ports.js';
import type { UsersModel } from '../sessions/users.model.js';

const INCIDENT = 'incident/';
const READER = 'reader/';

type Cards = ReadonlyMap<Role, Card>;
const NO_CARDS: Cards = new Map();

/** Who is told of what now, folded from the log: the table of alerts over everything that happened. */
export class AlertsModel {
  /** what the last cards of closed incidents said: when one is opened again, only what is new is told */
  #lastCards = new Map<string, Cards>();
  readonly #withRole: (role: Role) => readonly string[];
  readonly #alerts: StandingAlerts;
  #position = 0;

  /**
   * @param incidents fed before this model: what it says of an event is what the event made of it
   * @param interrupted hears of every interruption as it is decided
   */
  constructor(
    private readonly incidents: Pick<IncidentsModel, 'stepAt'>,
    users: Pick<UsersModel, 'withRole'>,
    interrupted?: (interruption: Interrupted) => void,
  ) {
    this.#withRole = (role) => users.withRole(role).map(({ userId }) => userId);
    this.#alerts = new StandingAlerts(ALERTS, { withRole: this.#withRole }, interrupted);
  }

  apply(event: StoredEvent): void {
    if (event.position <= this.#position) return;
    this.#position = event.position;
    if (event.stream.startsWith(INCIDENT)) this.#ofIncident(event);
    else if (event.stream.startsWith(READER)) this.#ofReader(event.stream.slice(READER.length), event);
    else if (event.stream === RECORDS_STREAM) this.#ofRecords(event);
  }

  /** What was folded, as plain data: for a snapshot. */
  save() {
    return {
      lastCards: this.#lastCards,
      position: this.#position,
      alerts: this.#alerts.save(),
    };
  }

  restore(saved: ReturnType<AlertsModel['save']>): void {
    this.#lastCards = saved.lastCards;
    this.#position = saved.position;
    this.#alerts.restore(saved.alerts);
  }

  /** What a person is told of at an instant, the oldest first. */
  of(userId: string, at: string): readonly Alert[] {
    return this.#alerts.of(userId, at);
  }

  /** Those for whom something changed after a log position. */
  changedAfter(position: number): readonly string[] {
    return this.#alerts.changedAfter(position);
  }

  /** How often a person was interrupted in the ten minutes before an instant (R13). */
  interruptionsOf(userId: string, at: string): number {
    return this.#alerts.interruptionsOf(userId, at);
  }

  #ofIncident({ at, by, position }: StoredEvent): void {
    const step = this.incidents.stepAt(position);
    if (!step) return;
    const { incidentId, event, before, after, viewsBefore, viewsAfter } = step;
    if (after.kind === 'erased' || event.type === 'erased') {
      this.#lastCards.delete(incidentId);
      return this.#alerts.gone(incidentId, position);
    }
    const had = viewsBefore.size > 0 ? cardsOf(viewsBefore) : (this.#lastCards.get(incidentId) ?? NO_CARDS);
    const has = viewsAfter.size > 0 ? cardsOf(viewsAfter) : had;
    if (viewsAfter.size > 0) this.#lastCards.delete(incidentId);
    else if (viewsBefore.size > 0) this.#lastCards.set(incidentId, asMuchAsIsCompared(had));
    if (after.kind !== 'open' || after.links?.joined) return this.#alerts.gone(incidentId, position);
    const was = before.kind === 'open' ? before : undefined;
    const card = (viewAs: Role) => ({ before: had.get(viewAs), now: has.get(viewAs) });
    this.#alerts.happened({ event, at, by, before: was, after, card }, position);
  }

  #ofRecords({ type, body, at, position }: StoredEvent): void {
    const event = readRetentionEvent(type, body);
    if (event?.type !== 'records-due') return;
    const people = new Set(RECORDS_DUE_TO.flatMap(this.#withRole));
    this.#alerts.say([...people], recordsAlert(event.body, at, position), position);
  }

  #ofReader(userId: string, { type, body, position }: StoredEvent): void {
    const event = readDeliveryEvent(type, body);
    if (event?.type === 'acknowledged') this.#alerts.acknowledged(event.body.incidentId, userId, position);
    if (event?.type === 'alert-seen') this.#alerts.seen(userId, event.body.alertId, event.body.version, position);
  }
}

const cardsOf = (views: ReadonlyMap<Role, { readonly card: Card }>): Cards =>
  new Map([...views].map(([role, { card }]) => [role, card]));

/** Cards without what no alert compares: the checks, and the evidence of the matches. */
function asMuchAsIsCompared(cards: Cards): Cards {
  const short = new Map([...new Set(cards.values())].map((card) => [card, withoutEvidence(card)]));
  return new Map([...cards].map(([role, card]) => [role, short.get(card) ?? card]));
}

const withoutEvidence = (card: Card): Card => ({
  ...card,
  checks: [],
  matches: card.matches.map((match) => ({ ...match, evidence: [] })),
});
