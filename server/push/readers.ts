import type { Actor } from '../domain/access/policy.js';
import { relationTo } from '../domain/access/policy.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import { Presence } from '../ports.js';
import type { Pump } from './pump.js';

interface Connected {
  readonly actor: () => Actor | undefined;
  readonly pump: Pump;
}

/** Everyone connected to this node, and whose pump to wake for which incident. */
export class Readers extends Presence {
  readonly #connected = new Set<Connected>();
  #position = 0;

  constructor(private readonly incidents: IncidentsModel) {
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

  /** The read models are at `position`: wakes the readers of the incidents that changed since the last call. */
  moved(position: number): void {
    const changed = [...this.incidents.changedAfter(this.#position)].flatMap((id) => this.incidents.entry(id) ?? []);
    this.#position = position;
    if (changed.length === 0) return;
    for (const { actor, pump } of this.#connected) {
      const reader = actor();
      // A session that ended meanwhile is woken too: its pump closes the connection.
      if (!reader || changed.some(({ incident }) => relationTo(incident, reader) !== 'none')) pump.wake();
    }
  }

  /** Called every 2 s. */
  tick(): void {
    for (const { pump } of this.#connected) pump.tick();
  }
}
