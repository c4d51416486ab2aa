import { Global, Module } from '@nestjs/common';
import { Follower } from '../platform/log/follower.js';
import { OwnNoticesModel } from './notices.model.js';
import { WorkforceController } from './workforce.controller.js';
import { WorkforceModel } from './workforce.model.js';

@Global()
@Module({
  controllers: [WorkforceController],
  providers: [
    {
      provide: WorkforceModel,
      inject: [Follower],
      useFactory: (follower: Follower) => follower.feed(new WorkforceModel()),
    },
    {
      provide: OwnNoticesModel,
      inject: [Follower],
      useFactory: (follower: Follower) => follower.feed(new OwnNoticesModel()),
    },
  ],
  exports: [WorkforceModel, OwnNoticesModel],
})
export class WorkforceModule {}
