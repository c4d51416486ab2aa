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
  /** log position since which the reader has had their roles */
  readonly rolesSince: () => number;
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
    const { delivery, incidents, head, rolesSince } = this.ports;
    const actor = this.ports.actor();
    if (!actor || !decide(actor, 'delivery.read').allow) return;
    await this.line.ready();
    const version = head();
    const isTheirs = (id: string): boolean => {
      const entry = incidents.entry(id);
      return entry !== undefined && decide(actor, 'delivery.read', relationTo(entry.incident, actor)).allow;
    };
    // Under other roles everything may be another's.
    const since = snapshot || rolesSince() > this.#seen ? -1 : this.#seen;
    this.#seen = version;
    const theirs = [...delivery.changedAfter(since)].filter(isTheirs);
    const doubtful = since < 0 ? this.#shown : incidents.changedAfter(since);
    const gone = [...doubtful].filter((id) => this.#shown.has(id) && !isTheirs(id));
    if (!snapshot && theirs.length === 0 && gone.length === 0) return;
    for (const id of gone) this.#shown.delete(id);
    for (const id of theirs) this.#shown.add(id);
    const told = theirs.map((incidentId) => delivery.told(incidentId));
    this.line.emit('delivery', { version, snapshot, incidents: told, gone, informed: delivery.informedShare });
  }
}
