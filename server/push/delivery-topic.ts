import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import type { Line } from '../domain/delivery/line.js';
import type { DeliveryModel } from '../delivery/delivery.model.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import { Topic } from './topic.js';

export interface DeliveryTopicPorts {
  readonly delivery: DeliveryModel;
  readonly incidents: IncidentsModel;
  readonly actor: () => Actor | undefined;
  readonly head: () => number;
}

/** Keeps somebody who dispatches or supervises told of who has read what. It says nothing of what the cards say. */
export class DeliveryTopic extends Topic {
  readonly #shown = new Set<string>();
  #seen = 0;

  constructor(
    private readonly line: Line,
    private readonly ports: DeliveryTopicPorts,
  ) {
    super();
  }

  protected override async send(snapshot: boolean): Promise<void> {
    const { delivery, incidents, head } = this.ports;
    const actor = this.ports.actor();
    if (!actor || !decide(actor, 'delivery.read').allow) return;
    await this.line.ready();
    const version = head();
    const changed = [...delivery.changedAfter(snapshot ? -1 : this.#seen)];
    this.#seen = version;
    const isTheirs = (id: string): boolean => {
      const entry = incidents.entry(id);
      return entry !== undefined && decide(actor, 'delivery.read', relationTo(entry.incident, actor)).allow;
    };
    const theirs = changed.filter(isTheirs);
    const gone = [...this.#shown].filter((id) => !isTheirs(id));
    if (!snapshot && theirs.length === 0 && gone.length === 0) return;
    for (const id of gone) this.#shown.delete(id);
    for (const id of theirs) this.#shown.add(id);
    const told = theirs.map((incidentId) => ({ incidentId, readers: [...delivery.of(incidentId)] }));
    this.line.emit('delivery', { version, snapshot, incidents: told, gone, informed: delivery.informedShare });
  }
}
