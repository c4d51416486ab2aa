import { decide, relationTo } from '../domain/access/policy.js';
import { viewFor } from '../domain/briefing/view.js';
import type { OpenIncident } from '../domain/incident/state.js';
import { ProvisionalCards, type AccessRecord, type Outbox } from '../ports.js';
import type { ProvisionalIncidents } from '../incidents/provisional.model.js';
import type { RegistersModel } from '../registers/registers.model.js';
import type { Connected, Readers } from './readers.js';

export interface ProvisionalPorts {
  readonly readers: Readers;
  readonly incidents: ProvisionalIncidents;
  readonly outbox: Outbox;
  readonly access: AccessRecord;
  readonly registers: Pick<RegistersModel, 'manifests'>;
}

/**
 * While the shared log is away: shows this node's own readers the cards of what was reported, changed and sent here, each
 * marked provisional, and tells everyone what of theirs is kept. Their cursors stand still; when the log is back, it says
 * how everything is.
 */
export class PushedProvisionalCards extends ProvisionalCards {
  constructor(private readonly ports: ProvisionalPorts) {
    super();
    const { readers, incidents, outbox } = ports;
    outbox.onChange(() => {
      if (outbox.since() === undefined) incidents.clear();
      for (const reader of readers.all()) this.#tell(reader);
    });
    readers.onConnect((reader) => {
      const { since, refused } = this.#topic(reader.userId);
      if (since === undefined && refused.length === 0) return;
      this.#tell(reader);
      for (const incident of incidents.all()) void this.#show(incident, reader);
    });
  }

  override async show(incident: OpenIncident): Promise<void> {
    await Promise.all([...this.ports.readers.all()].map((reader) => this.#show(incident, reader)));
  }

  /** Policy and access record as at every emit (R7): the record is kept beside the command, on this node's disk. */
  async #show(incident: OpenIncident, { actor: reader, line, pump }: Connected): Promise<void> {
    const actor = reader();
    const decision = actor && decide(actor, 'card.read', relationTo(incident, actor));
    if (!actor || !decision?.allow || !incident.card) return;
    const { rule, reason } = decision;
    const what = `incident/${incident.id}/provisional-card/${incident.card.version}`;
    const body = { v: 1 as const, action: 'card.read' as const, what, rule, reason };
    try {
      await this.ports.access.store(actor, [{ type: 'consulted', body }]);
      await line.ready();
    } catch {
      // Nothing is shown that is not recorded; the pump finds out whether the connection still lives.
      return pump.wake();
    }
    const card = { ...viewFor(incident.card, decision, this.ports.registers.manifests()), provisional: true as const };
    line.emit('provisional', { card });
  }

  #tell({ line, userId }: Connected): void {
    line.emit('delayed', this.#topic(userId));
  }

  #topic(userId: string) {
    const { outbox } = this.ports;
    const since = outbox.since();
    const { waiting, refused } = outbox.of(userId);
    return {
      ...(since === undefined ? {} : { since }),
      waiting,
      refused: refused.map(({ params, ...rest }) => {
        const { id } = (params ?? {}) as { readonly id?: string };
        return { ...rest, ...(id === undefined ? {} : { incidentId: id }) };
      }),
    };
  }
}
