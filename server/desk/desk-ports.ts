import type { IncidentsModel } from '../incidents/incidents.model.js';
import { AccessRecord, Clock, EventLog, Ids, Incidents } from '../ports.js';
import type { RegistersModel } from '../registers/registers.model.js';
import type { BackfillModel } from './backfill.model.js';
import type { DeskModel } from './desk.model.js';
import { Turns } from './turns.js';

/** Everything that the desk's use cases use between them; each of them asks for its part. */
export class DeskPorts {
  constructor(
    readonly log: EventLog,
    readonly desk: DeskModel,
    readonly incidents: IncidentsModel,
    readonly backfill: BackfillModel,
    readonly registers: RegistersModel,
    readonly changes: Incidents,
    readonly access: AccessRecord,
    readonly clock: Clock,
    readonly ids: Ids,
    readonly turns = new Turns(),
  ) {}
}
