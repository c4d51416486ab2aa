import type { Alert, Card, Role } from '../contract/index.js';
import { ALERTS } from '../domain/delivery/alerts.js';
import { readDeliveryEvent } from '../domain/delivery/events.js';
import { StandingAlerts, type Interrupted } from '../domain/delivery/standing-alerts.js';
import { evolve, unknownIncident, type Incident } from '../domain/incident/state.js';
import { readIncidentEvent } from '../domain/incident/upcast.js';
import { viewsAfter } from '../domain/incident/views.js';
import type { StoredEvent } from '../ports.js';
import type { UsersModel } from '../sessions/users.model.js';

const INCIDENT = 'incident/';
const READER = 'reader/';

interface Known {
  readonly incident: Incident;
  readonly views: ReadonlyMap<Role, Card>;
}

/** Who is told of what now, folded from the log: the table of alerts over everything that happened. */
export class AlertsModel {
  readonly #known = new Map<string, Known>();
  readonly #alerts: StandingAlerts;
  #position = 0;

  /** @param interrupted hears of every interruption as it is decided */
  constructor(users: Pick<UsersModel, 'withRole'>, interrupted?: (interruption: Interrupted) => void) {
    const withRole = (role: Role): string[] => users.withRole(role).map(({ userId }) => userId);
    this.#alerts = new StandingAlerts(ALERTS, { withRole }, interrupted);
  }

  apply(event: StoredEvent): void {
    if (event.position <= this.#position) return;
    this.#position = event.position;
    if (event.stream.startsWith(INCIDENT)) this.#ofIncident(event.stream.slice(INCIDENT.length), event);
    else if (event.stream.startsWith(READER)) this.#ofReader(event.stream.slice(READER.length), event);
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

  #ofIncident(incidentId: string, { type, body, at, by, position }: StoredEvent): void {
    const event = readIncidentEvent(type, body);
    const before = this.#known.get(incidentId);
    const after = evolve(before?.incident ?? unknownIncident, { incidentId, by, at, event });
    if (after.kind === 'erased' || event.type === 'erased') {
      this.#known.set(incidentId, { incident: after, views: new Map() });
      return this.#alerts.gone(incidentId, position);
    }
    const had = before?.views ?? new Map<Role, Card>();
    const views = event.type === 'card-issued' ? viewsAfter(had, event.body) : had;
    this.#known.set(incidentId, { incident: after, views });
    if (after.kind !== 'open' || after.links?.joined) return this.#alerts.gone(incidentId, position);
    const was = before?.incident.kind === 'open' ? before.incident : undefined;
    const card = (viewAs: Role) => ({ before: had.get(viewAs), now: views.get(viewAs) });
    this.#alerts.happened({ event, at, by, before: was, after, card }, position);
  }

  #ofReader(userId: string, { type, body, position }: StoredEvent): void {
    const event = readDeliveryEvent(type, body);
    if (event?.type === 'acknowledged') this.#alerts.acknowledged(event.body.incidentId, userId, position);
    if (event?.type === 'alert-seen') this.#alerts.seen(userId, event.body.alertId, event.body.version, position);
  }
}
