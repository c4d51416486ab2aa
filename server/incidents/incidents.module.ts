import { Global, Module } from '@nestjs/common';
import { DeskModel } from '../desk/desk.model.js';
import { Follower } from '../platform/log/follower.js';
import { AccessRecord, Clock, EventLog, Ids, Matcher, Presence } from '../ports.js';
import { RegistersModel } from '../registers/registers.model.js';
import { IncidentPorts } from './incident-ports.js';
import { IncidentsController } from './incidents.controller.js';
import { IncidentsGateway } from './incidents.gateway.js';
import { IncidentsModel } from './incidents.model.js';

@Global()
@Module({
  controllers: [IncidentsController],
  providers: [
    IncidentsGateway,
    {
      provide: IncidentsModel,
      inject: [Follower],
      useFactory: (follower: Follower) => follower.feed(new IncidentsModel()),
    },
    {
      provide: IncidentPorts,
      inject: [EventLog, Matcher, RegistersModel, IncidentsModel, AccessRecord, Presence, DeskModel, Clock, Ids],
      useFactory: (...ports: ConstructorParameters<typeof IncidentPorts>) => new IncidentPorts(...ports),
    },
  ],
  exports: [IncidentsModel],
})
export class IncidentsModule {}
