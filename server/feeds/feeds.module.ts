import { Inject, Module, type OnModuleDestroy } from '@nestjs/common';
import { FileDayOfCalls } from '../platform/feeds/file-day-of-calls.js';
import { FileDropFolder } from '../platform/feeds/file-drop-folder.js';
import { logger } from '../platform/metrics/logger.js';
import { Settings } from '../platform/settings.js';
import { Alarm, Clock, Intake } from '../ports.js';
import { Feeds } from './feeds.js';

@Module({
  providers: [
    {
      provide: Feeds,
      inject: [Settings, Intake, Clock, Alarm],
      useFactory: ({ feedSpeed, dropFolder, dataFolder }: Settings, intake: Intake, clock: Clock, alarm: Alarm) => {
        const replay = feedSpeed === undefined ? undefined : { day: new FileDayOfCalls(dataFolder), speed: feedSpeed };
        const drop = dropFolder === undefined ? undefined : new FileDropFolder(dropFolder);
        return new Feeds({ intake, clock, alarm, replay, drop }, (cause) => {
          logger.error({ err: cause }, 'something could not be taken in from a feed');
        });
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
