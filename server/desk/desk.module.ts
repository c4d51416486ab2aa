import { Global, Module } from '@nestjs/common';
import { Follower } from '../platform/log/follower.js';
import { DeskController } from './desk.controller.js';
import { DeskModel } from './desk.model.js';

@Global()
@Module({
  controllers: [DeskController],
  providers: [
    { provide: DeskModel, inject: [Follower], useFactory: (follower: Follower) => follower.feed(new DeskModel()) },
  ],
  exports: [DeskModel],
})
export class DeskModule {}
