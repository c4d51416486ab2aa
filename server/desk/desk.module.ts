import { Global, Inject, Module, type OnModuleDestroy } from '@nestjs/common';
import { IncidentsModel } from '../incidents/incidents.model.js';
import { Follower } from '../platform/log/follower.js';
import { logger } from '../platform/metrics/logger.js';
import { Settings } from '../platform/settings.js';
import { AccessRecord, Alarm, Clock, EventLog, Ids, Incidents, Lease, Presence } from '../ports.js';
import { RegistersModel } from '../registers/registers.model.js';
import { BackfillModel } from './backfill.model.js';
import { DeskController } from './desk.controller.js';
import { DeskKeeper } from './desk-keeper.js';
import { DeskModel } from './desk.model.js';
import { DeskPorts } from './desk-ports.js';

@Global()
@Module({
  controllers: [DeskController],
  providers: [
    { provide: DeskModel, inject: [Follower], useFactory: (follower: Follower) => follower.feed(new DeskModel()) },
    {
      provide: BackfillModel,
      inject: [Follower, IncidentsModel],
      useFactory: (follower: Follower, incidents: IncidentsModel) => follower.feed(new BackfillModel(incidents)),
    },
    {
      provide: DeskPorts,
      inject: [EventLog, DeskModel, IncidentsModel, BackfillModel, RegistersModel, Incidents, AccessRecord, Clock, Ids],
      useFactory: (...ports: ConstructorParameters<typeof DeskPorts>) => new DeskPorts(...ports),
    },
    {
      provide: DeskKeeper,
      inject: [DeskPorts, Presence, Alarm, Lease, Follower, Settings],
      useFactory: (
        ports: DeskPorts,
        presence: Presence,
        alarm: Alarm,
        lease: Lease,
        follower: Follower,
        settings: Settings,
      ) => {
        const failed = (cause: unknown): void => logger.error({ err: cause }, 'the desk could not be looked at');
        return follower.feed(new DeskKeeper(ports, { presence, alarm, lease, hours: settings.deskHours }, failed));
      },
    },
  ],
  exports: [DeskModel],
})
export class DeskModule implements OnModuleDestroy {
  constructor(@Inject(DeskKeeper) private readonly keeper: DeskKeeper) {}

  /** Ends after the look that it is at. */
  onModuleDestroy(): Promise<void> {
    return this.keeper.stop();
  }
}
