import { Global, Module } from '@nestjs/common';
import { IncidentsModel } from '../incidents/incidents.model.js';
import { Follower } from '../platform/log/follower.js';
import { Incidents, Timekeeper } from '../ports.js';
import { UsersModel } from '../sessions/users.model.js';
import { AlertsModel } from './alerts.model.js';
import { DeliveryController } from './delivery.controller.js';
import { DeliveryModel } from './delivery.model.js';
import { duesOfDelivery, promptBriefing } from './prompt-briefing.js';

/** What became of the cards, and what people are told of. */
@Global()
@Module({
  controllers: [DeliveryController],
  providers: [
    {
      provide: AlertsModel,
      inject: [Follower, IncidentsModel, UsersModel],
      useFactory: (follower: Follower, incidents: IncidentsModel, users: UsersModel) =>
        follower.feed(new AlertsModel(incidents, users)),
    },
    {
      provide: DeliveryModel,
      inject: [Follower, IncidentsModel, UsersModel],
      useFactory: (follower: Follower, ...models: ConstructorParameters<typeof DeliveryModel>) =>
        follower.feed(new DeliveryModel(...models)),
    },
  ],
  exports: [AlertsModel, DeliveryModel],
})
export class DeliveryModule {
  constructor(delivery: DeliveryModel, changes: Incidents, timekeeper: Timekeeper) {
    timekeeper.watch('delivery', () => duesOfDelivery(delivery));
    timekeeper.on('briefing-prompt', (owed) => promptBriefing({ changes, delivery }, owed));
  }
}
