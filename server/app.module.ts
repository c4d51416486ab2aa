import { Module, type DynamicModule } from '@nestjs/common';
import { ClosureModule } from './closure/closure.module.js';
import { DeliveryModule } from './delivery/delivery.module.js';
import { HandoversModule } from './handovers/handovers.module.js';
import { DeskModule } from './desk/desk.module.js';
import { DispatchModule } from './dispatch/dispatch.module.js';
import { DowngradesModule } from './downgrades/downgrades.module.js';
import { FeedsModule } from './feeds/feeds.module.js';
import { FiguresModule } from './figures/figures.module.js';
import { GradingModule } from './grading/grading.module.js';
import { IncidentsModule } from './incidents/incidents.module.js';
import { PlatformModule, type Adapters } from './platform/platform.module.js';
import type { Settings } from './platform/settings.js';
import { PushModule } from './push/push.module.js';
import { RecordModule } from './record/record.module.js';
import { RegistersModule } from './registers/registers.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { OversightModule } from './oversight/oversight.module.js';
import { WorkforceModule } from './workforce/workforce.module.js';
import { TimekeeperModule } from './timekeeper/timekeeper.module.js';

/** The list of modules. */
@Module({})
export class AppModule {
  static with(settings: Settings, adapters: Adapters): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(settings, adapters),
        SessionsModule,
        RegistersModule,
        IncidentsModule,
        DeskModule,
        DeliveryModule,
        DispatchModule,
        ClosureModule,
        HandoversModule,
        PushModule,
        TimekeeperModule,
        GradingModule,
        DowngradesModule,
        FeedsModule,
        FiguresModule,
        WorkforceModule,
        OversightModule,
        RecordModule,
      ],
    };
  }
}
