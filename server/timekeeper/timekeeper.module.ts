import { Global, Inject, Module, type OnModuleDestroy } from '@nestjs/common';
import { IncidentsModel } from '../incidents/incidents.model.js';
import { Follower } from '../platform/log/follower.js';
import { logger } from '../platform/metrics/logger.js';
import { Alarm, Clock, Lease, Timekeeper, Timetable } from '../ports.js';
import { LogTimekeeper } from './keep-time.js';

@Global()
@Module({
  providers: [
    {
      provide: LogTimekeeper,
      inject: [IncidentsModel, Clock, Alarm, Lease, Timetable, Follower],
      useFactory: (
        incidents: IncidentsModel,
        clock: Clock,
        alarm: Alarm,
        lease: Lease,
        timetable: Timetable,
        follower: Follower,
      ) => {
        const failed = (cause: unknown): void => logger.error({ err: cause }, 'what was due could not be done yet');
        return follower.feed(new LogTimekeeper({ incidents, clock, alarm, lease, timetable }, failed));
      },
    },
    { provide: Timekeeper, useExisting: LogTimekeeper },
  ],
  exports: [LogTimekeeper, Timekeeper],
})
export class TimekeeperModule implements OnModuleDestroy {
  constructor(@Inject(LogTimekeeper) private readonly timekeeper: LogTimekeeper) {}

  /** Ends after what is being done. */
  onModuleDestroy(): Promise<void> {
    return this.timekeeper.stop();
  }
}
