import { Global, Module } from '@nestjs/common';
import { Follower } from '../platform/log/follower.js';
import {
  Clock,
  DeclaredRegisters,
  EventLog,
  Ids,
  Matcher,
  RegisterActivation,
  RegisterStore,
  RemoteRegisters,
} from '../ports.js';
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
      inject: [Follower, DeclaredRegisters],
      useFactory: (follower: Follower, { manifests }: DeclaredRegisters) =>
        follower.feed(new RegistersModel(manifests)),
    },
    {
      provide: RegisterActivation,
      inject: [EventLog, RegisterStore, Matcher, RegistersModel],
      useFactory: (...parts: ConstructorParameters<typeof Activations>) => new Activations(...parts),
    },
    {
      provide: REGISTER_PORTS,
      inject: [EventLog, RegisterStore, Matcher, RemoteRegisters, RegistersModel, RegisterActivation, Clock, Ids],
      useFactory: (
        log: EventLog,
        store: RegisterStore,
        matcher: Matcher,
        remotes: RemoteRegisters,
        model: RegistersModel,
        activations: RegisterActivation,
        clock: Clock,
        ids: Ids,
      ) => ({ log, store, matcher, remotes, model, manifests: model, activations, clock, ids }),
    },
  ],
  exports: [RegistersModel, RegisterActivation, REGISTER_PORTS],
})
export class RegistersModule {}
