import { Controller } from '@nestjs/common';
import { Readable } from 'node:stream';
import { accept, OPERATIONS, type AuditPage, type Found, type Kept, type Outcome } from '../contract/index.js';
import { IncidentsModel } from '../incidents/incidents.model.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type HttpRequest } from '../platform/edge/handles.js';
import { AccessRecord, Clock, EventLog, Matcher } from '../ports.js';
import { recordRead } from '../ports/record-read.js';
import { ErasureList, RecordExport } from '../ports/record.js';
import { UsersModel } from '../sessions/users.model.js';
import { OwnNoticesModel } from '../workforce/notices.model.js';
import { AuditModel } from './audit.model.js';
import { consultAudit, hiddenOfRecord, soughtInWords } from './consult-audit.js';
import { findPerson } from './find-person.js';
import { IncidentIndex } from './incident-index.js';
import { eraseIncident, holdIncident } from './keep-incident.js';

@Controller()
export class AuditController {
  constructor(
    readonly edge: Edge,
    readonly log: EventLog,
    readonly access: AccessRecord,
    readonly audit: AuditModel,
    readonly incidents: IncidentsModel,
    readonly users: UsersModel,
    readonly notices: OwnNoticesModel,
    readonly matcher: Matcher,
    readonly clock: Clock,
    readonly erasures: ErasureList,
    readonly index: IncidentIndex,
    private readonly exporter: RecordExport,
  ) {}

  @Handles(OPERATIONS.readAudit, { action: 'audit.read', limit: LIMITS.read })
  read({ query, actor }: HttpRequest<typeof OPERATIONS.readAudit>): Promise<Outcome<AuditPage>> {
    return consultAudit(this, query, actor);
  }

  @Handles(OPERATIONS.findAuditPerson, { action: 'audit.read', limit: LIMITS.read })
  find({ body, actor }: HttpRequest<typeof OPERATIONS.findAuditPerson>): Promise<Outcome<Found[]>> {
    return findPerson(this, body, actor);
  }

  @Handles(OPERATIONS.exportAudit, { action: 'audit.export', limit: LIMITS.bulk })
  async export({
    query: { contents, ...sought },
    actor,
  }: HttpRequest<typeof OPERATIONS.exportAudit>): Promise<Outcome<string>> {
    const what = `audit/export${contents === 'true' ? ' with contents' : ''}: ${soughtInWords(sought)}`;
    const recorded = await recordRead(this.access, actor, { action: 'audit.export', what });
    if (!recorded.ok) return recorded;
    const hidden = hiddenOfRecord(this, actor);
    const lines = this.exporter.lines({ sought, contents: contents === 'true', hidden });
    // A stream in the place of the text that it will have been.
    return accept(Readable.from(withEnds(lines), { objectMode: false }) as unknown as string);
  }

  @Handles(OPERATIONS.holdIncident, { action: 'incident.hold', limit: LIMITS.write })
  hold({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.holdIncident>): Promise<Outcome<Kept>> {
    return holdIncident(this, { incidentId: params.id, command, ...body }, actor);
  }

  @Handles(OPERATIONS.eraseIncident, { action: 'incident.erase', limit: LIMITS.write })
  erase({ params, body, command, actor }: HttpRequest<typeof OPERATIONS.eraseIncident>): Promise<Outcome<Kept>> {
    return eraseIncident(this, { incidentId: params.id, command, ...body }, actor);
  }
}

async function* withEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
