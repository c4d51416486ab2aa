import type { Downgrade } from '../contract/index.js';
import { decide, type Actor } from '../domain/access/policy.js';
import type { Line } from '../domain/delivery/line.js';
import type { DowngradesModel } from '../downgrades/downgrades.model.js';
import { downgradesShownTo } from '../downgrades/shown-downgrades.model.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import type { AccessRecord, Timetable } from '../ports.js';
import { Topic } from './topic.js';

export interface DowngradeBoardPorts {
  readonly incidents: IncidentsModel;
  readonly downgrades: DowngradesModel;
  readonly access: AccessRecord;
  readonly timetable: Timetable;
  readonly actor: () => Actor | undefined;
  readonly head: () => number;
}

/**
 * Keeps one connection's downgrades: the latest request of every open incident that its reader may see, with what to decide
 * on for whoever may rule. A snapshot at first, then what changed.
 */
export class DowngradeBoard extends Topic {
  /** what was sent of each incident's latest request */
  readonly #sent = new Map<string, { readonly id: string; readonly text: string; readonly what: string }>();
  #seen = 0;

  constructor(
    private readonly line: Line,
    private readonly ports: DowngradeBoardPorts,
  ) {
    super();
  }

  protected override async send(snapshot: boolean): Promise<void> {
    const { incidents, access, head } = this.ports;
    const actor = this.ports.actor();
    if (!actor) return;
    const version = head();
    const changed = snapshot
      ? [...incidents.all()].map(({ incident }) => incident.id)
      : incidents.changedAfter(this.#seen);
    this.#seen = version;
    if (!decide(actor, 'downgrade.read').allow) return;
    const downgrades: Downgrade[] = [];
    const gone: string[] = [];
    for (const incidentId of changed) {
      const entry = incidents.entry(incidentId);
      const latest = entry && downgradesShownTo(this.ports, entry, actor).at(-1);
      const before = this.#sent.get(incidentId);
      if (before !== undefined && before.id !== latest?.downgrade.id) gone.push(before.id);
      if (latest === undefined) {
        this.#sent.delete(incidentId);
        continue;
      }
      const { downgrade, consulted } = latest;
      const text = JSON.stringify(downgrade);
      if (before?.text === text) continue;
      const { what } = consulted.body;
      if (before?.what !== what) await access.store(actor, [consulted]);
      this.#sent.set(incidentId, { id: downgrade.id, text, what });
      downgrades.push(downgrade);
    }
    if (!snapshot && downgrades.length === 0 && gone.length === 0) return;
    await this.line.ready();
    this.line.emit('downgrade', { version, snapshot, downgrades, gone });
  }
}
