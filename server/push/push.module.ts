import { Global, Module } from '@nestjs/common';
import { IncidentsModel } from '../incidents/incidents.model.js';
import { Presence } from '../ports.js';
import { UsersModel } from '../sessions/users.model.js';
import { PushGateway } from './push.gateway.js';
import { Readers } from './readers.js';

@Global()
@Module({
  providers: [
    PushGateway,
    {
      provide: Readers,
      inject: [IncidentsModel, UsersModel],
      useFactory: (incidents: IncidentsModel, users: UsersModel) => new Readers(incidents, users),
    },
    { provide: Presence, useExisting: Readers },
  ],
  exports: [Presence],
})
export class PushModule {}
