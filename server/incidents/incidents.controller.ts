import { Controller } from '@nestjs/common';
import {
  accept,
  OPERATIONS,
  type Card,
  type Closing,
  type IncidentDetail,
  type IncidentReply,
  type IncidentSummary,
  type Links,
  type LogLine,
  type Outcome,
} from '../contract/index.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import { consultCardThen } from './consult-card-then.js';
import { consultCard, consultIncident, consultLog, listIncidents } from './consult-incident.js';
import { disputeMatch, withdrawDispute, type DisputePorts } from './dispute-match.js';
import { Incidents, ProvisionalCards } from '../ports.js';
import { IncidentPorts } from './incident-ports.js';
import { reopenIncident } from './reopen-incident.js';
import { linkIncidents, unlinkIncidents, type LinkPorts } from './link-incidents.js';
import { ProvisionalIncidents } from './provisional.model.js';
import { reportIncident } from './report-incident.js';
import { reviseIncident } from './revise-incident.js';
import { foretellReport, foretellRevision, type AwayPorts, type Foretold } from './while-away.js';

@Controller()
export class IncidentsController {
  readonly #changing: LinkPorts & DisputePorts;
  readonly #away: AwayPorts;

  constructor(
    readonly edge: Edge,
    private readonly ports: IncidentPorts,
    changes: Incidents,
    provisional: ProvisionalIncidents,
    private readonly cards: ProvisionalCards,
  ) {
    this.#changing = { log: ports.log, registers: ports.registers, changes };
    this.#away = { to: ports, provisional };
  }

  @Handles(OPERATIONS.reportIncident, { action: 'incident.report', limit: LIMITS.write, foretell: 'foretellReport' })
  report({ body, command, actor }: HttpRequest<typeof OPERATIONS.reportIncident>): Promise<Outcome<IncidentReply>> {
    return reportIncident(this.ports, { report: body, command }, actor);
  }

  @Handles(OPERATIONS.reviseIncident, { action: 'incident.revise', limit: LIMITS.write, foretell: 'foretellRevision' })
  revise({
    params,
    headers,
    body,
    command,
    actor,
  }: HttpRequest<typeof OPERATIONS.reviseIncident>): Promise<Outcome<IncidentReply>> {
    const revision = { incidentId: params.id, patch: body, ifMatch: headers['if-match'], command };
    return reviseIncident(this.ports, revision, actor);
  }

  @Handles(OPERATIONS.listIncidents, { action: 'incident.list', limit: LIMITS.read })
  list({ query, actor }: HttpRequest<typeof OPERATIONS.listIncidents>): Promise<Outcome<IncidentSummary[]>> {
    return listIncidents(this.ports, query.status, actor);
  }

  @Handles(OPERATIONS.readIncident, { action: 'incident.read', limit: LIMITS.read })
  read({ params, actor }: HttpRequest<typeof OPERATIONS.readIncident>): Promise<Outcome<IncidentDetail>> {
    return consultIncident(this.ports, params.id, actor);
  }

  @Handles(OPERATIONS.readIncidentLog, { action: 'incident.log', limit: LIMITS.read })
  log({ params, actor }: HttpRequest<typeof OPERATIONS.readIncidentLog>): Promise<Outcome<LogLine[]>> {
    return consultLog(this.ports, params.id, actor);
  }

  @Handles(OPERATIONS.reopenIncident, { action: 'incident.reopen', limit: LIMITS.write })
  reopen({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.reopenIncident>): Promise<Outcome<Closing>> {
    return reopenIncident(this.#changing, { incidentId: params.id, command, ...body }, actor);
  }

  @Handles(OPERATIONS.readCard, { action: 'card.consult', limit: LIMITS.read })
  card({ params, query, actor }: HttpRequest<typeof OPERATIONS.readCard>): Promise<Outcome<Card>> {
    const { at, reader } = query;
    if (at === undefined && reader === undefined) return consultCard(this.ports, params.id, actor);
    return consultCardThen(this.ports, { incidentId: params.id, at, reader }, actor);
  }

  @Handles(OPERATIONS.disputeMatch, { action: 'match.dispute', limit: LIMITS.write })
  dispute({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.disputeMatch>) {
    return disputeMatch(this.#changing, { incidentId: params.id, ...body, command }, actor);
  }

  @Handles(OPERATIONS.withdrawDispute, { action: 'match.dispute', limit: LIMITS.write })
  withdrawDispute({ params, query, command, actor }: HttpRequest<typeof OPERATIONS.withdrawDispute>) {
    return withdrawDispute(this.#changing, { incidentId: params.id, ...query, command }, actor);
  }

  @Handles(OPERATIONS.linkIncidents, { action: 'incident.link', limit: LIMITS.write })
  link({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.linkIncidents>): Promise<Outcome<Links>> {
    return linkIncidents(this.#changing, { incidentId: params.id, ...body, command }, actor);
  }

  @Handles(OPERATIONS.unlinkIncidents, { action: 'incident.link', limit: LIMITS.write })
  unlink({ params, query, command, actor }: HttpRequest<typeof OPERATIONS.unlinkIncidents>): Promise<Outcome<Links>> {
    return unlinkIncidents(this.#changing, { incidentId: params.id, to: query.to, command }, actor);
  }

  /** The report as it will be in the log: its clocks run from now, whenever that is (R15). */
  async foretellReport({ body, command, actor }: HttpRequest<typeof OPERATIONS.reportIncident>) {
    const foretold = await foretellReport(this.#away, { report: body, command }, actor);
    if (!foretold.ok) return foretold;
    const { openedAt, firstRingAt } = foretold.value.incident.report;
    const { reference } = foretold.value.incident;
    return this.#shown(foretold.value, { ...body, reference, openedAt, firstRingAt });
  }

  async foretellRevision({ params, headers, body, command, actor }: HttpRequest<typeof OPERATIONS.reviseIncident>) {
    const revision = { incidentId: params.id, patch: body, ifMatch: headers['if-match'], command };
    const foretold = await foretellRevision(this.#away, revision, actor);
    return foretold.ok ? this.#shown(foretold.value, body) : foretold;
  }

  async #shown({ reply, incident }: Foretold, body: object) {
    await this.cards.show(incident);
    return accept({ body, promised: reply.version, reply: { ...reply, card: { ...reply.card, provisional: true } } });
  }
}
