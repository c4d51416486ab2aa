import { AccessRecord, Clock, EventLog, Ids, Matcher, Presence, Timetable } from '../ports.js';
import { DeskModel } from '../desk/desk.model.js';
import { RegistersModel } from '../registers/registers.model.js';
import { BriefingQueue } from './briefing-queue.js';
import { WorkforceModel } from '../workforce/workforce.model.js';
import { CallsModel } from './calls.model.js';
import { DomesticCallsModel } from './domestic-calls.model.js';
import { IncidentsModel } from './incidents.model.js';
import { RejectionsModel } from './rejections.model.js';

/** Everything that the incident use cases use between them; each of them asks for its part. */
export class IncidentPorts {
  constructor(
    readonly log: EventLog,
    readonly matcher: Matcher,
    readonly registers: RegistersModel,
    readonly incidents: IncidentsModel,
    readonly access: AccessRecord,
    readonly presence: Presence,
    readonly desk: DeskModel,
    readonly calls: CallsModel,
    readonly domesticCalls: DomesticCallsModel,
    readonly rejections: RejectionsModel,
    readonly workforce: WorkforceModel,
    readonly clock: Clock,
    readonly ids: Ids,
    readonly timetable: Timetable,
    readonly briefings: BriefingQueue,
  ) {}
}
