import { Module } from '@nestjs/common';
import { IncidentsModel } from '../incidents/incidents.model.js';
import { IncidentsModule } from '../incidents/incidents.module.js';
import { Follower } from '../platform/log/follower.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { AuditController } from './audit.controller.js';
import { AuditModel } from './audit.model.js';
import { IncidentIndex } from './incident-index.js';
import { KeepingController } from './keeping.controller.js';
import { KeepingModel } from './keeping.model.js';

@Module({
  imports: [IncidentsModule, SessionsModule],
  controllers: [AuditController, KeepingController],
  providers: [
    { provide: AuditModel, inject: [Follower], useFactory: (follower: Follower) => follower.feed(new AuditModel()) },
    {
      provide: IncidentIndex,
      inject: [Follower, IncidentsModel],
      useFactory: (follower: Follower, incidents: IncidentsModel) => follower.feed(new IncidentIndex(incidents)),
    },
    {
      provide: KeepingModel,
      inject: [Follower],
      useFactory: (follower: Follower) => follower.feed(new KeepingModel()),
    },
  ],
})
export class RecordModule {}
