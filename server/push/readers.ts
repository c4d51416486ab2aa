import type { Actor } from '../domain/access/policy.js';
import { relationTo } from '../domain/access/policy.js';
import type { IncidentEntry, IncidentsModel } from '../incidents/incidents.model.js';
import { Presence } from '../ports.js';
import type { UsersModel } from '../sessions/users.model.js';
import type { Board } from './board.js';
import type { Pump } from './pump.js';

interface Connected {
  readonly actor: () => Actor | undefined;
  readonly pump: Pump;
  readonly board: Board;
}

/** Everyone connected to this node, and whose pump to wake for which incident. */
export class Readers extends Presence {
  readonly #connected = new Set<Connected>();
  #position = 0;

  constructor(
    private readonly incidents: IncidentsModel,
    private readonly users: Pick<UsersModel, 'changedAt'>,
  ) {
    super();
  }

  override connected(): readonly Actor[] {
    const actors = [...this.#connected].flatMap(({ actor }) => actor() ?? []);
    return [...new Map(actors.map((actor) => [actor.userId, actor])).values()];
  }

  get size(): number {
    return this.#connected.size;
  }

  /** Returns how to take the connection out again. */
  add(connected: Connected): () => void {
    this.#connected.add(connected);
    return () => this.#connected.delete(connected);
  }

  /**
   * The read models are at `position`: wakes the readers of the incidents that changed since the last call, and everyone
   * when accounts or sessions changed, so that a pump whose reader is signed out closes its connection at once.
   */
  moved(position: number): void {
    const usersChanged = this.users.changedAt > this.#position;
    const changed = [...this.incidents.changedAfter(this.#position)].flatMap((id) => this.incidents.entry(id) ?? []);
    this.#position = position;
    if (changed.length === 0 && !usersChanged) return;
    for (const { actor, pump, board } of this.#connected) {
      const reader = actor();
      if (reader && !usersChanged && !changed.some((entry) => concerns(entry, reader))) continue;
      pump.wake();
      board.moved().catch(() => pump.wake());
    }
  }

  /** Tells everyone the desk's state, if it is another one: on every change, and every 2 s because time changes it too. */
  tellDesk(): void {
    for (const { board } of this.#connected) board.tellDesk();
  }

  /** Called every 2 s. */
  tick(): void {
    this.tellDesk();
    for (const { pump } of this.#connected) pump.tick();
  }
}

/** Whether a change of an incident is this reader's to hear: it is theirs, or it was until now. */
const concerns = ({ incident, sent }: IncidentEntry, reader: Actor): boolean =>
  relationTo(incident, reader) !== 'none' || sent.has(reader.userId);
