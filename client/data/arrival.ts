import type { Attendance, Card } from '../../server/contract/index.js';
import type { Commands } from './commands.js';
import { Store } from './store.js';

/** The time of an arrival after which something came; undefined when there is nothing to compare. */
export const overtakenArrival = (card: Card, attendance: Attendance | undefined): string | undefined =>
  attendance?.arrivedAt !== undefined && Date.parse(card.issuedAt) > Date.parse(attendance.arrivedAt)
    ? attendance.arrivedAt
    : undefined;

/**
 * The cards that an officer had on arriving, by incident: what they are told of as new is measured from there, however many
 * versions came since, and also on a phone that was off in between. In memory alone (R7).
 */
export class CardsAtArrival {
  readonly cards = new Store<ReadonlyMap<string, Card>>(new Map());
  /** the arrivals that were asked about */
  readonly #asked = new Map<string, string>();

  constructor(private readonly commands: Commands) {}

  /** Asks once for what was held at an arrival; again at the next call when nobody answered. */
  async want(incidentId: string, arrivedAt: string): Promise<void> {
    if (this.#asked.get(incidentId) === arrivedAt) return;
    this.#asked.set(incidentId, arrivedAt);
    const path = `/api/incidents/${encodeURIComponent(incidentId)}/card?at=${encodeURIComponent(arrivedAt)}`;
    const reply = await this.commands.get<Card>(path);
    if (reply.ok) this.cards.set(new Map(this.cards.value).set(incidentId, reply.value));
    else if (reply.code === 'UNREACHABLE') this.#asked.delete(incidentId);
  }

  /** Forgets what is no longer this officer's. */
  keep(held: { has(incidentId: string): boolean }): void {
    const gone = [...this.#asked.keys()].filter((id) => !held.has(id));
    if (gone.length === 0) return;
    for (const id of gone) this.#asked.delete(id);
    this.cards.set(new Map([...this.cards.value].filter(([id]) => held.has(id))));
  }
}
