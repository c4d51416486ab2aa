import { Global, Module } from '@nestjs/common';
import { IncidentsModel } from '../incidents/incidents.model.js';
import { AlertsModel } from '../delivery/alerts.model.js';
import { DeliveryModel } from '../delivery/delivery.model.js';
import { DeskModel } from '../desk/desk.model.js';
import { Clock, Presence, Roster, SignedIn } from '../ports.js';
import { UsersModel } from '../sessions/users.model.js';
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
  ],
  exports: [Presence],
})
export class PushModule {}
