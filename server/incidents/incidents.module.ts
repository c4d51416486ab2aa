import { Global, Inject, Module, type OnModuleDestroy } from '@nestjs/common';
import { DeskModel } from '../desk/desk.model.js';
import { Follower } from '../platform/log/follower.js';
import { logger } from '../platform/metrics/logger.js';
import {
  AccessRecord,
  Alarm,
  Clock,
  EventLog,
  Figures,
  Ids,
  Incidents,
  Intake,
  Lease,
  Matcher,
  Presence,
  RegisterActivation,
  RemoteRegisters,
  Timetable,
} from '../ports.js';
import { RegistersModel } from '../registers/registers.model.js';
import { BriefingQueue } from './briefing-queue.js';
import { WorkforceModel } from '../workforce/workforce.model.js';
import { CallsModel } from './calls.model.js';
import { LoggedIncidents } from './change-incident.js';
import { DomesticCallsModel } from './domestic-calls.model.js';
import { FeedIntake } from './feed-intake.js';
import { IncidentPorts } from './incident-ports.js';
import { IncidentsController } from './incidents.controller.js';
import { IncidentsGateway } from './incidents.gateway.js';
import { IncidentsModel } from './incidents.model.js';
import { ProvisionalIncidents } from './provisional.model.js';
import { Rechecks } from './rechecks.js';
import { RejectionsModel } from './rejections.model.js';
import { RemoteChecks } from './remote-checks.js';

@Global()
@Module({
  controllers: [IncidentsController],
  providers: [
    IncidentsGateway,
    {
      provide: IncidentsModel,
      inject: [Follower],
      useFactory: (follower: Follower) => follower.feed(new IncidentsModel()),
    },
    { provide: CallsModel, inject: [Follower], useFactory: (follower: Follower) => follower.feed(new CallsModel()) },
    {
      provide: DomesticCallsModel,
      inject: [Follower, IncidentsModel],
      useFactory: (follower: Follower, incidents: IncidentsModel) => follower.feed(new DomesticCallsModel(incidents)),
    },
    {
      provide: RejectionsModel,
      inject: [Follower],
      useFactory: (follower: Follower) => follower.feed(new RejectionsModel()),
    },
    {
      provide: BriefingQueue,
      inject: [Figures],
      useFactory: (figures: Figures) => {
        const queue = new BriefingQueue();
        figures.read('reports_waiting', () => [{ labels: {}, value: queue.waiting }]);
        return queue;
      },
    },
    {
      provide: IncidentPorts,
      inject: [
        EventLog,
        Matcher,
        RegistersModel,
        IncidentsModel,
        AccessRecord,
        Presence,
        DeskModel,
        CallsModel,
        DomesticCallsModel,
        RejectionsModel,
        WorkforceModel,
        Clock,
        Ids,
        Timetable,
        BriefingQueue,
      ],
      useFactory: (...ports: ConstructorParameters<typeof IncidentPorts>) => new IncidentPorts(...ports),
    },
    { provide: Incidents, inject: [IncidentPorts], useFactory: (ports: IncidentPorts) => new LoggedIncidents(ports) },
    {
      provide: ProvisionalIncidents,
      inject: [IncidentsModel],
      useFactory: (incidents: IncidentsModel) => new ProvisionalIncidents(incidents),
    },
    { provide: Intake, inject: [IncidentPorts], useFactory: (ports: IncidentPorts) => new FeedIntake(ports) },
    {
      provide: Rechecks,
      inject: [IncidentPorts, RegisterActivation, Alarm, Lease, Follower],
      useFactory: (
        ports: IncidentPorts,
        activation: RegisterActivation,
        alarm: Alarm,
        lease: Lease,
        follower: Follower,
      ) => {
        const failed = (cause: unknown): void => logger.error({ err: cause }, 'open incidents could not be rechecked');
        return follower.feed(new Rechecks(ports, { activation, alarm, lease }, failed));
      },
    },
    {
      provide: RemoteChecks,
      inject: [IncidentPorts, RemoteRegisters, Alarm, Lease, Follower],
      useFactory: (ports: IncidentPorts, remotes: RemoteRegisters, alarm: Alarm, lease: Lease, follower: Follower) => {
        const failed = (cause: unknown): void => logger.error({ err: cause }, 'a remote answer could not be taken');
        return follower.feed(new RemoteChecks(ports, remotes, { alarm, lease }, failed));
      },
    },
  ],
  exports: [IncidentsModel, ProvisionalIncidents, Incidents, Intake],
})
export class IncidentsModule implements OnModuleDestroy {
  constructor(
    @Inject(Rechecks) private readonly rechecks: Rechecks,
    @Inject(RemoteChecks) private readonly remoteChecks: RemoteChecks,
  ) {}

  /** Ends after the incident that is being rechecked. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.rechecks.stop(), this.remoteChecks.stop()]);
  }
}
