import { Global, Module } from '@nestjs/common';
import { IncidentsModel } from '../incidents/incidents.model.js';
import { AlertsModel } from '../delivery/alerts.model.js';
import { DeliveryModel } from '../delivery/delivery.model.js';
import { DeskModel } from '../desk/desk.model.js';
import { AccessRecord, Clock, Outbox, Presence, ProvisionalCards, Roster, SignedIn } from '../ports.js';
import { UsersModel } from '../sessions/users.model.js';
import { ProvisionalIncidents } from '../incidents/provisional.model.js';
import { RegistersModel } from '../registers/registers.model.js';
import { PushedProvisionalCards } from './provisional-cards.js';
import { PushGateway } from './push.gateway.js';
import { Readers } from './readers.js';

@Global()
@Module({
  providers: [
    PushGateway,
    {
      provide: Readers,
      inject: [IncidentsModel, UsersModel, DeskModel, AlertsModel, DeliveryModel, Clock, Roster, SignedIn],
      useFactory: (
        incidents: IncidentsModel,
        users: UsersModel,
        desk: DeskModel,
        alerts: AlertsModel,
        delivery: DeliveryModel,
        clock: Clock,
        roster: Roster,
        signedIn: SignedIn,
      ) => new Readers(incidents, users, desk, alerts, delivery, clock, { roster, signedIn }),
    },
    { provide: Presence, useExisting: Readers },
    {
      provide: ProvisionalCards,
      inject: [Readers, ProvisionalIncidents, Outbox, AccessRecord, RegistersModel],
      useFactory: (
        readers: Readers,
        incidents: ProvisionalIncidents,
        outbox: Outbox,
        access: AccessRecord,
        registers: RegistersModel,
      ) => new PushedProvisionalCards({ readers, incidents, outbox, access, registers }),
    },
  ],
  exports: [Presence, ProvisionalCards],
})
export class PushModule {}
