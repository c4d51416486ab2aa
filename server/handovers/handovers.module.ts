import { Global, Module } from '@nestjs/common';
import { Follower } from '../platform/log/follower.js';
import { HandoversController } from './handovers.controller.js';
import { HandoversModel } from './handovers.model.js';

@Global()
@Module({
  controllers: [HandoversController],
  providers: [
    {
      provide: HandoversModel,
      inject: [Follower],
      useFactory: (follower: Follower) => follower.feed(new HandoversModel()),
    },
  ],
  exports: [HandoversModel],
})
export class HandoversModule {}
