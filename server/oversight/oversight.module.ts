import { Module } from '@nestjs/common';
import { OUTRIDER } from '../domain/access/policy.js';
import { Follower } from '../platform/log/follower.js';
import { Incidents, Timekeeper } from '../ports.js';
import { closeGlass } from './break-glass.js';
import { DraftsModel } from './drafts.model.js';
import { GlassModel } from './glass.model.js';
import { OversightController } from './oversight.controller.js';

/** Reads that somebody has to answer for, and the search within what one may see. */
@Module({
  controllers: [OversightController],
  providers: [
    { provide: GlassModel, inject: [Follower], useFactory: (follower: Follower) => follower.feed(new GlassModel()) },
    { provide: DraftsModel, inject: [Follower], useFactory: (follower: Follower) => follower.feed(new DraftsModel()) },
  ],
})
export class OversightModule {
  constructor(changes: Incidents, timekeeper: Timekeeper) {
    timekeeper.on('glass-closes', (owed) => closeGlass(changes, owed, OUTRIDER));
  }
}
