import { Global, Inject, Module } from '@nestjs/common';
import { Follower } from '../platform/log/follower.js';
import {
  AccessRecord,
  Clock,
  DeclaredRegisters,
  EventLog,
  Ids,
  Matcher,
  RegisterActivation,
  RegisterStore,
  RemoteRegisters,
  Timekeeper,
} from '../ports.js';
import { ErasureList } from '../ports/record.js';
import { Activations } from './activations.js';
import { RegistersController } from './registers.controller.js';
import { RegistersModel } from './registers.model.js';
import { RetentionModel } from './retention.model.js';
import { eraseRecords, type RetentionPorts } from './review-record.js';
import { RecordsDue } from './tell-records-due.js';
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
      provide: RetentionModel,
      inject: [Follower, RegisterStore],
      useFactory: (follower: Follower, store: RegisterStore) => follower.feed(new RetentionModel(store)),
    },
    {
      provide: RegisterActivation,
      inject: [EventLog, RegisterStore, Matcher, RegistersModel],
      useFactory: (...parts: ConstructorParameters<typeof Activations>) => new Activations(...parts),
    },
    {
      provide: REGISTER_PORTS,
      inject: [
        EventLog,
        RegisterStore,
        Matcher,
        RemoteRegisters,
        RegistersModel,
        RegisterActivation,
        Clock,
        Ids,
        RetentionModel,
        AccessRecord,
        ErasureList,
      ],
      useFactory: (
        log: EventLog,
        store: RegisterStore,
        matcher: Matcher,
        remotes: RemoteRegisters,
        model: RegistersModel,
        activations: RegisterActivation,
        clock: Clock,
        ids: Ids,
        retention: RetentionModel,
        access: AccessRecord,
        erasures: ErasureList,
      ) => {
        const around = { activations, clock, ids, retention, access, erasures };
        return { log, store, matcher, remotes, model, manifests: model, ...around };
      },
    },
  ],
  exports: [RegistersModel, RetentionModel, RegisterActivation, REGISTER_PORTS],
})
export class RegistersModule {
  constructor(timekeeper: Timekeeper, @Inject(REGISTER_PORTS) ports: RetentionPorts) {
    timekeeper.watch('retention', () => ports.retention.dues());
    timekeeper.on('record-erases', () => eraseRecords(ports));
    const recordsDue = new RecordsDue();
    timekeeper.watch('records-due', () => recordsDue.dues());
    timekeeper.on('records-due', () => recordsDue.tell(ports));
  }
}
