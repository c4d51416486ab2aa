import type { Actor } from '../domain/access/policy.js';
import { relationTo } from '../domain/access/policy.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import { Presence } from '../ports.js';
import type { UsersModel } from '../sessions/users.model.js';
import type { Pump } from './pump.js';

interface Connected {
  readonly actor: () => Actor | undefined;
  readonly pump: Pump;
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
  add(actor: () => Actor | undefined, pump: Pump): () => void {
    const connected = { actor, pump };
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
    for (const { actor, pump } of this.#connected) {
      const reader = actor();
      if (!reader || usersChanged || changed.some(({ incident }) => relationTo(incident, reader) !== 'none'))
        pump.wake();
    }
  }

  /** Called every 2 s. */
  tick(): void {
    for (const { pump } of this.#connected) pump.tick();
  }
}
