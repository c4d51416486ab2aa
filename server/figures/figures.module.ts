import { Inject, Module } from '@nestjs/common';
import { AlertsModel } from '../delivery/alerts.model.js';
import { DeliveryModel } from '../delivery/delivery.model.js';
import { DeskModel } from '../desk/desk.model.js';
import { IncidentsModel } from '../incidents/incidents.model.js';
import { Follower } from '../platform/log/follower.js';
import { Clock, Figures } from '../ports.js';
import { RegistersModel } from '../registers/registers.model.js';
import { UsersModel } from '../sessions/users.model.js';
import { FiguresModel, type FigureSources } from './figures.model.js';

/** The figures that the service is judged by, for `/metrics`. Fed after every model that it asks. */
@Module({
  providers: [
    {
      provide: FiguresModel,
      inject: [
        Follower,
        Figures,
        Clock,
        IncidentsModel,
        RegistersModel,
        DeskModel,
        DeliveryModel,
        AlertsModel,
        UsersModel,
      ],
      useFactory: (
        follower: Follower,
        figures: Figures,
        clock: Clock,
        incidents: IncidentsModel,
        registers: RegistersModel,
        desk: DeskModel,
        delivery: DeliveryModel,
        alerts: AlertsModel,
        users: UsersModel,
      ) => {
        const sources: FigureSources = { incidents, registers, desk, delivery, alerts, users };
        return follower.feed(new FiguresModel(sources, figures, () => clock.now()));
      },
    },
  ],
})
export class FiguresModule {
  constructor(@Inject(FiguresModel) _figures: FiguresModel) {}
}
