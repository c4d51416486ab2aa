import type { Alert } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import { fieldsOf } from '../domain/record/shown.js';
import type { Line } from '../domain/delivery/line.js';
import type { AlertsModel } from '../delivery/alerts.model.js';
import type { IncidentsModel } from '../incidents/incidents.model.js';
import type { AccessRecord, Clock } from '../ports.js';
import { Topic } from './topic.js';

export interface AlertPorts {
  readonly alerts: AlertsModel;
  readonly incidents: IncidentsModel;
  readonly access: AccessRecord;
  readonly actor: () => Actor | undefined;
  readonly head: () => number;
  readonly clock: Clock;
}

/** Keeps one connection told of what stands for its reader. Whether they may still see it is asked at every message. */
export class AlertTopic extends Topic {
  /** the version of each alert that this connection was sent */
  readonly #held = new Map<string, number>();

  constructor(
    private readonly line: Line,
    private readonly ports: AlertPorts,
  ) {
    super();
  }

  protected override async send(snapshot: boolean): Promise<void> {
    const { actor: reader, alerts, clock, head } = this.ports;
    const actor = reader();
    if (!actor) return;
    const version = head();
    const standing = alerts.of(actor.userId, clock.now()).filter((alert) => this.#ruleFor(actor, alert) !== undefined);
    const news = standing.filter(({ id, version: of }) => snapshot || this.#held.get(id) !== of);
    const ended = [...this.#held.keys()].filter((id) => !standing.some((alert) => alert.id === id));
    if (!snapshot && news.length === 0 && ended.length === 0) return;
    await this.#record(actor, news);
    await this.line.ready();
    for (const id of ended) this.#held.delete(id);
    for (const { id, version: of } of news) this.#held.set(id, of);
    this.line.emit('alert', { version, snapshot, alerts: news, ended });
  }

  #ruleFor(actor: Actor, { incidentId }: Alert) {
    const entry = incidentId === undefined ? undefined : this.ports.incidents.entry(incidentId);
    if (incidentId !== undefined && !entry) return undefined;
    const decision = decide(actor, 'alert.read', entry && relationTo(entry.incident, actor));
    return decision.allow ? decision : undefined;
  }

  /** What an alert says of an incident is a read of it, whoever else has the card (R7). */
  async #record(actor: Actor, news: readonly Alert[]): Promise<void> {
    const entries = news.flatMap((alert) => {
      const decision = this.#ruleFor(actor, alert);
      if (decision === undefined || alert.incidentId === undefined) return [];
      const { rule, reason } = decision;
      const what = `incident/${alert.incidentId}/alert/${alert.id}/${alert.version}`;
      const body = { v: 1 as const, action: 'alert.read' as const, what, rule, reason, fields: fieldsOf(alert) };
      return [{ type: 'consulted' as const, body }];
    });
    const [first, ...rest] = entries;
    if (first) await this.ports.access.store(actor, [first, ...rest]);
  }
}
