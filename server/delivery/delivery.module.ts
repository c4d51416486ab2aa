import { Global, Module } from '@nestjs/common';
import { Follower } from '../platform/log/follower.js';
import { UsersModel } from '../sessions/users.model.js';
import { AlertsModel } from './alerts.model.js';
import { DeliveryController } from './delivery.controller.js';

@Global()
@Module({
  controllers: [DeliveryController],
  providers: [
    {
      provide: AlertsModel,
      inject: [Follower, UsersModel],
      useFactory: (follower: Follower, users: UsersModel) => follower.feed(new AlertsModel(users)),
    },
  ],
  exports: [AlertsModel],
})
export class DeliveryModule {}
