import { relationTo, type Actor } from '../domain/access/policy.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import type { DeskModel } from '../desk/desk.model.js';
import { Presence, type Clock, type Roster, type SignedIn } from '../ports.js';
import type { UsersModel } from '../sessions/users.model.js';
import type { AlertsModel } from '../delivery/alerts.model.js';
import type { DeliveryModel } from '../delivery/delivery.model.js';
import type { Line } from '../domain/delivery/line.js';
import type { Board } from './board.js';
import { Paced } from './paced.js';
import type { Pump } from './pump.js';
import type { Topic } from './topic.js';

const DELIVERIES_EVERY_MS = 250;

export interface Connected {
  readonly line: Line;
  readonly userId: string;
  readonly actor: () => Actor | undefined;
  readonly pump: Pump;
  readonly board: Board;
  readonly alerts: Topic;
  readonly delivery: Topic;
  readonly downgrades: Topic;
}

/** Where the connections are: to this node, and to the others. */
export interface Connections {
  readonly roster: Roster;
  readonly signedIn: Pick<SignedIn, 'bySession'>;
}

/** Everyone connected to this node, and whom to wake for which change. Whether they may see it, their pump asks again. */
export class Readers extends Presence {
  readonly #byUser = new Map<string, Set<Connected>>();
  /** those to whom every incident may be of interest: who supervises or dispatches */
  #overseers: Set<Connected> = new Set();
  #position = 0;
  /** of one card's readers each tells that they have it, within moments: who watches that is told together */
  readonly #deliveries = new Paced(() => this.#tellDeliveries(), DELIVERIES_EVERY_MS);
  readonly #onConnect = new Set<(connected: Connected) => void>();

  constructor(
    private readonly incidents: IncidentsModel,
    private readonly users: Pick<UsersModel, 'changedAt'>,
    private readonly desk: Pick<DeskModel, 'told' | 'changedAt'>,
    private readonly alerts: Pick<AlertsModel, 'changedAfter'>,
    private readonly delivery: Pick<DeliveryModel, 'changedAt'>,
    private readonly clock: Clock,
    private readonly connections: Connections,
  ) {
    super();
    connections.roster.tell(() => this.#here().map(({ sessionId }) => sessionId));
  }

  override connected(): readonly Actor[] {
    const { roster, signedIn } = this.connections;
    const here = this.#here();
    const known = new Set(here.map(({ userId }) => userId));
    const elsewhere: Actor[] = [];
    for (const sessionId of roster.elsewhere()) {
      const reader = signedIn.bySession(sessionId, this.clock.now());
      if (reader === undefined || known.has(reader.userId)) continue;
      known.add(reader.userId);
      elsewhere.push(reader);
    }
    return [...here, ...elsewhere];
  }

  /** Each signed-in person who is connected to this node, once. */
  #here(): Actor[] {
    return [...this.#byUser.values()].flatMap((devices) => {
      for (const { actor } of devices) {
        const reader = actor();
        if (reader) return [reader];
      }
      return [];
    });
  }

  /** Calls back with everyone who connects from here on. */
  onConnect(listener: (connected: Connected) => void): void {
    this.#onConnect.add(listener);
  }

  /** Returns how to take the connection out again. */
  add(connected: Connected): () => void {
    const { userId } = connected;
    const devices = this.#byUser.get(userId) ?? new Set();
    this.#byUser.set(userId, devices.add(connected));
    if (oversees(connected)) this.#overseers.add(connected);
    for (const listener of this.#onConnect) listener(connected);
    return () => {
      devices.delete(connected);
      if (devices.size === 0) this.#byUser.delete(userId);
      this.#overseers.delete(connected);
    };
  }

  /**
   * The read models are at `position`: wakes the readers of the incidents that changed since the last call, and everyone
   * when accounts or sessions changed, so that a pump whose reader is signed out closes its connection at once.
   */
  moved(position: number): void {
    const usersChanged = this.users.changedAt > this.#position;
    const changed = this.incidents.changedAfter(this.#position);
    if (this.desk.changedAt > this.#position) this.#tellDesk();
    const alerted = this.alerts.changedAfter(this.#position);
    const delivered = this.delivery.changedAt > this.#position;
    this.#position = position;
    if (usersChanged) this.#overseers = new Set([...this.all()].filter(oversees));
    const woken = new Set(usersChanged ? this.all() : changed.size > 0 ? this.#overseers : []);
    for (const incidentId of usersChanged ? [] : changed) {
      const entry =
        this.incidents.entry(incidentId) ?? this.incidents.closed(incidentId) ?? this.incidents.withdrawn(incidentId);
      // Whoever was given it once is told of what changed too: that it is no longer theirs, perhaps.
      for (const userId of entry ? [entry.incident.createdBy, ...entry.sent.keys()] : []) {
        for (const device of this.#byUser.get(userId) ?? []) woken.add(device);
      }
    }
    for (const { pump, board, downgrades } of woken) {
      pump.wake();
      for (const topic of [board, downgrades]) topic.moved().catch(() => pump.wake());
    }
    if (delivered) this.#deliveries.ask();
    // After the cards: what is said of them matters less than what is on them.
    for (const userId of alerted) {
      for (const { alerts, pump } of this.#byUser.get(userId) ?? []) alerts.moved().catch(() => pump.wake());
    }
  }

  /** Called every 2 s. */
  tick(): void {
    // A forced level may have ended by the clock.
    this.#tellDesk();
    for (const { pump } of this.all()) pump.tick();
  }

  #tellDeliveries(): void {
    for (const { delivery, pump } of this.#overseers) delivery.moved().catch(() => pump.wake());
  }

  #tellDesk(): void {
    const told = this.desk.told(this.clock.now());
    for (const { board } of this.all()) board.tellDesk(told);
  }

  *all(): Generator<Connected> {
    for (const devices of this.#byUser.values()) yield* devices;
  }
}

/** A reader who stands to every incident in some way, whoever reported it and whoever is sent. */
function oversees({ actor }: Connected): boolean {
  const reader = actor();
  if (reader === undefined) return false;
  if (reader.roles.includes('sergeant') || reader.roles.includes('professional-standards')) return true;
  return relationTo({ createdBy: '', attendance: [] }, reader) !== 'none';
}
