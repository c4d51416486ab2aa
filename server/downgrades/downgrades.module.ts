import { Global, Module } from '@nestjs/common';
import { Follower } from '../platform/log/follower.js';
import { Incidents, Timekeeper } from '../ports.js';
import { DowngradesController } from './downgrades.controller.js';
import { DowngradesModel } from './downgrades.model.js';
import { expireDowngrade } from './expire-downgrade.js';

@Global()
@Module({
  controllers: [DowngradesController],
  providers: [
    {
      provide: DowngradesModel,
      inject: [Follower],
      useFactory: (follower: Follower) => follower.feed(new DowngradesModel()),
    },
  ],
  exports: [DowngradesModel],
})
export class DowngradesModule {
  constructor(changes: Incidents, timekeeper: Timekeeper) {
    timekeeper.on('downgrade-expires', (owed) => expireDowngrade(changes, owed));
  }
}
