import { Inject, Module, type OnModuleDestroy } from '@nestjs/common';
import { FileDayOfCalls } from '../platform/feeds/file-day-of-calls.js';
import { FileDropFolder } from '../platform/feeds/file-drop-folder.js';
import { logger } from '../platform/metrics/logger.js';
import { Settings } from '../platform/settings.js';
import { Alarm, Clock, Figures, Intake, ReportStream, type StreamState } from '../ports.js';
import { Feeds } from './feeds.js';

/** How the shared stream stands, for whoever watches over it. */
function counted(reports: ReportStream, figures: Figures) {
  let latest: StreamState = { pending: 0, rejected: 0 };
  figures.read('cad_stream_pending', () => [{ labels: {}, value: latest.pending }]);
  figures.read('cad_stream_rejected', () => [{ labels: {}, value: latest.rejected }]);
  const recovered = (): void => logger.info('the shared stream of reports is read again');
  return { reports, told: (state: StreamState): void => void (latest = state), recovered };
}

@Module({
  providers: [
    {
      provide: Feeds,
      inject: [Settings, Intake, Clock, Alarm, Figures, { token: ReportStream, optional: true }],
      useFactory: (
        { feedSpeed, dropFolder, dataFolder }: Settings,
        intake: Intake,
        clock: Clock,
        alarm: Alarm,
        figures: Figures,
        reports: ReportStream | undefined,
      ) => {
        const replay = feedSpeed === undefined ? undefined : { day: new FileDayOfCalls(dataFolder), speed: feedSpeed };
        const drop = dropFolder === undefined ? undefined : new FileDropFolder(dropFolder);
        return new Feeds(
          { intake, clock, alarm, replay, drop, reports: reports && counted(reports, figures) },
          (cause) => {
            logger.error({ err: cause }, 'something could not be taken in from a feed');
          },
        );
      },
    },
  ],
})
export class FeedsModule implements OnModuleDestroy {
  constructor(@Inject(Feeds) private readonly feeds: Feeds) {}

  onModuleDestroy(): Promise<void> {
    return this.feeds.stop();
  }
}
