import { Global, Module } from '@nestjs/common';
import { MANIFESTS } from '../domain/register/manifests.js';
import { Follower } from '../platform/log/follower.js';
import { Clock, EventLog, Ids, Matcher, RegisterStore } from '../ports.js';
import { Activations } from './activations.js';
import { RegistersController } from './registers.controller.js';
import { RegistersModel } from './registers.model.js';
import { REGISTER_PORTS } from './registers.tokens.js';

@Global()
@Module({
  controllers: [RegistersController],
  providers: [
    {
      provide: RegistersModel,
      inject: [Follower],
      useFactory: (follower: Follower) => follower.feed(new RegistersModel(MANIFESTS)),
    },
    {
      provide: Activations,
      inject: [EventLog, Matcher],
      useFactory: (log: EventLog, matcher: Matcher) => new Activations(log, matcher),
    },
    {
      provide: REGISTER_PORTS,
      inject: [EventLog, RegisterStore, Matcher, RegistersModel, Activations, Clock, Ids],
      useFactory: (
        log: EventLog,
        store: RegisterStore,
        matcher: Matcher,
        model: RegistersModel,
        activations: Activations,
        clock: Clock,
        ids: Ids,
      ) => ({ log, store, matcher, model, manifests: model, activations, clock, ids }),
    },
  ],
  exports: [RegistersModel, REGISTER_PORTS],
})
export class RegistersModule {}
