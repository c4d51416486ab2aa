import type { Alert, Card, Role } from '../../server/contract/index.js';
import type { AlertRow } from '../../server/domain/delivery/alert-row.js';
import { StandingAlerts, type Interrupted } from '../../server/domain/delivery/standing-alerts.js';
import type { IncidentEvent } from '../../server/domain/incident/events.js';
import { evolve, unknownIncident, type Incident } from '../../server/domain/incident/state.js';
import { viewsAfter } from '../../server/domain/incident/views.js';
import { card as aCard } from './cards.js';

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

/** What a card shows; `officers` for what officers see otherwise. Else cards are the same for every role. */
type Shown = Partial<Pick<Card, 'flags' | 'linked' | 'matches'>> & {
  readonly officers?: Partial<Pick<Card, 'flags' | 'matches'>>;
};

/** Tells the standing alerts what happened, as the log would. */
export class Alerting {
  readonly interrupted: Interrupted[] = [];
  readonly #incidents = new Map<string, Incident>();
  readonly #views = new Map<string, ReadonlyMap<Role, Card>>();
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
  call(incidentId: string, shown: Shown = {}): void {
    const report = { source: '999' as const, openedAt: this.at, firstRingAt: this.at, people: [] };
    this.happens(incidentId, { type: 'reported', body: { v: 1, reference: incidentId, report } }, 'ann');
    this.shows(incidentId, shown);
  }

  /** The next version of a card. */
  shows(incidentId: string, { officers, ...shown }: Shown): void {
    const was = this.#incidents.get(incidentId);
    const version = ((was?.kind === 'open' && was.card?.version) || 0) + 1;
    const card = aCard(incidentId, version, shown);
    const roles = Object.keys(CREW) as Role[];
    const views = {
      ...Object.fromEntries(roles.map((role) => [role, 'full' as const])),
      ...(officers ? { officer: { ...card, ...officers } } : {}),
    };
    this.happens(incidentId, { type: 'card-issued', body: { v: 1, card, views, issuedTo: [] } }, 'ann');
  }

  happens(incidentId: string, event: IncidentEvent, by = 'outrider'): void {
    const was = this.#incidents.get(incidentId) ?? unknownIncident;
    const after = evolve(was, { incidentId, by, at: this.at, event });
    this.#incidents.set(incidentId, after);
    if (after.kind !== 'open') throw new Error('these incidents stay open');
    const had = this.#views.get(incidentId) ?? new Map<Role, Card>();
    const views = event.type === 'card-issued' ? viewsAfter(had, event.body) : had;
    this.#views.set(incidentId, views);
    const card = (role: Role) => ({ before: had.get(role), now: views.get(role) });
    this.position += 1;
    this.standing.happened(
      { event, at: this.at, by, before: was.kind === 'open' ? was : undefined, after, card },
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
