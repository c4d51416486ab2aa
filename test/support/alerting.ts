import type { Alert, Card, Flag, LinkedCall, Role } from '../../server/contract/index.js';
import type { AlertRow } from '../../server/domain/delivery/alert-row.js';
import { StandingAlerts, type Interrupted } from '../../server/domain/delivery/standing-alerts.js';
import type { IncidentEvent } from '../../server/domain/incident/events.js';
import { evolve, unknownIncident, type Incident } from '../../server/domain/incident/state.js';
import { card as aCard } from '../client/cards.js';

/** The people of the unit tests of alerts, by role. */
const CREW: Readonly<Partial<Record<Role, readonly string[]>>> = {
  handler: ['ann'],
  dispatcher: ['dee'],
  supervisor: ['sue'],
  inspector: ['ida'],
  officer: ['o1', 'o2'],
};

export const secondsAfter = (at: string, seconds: number): string =>
  new Date(Date.parse(at) + seconds * 1000).toISOString();

/** Tells the standing alerts what happened, as the log would; cards are the same for every role. */
export class Alerting {
  readonly interrupted: Interrupted[] = [];
  readonly #incidents = new Map<string, Incident>();
  readonly #cards = new Map<string, Card>();
  readonly standing: StandingAlerts;
  position = 0;

  constructor(
    table: readonly AlertRow[],
    public at: string,
  ) {
    const withRole = (role: Role): readonly string[] => CREW[role] ?? [];
    this.standing = new StandingAlerts(table, { withRole }, (one) => this.interrupted.push(one));
  }

  /** A call by Ann, with the card that it came to. */
  call(incidentId: string, shown: { flags?: readonly Flag[]; linked?: readonly LinkedCall[] } = {}): void {
    const report = { source: '999' as const, openedAt: this.at, firstRingAt: this.at, people: [] };
    this.happens(incidentId, { type: 'reported', body: { v: 1, reference: incidentId, report } }, 'ann');
    this.shows(incidentId, shown);
  }

  /** The next version of a card. */
  shows(
    incidentId: string,
    { flags = [], linked = [] }: { flags?: readonly Flag[]; linked?: readonly LinkedCall[] },
  ): void {
    const version = (this.#cards.get(incidentId)?.version ?? 0) + 1;
    const card = aCard(incidentId, version, { flags: [...flags], linked: [...linked] });
    this.happens(incidentId, { type: 'card-issued', body: { v: 1, card, views: {}, issuedTo: [] } }, 'ann');
  }

  happens(incidentId: string, event: IncidentEvent, by = 'outrider'): void {
    const was = this.#incidents.get(incidentId) ?? unknownIncident;
    const after = evolve(was, { incidentId, by, at: this.at, event });
    this.#incidents.set(incidentId, after);
    if (after.kind !== 'open') throw new Error('these incidents stay open');
    const before = this.#cards.get(incidentId);
    if (event.type === 'card-issued') this.#cards.set(incidentId, event.body.card);
    const card = { before, now: this.#cards.get(incidentId) };
    this.position += 1;
    this.standing.happened(
      { event, at: this.at, by, before: was.kind === 'open' ? was : undefined, after, card: () => card },
      this.position,
    );
  }

  /** Time passes. */
  wait(seconds: number): void {
    this.at = secondsAfter(this.at, seconds);
  }

  of(userId: string): readonly Alert[] {
    return this.standing.of(userId, this.at);
  }

  /** How often somebody was interrupted by a kind of alert, in all. */
  timesInterrupted(userId: string): number {
    return this.interrupted.filter((one) => one.userId === userId).length;
  }
}
