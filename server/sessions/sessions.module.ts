import { Global, Module } from '@nestjs/common';
import { Follower } from '../platform/log/follower.js';
import { Clock, EventLog, Ids, Passwords, SignedIn } from '../ports.js';
import type { SessionPorts } from './session-ports.js';
import { SessionsController } from './sessions.controller.js';
import { ProviderController } from './provider.controller.js';
import { UsersController } from './users.controller.js';
import { SESSION_PORTS } from './sessions.tokens.js';
import { UsersModel } from './users.model.js';

@Global()
@Module({
  controllers: [SessionsController, ProviderController, UsersController],
  providers: [
    { provide: UsersModel, inject: [Follower], useFactory: (follower: Follower) => follower.feed(new UsersModel()) },
    { provide: SignedIn, useExisting: UsersModel },
    {
      provide: SESSION_PORTS,
      inject: [EventLog, UsersModel, Passwords, Clock, Ids],
      useFactory: (log: EventLog, users: UsersModel, passwords: Passwords, clock: Clock, ids: Ids): SessionPorts => ({
        log,
        users,
        passwords,
        clock,
        ids,
      }),
    },
  ],
  exports: [UsersModel, SignedIn, SESSION_PORTS],
})
export class SessionsModule {}
