import type { Card, FiledReport } from '../../server/contract/index.js';
import { cardOf } from '../../server/domain/briefing/card.js';
import type { IncidentEvent } from '../../server/domain/incident/events.js';
import { MANIFESTS } from '../../server/domain/register/manifests.js';
import type { IncidentsModel } from '../../server/incidents/incidents.model.js';
import type { StoredEvent } from '../../server/ports.js';
import { AT } from './briefing.js';

/** Writes incidents as the log would tell of them, straight into the read model: for tests of what follows from it. */
export class IncidentScript {
  position = 0;
  readonly #cards = new Map<string, Card>();
  readonly #versions = new Map<string, number>();
  readonly #issuedTo = new Map<string, readonly string[]>();

  constructor(private readonly model: IncidentsModel) {}

  /** Reports an incident, or revises it when it is there; either way its card has a new version. */
  issue(incidentId: string, createdBy: string): void {
    const before = this.#cards.get(incidentId);
    const creator = this.#versions.has(incidentId) ? undefined : createdBy;
    const report: FiledReport = {
      source: '999',
      openedAt: AT,
      firstRingAt: AT,
      people: [],
      narrative: `version ${before?.version ?? 0}`,
      location: { text: `place ${before?.version ?? 0}` },
    };
    const card = cardOf({
      incidentId,
      reference: incidentId,
      report,
      basis: {
        answer: { subjects: [], searched: [], model: 'test' },
        registers: MANIFESTS.map((manifest) => ({ manifest, standing: { kind: 'manual' } })),
        calls: [],
        at: AT,
      },
      level: 'machine-only',
      before,
    });
    this.#cards.set(incidentId, card);
    const issuedTo = [{ reader: createdBy, viewAs: 'handler' as const, reason: 'creator' }];
    this.#issuedTo.set(`${incidentId} ${card.version}`, [createdBy]);
    const events: IncidentEvent[] = [
      creator === undefined
        ? { type: 'revised', body: { v: 1, report, fields: ['narrative'] } }
        : { type: 'reported', body: { v: 1, reference: incidentId, report } },
      {
        type: 'card-issued',
        body: { v: 1, card, views: { handler: 'full', officer: 'full', supervisor: 'full' }, issuedTo },
      },
    ];
    for (const event of events) this.#apply(incidentId, createdBy, event);
  }

  /** Sends officers, or stands them down; an incident that is not there yet is reported first. */
  send(incidentId: string, type: 'dispatched' | 'stood-down', officer: string): void {
    if (!this.#versions.has(incidentId)) this.issue(incidentId, 'handler-1');
    const event: IncidentEvent =
      type === 'dispatched'
        ? { type, body: { v: 1, officers: [{ id: officer, name: officer }] } }
        : { type, body: { v: 1, officers: [officer] } };
    this.#apply(incidentId, 'dispatcher', event);
  }

  cardVersion(incidentId: string): number | undefined {
    return this.#cards.get(incidentId)?.version;
  }

  issuedTo(incidentId: string, version: number): readonly string[] {
    return this.#issuedTo.get(`${incidentId} ${version}`) ?? [];
  }

  #apply(incidentId: string, by: string, event: IncidentEvent): void {
    this.position += 1;
    const version = (this.#versions.get(incidentId) ?? 0) + 1;
    this.#versions.set(incidentId, version);
    this.model.apply({
      position: this.position,
      stream: `incident/${incidentId}`,
      version,
      commandId: `${this.position}`,
      type: event.type,
      at: AT,
      by,
      commitment: '',
      body: event.body as unknown as StoredEvent['body'],
    });
  }
}
