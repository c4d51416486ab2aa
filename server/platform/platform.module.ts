import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { isKnown } from '../domain/incident/upcast.js';
import type { Manifest } from '../domain/register/types.js';
import {
  AccessRecord,
  Alarm,
  Clock,
  DeclaredRegisters,
  EventLog,
  Figures,
  Ids,
  Lease,
  Matcher,
  Passwords,
  Outbox,
  RegisterStore,
  RemoteRegisters,
  ReportStream,
  Roster,
  SignedIn,
  SignInWays,
  Timetable,
  type SharedCounts,
} from '../ports.js';
import { ErasureList, RecordExport } from '../ports/record.js';
import { DocumentsController } from './documents/documents.controller.js';
import { Edge } from './edge/edge.js';
import { HealthController } from './health/health.controller.js';
import { RandomIds, ScryptPasswords, SystemClock } from './identity/adapters.js';
import { OpenIdProvider } from './identity/oidc/openid-provider.js';
import { FollowedLog } from './log/followed-log.js';
import { Follower } from './log/follower.js';
import type { Archiver } from './log/redis/archiver.js';
import { readForceWeights } from './matcher/weights-file.js';
import { WorkerMatcher } from './matcher/worker-matcher.js';
import type { ModelSnapshots } from './models/model-snapshots.js';
import { openModelSnapshots } from './models/open-model-snapshots.js';
import { openNode } from './nodes/open-node.js';
import { logger } from './metrics/logger.js';
import { Metrics } from './metrics/metrics.js';
import { PrometheusFigures } from './metrics/prometheus-figures.js';
import { CheckpointFile } from './record/checkpoint-file.js';
import { Checkpointer } from './record/checkpointer.js';
import { ErasureFile } from './record/erasure-file.js';
import { LogExport } from './record/log-export.js';
import { LoggedAccessRecord } from './record/logged-access-record.js';
import { openSigningKey } from './record/signing-key.js';
import { readManifests } from './registers/manifest-files.js';
import { openRemoteRegisters } from './registers/remote/open-remote-registers.js';
import { Settings } from './settings.js';
import { TimerAlarm } from './time/timer-alarm.js';

/** The adapters that hold files, threads or connections: opened before everything else, closed after it. */
export interface Adapters {
  readonly manifests: readonly Manifest[];
  readonly log: FollowedLog;
  readonly follower: Follower;
  readonly snapshots: ModelSnapshots;
  readonly store: RegisterStore;
  readonly matcher: Matcher;
  readonly remotes: RemoteRegisters;
  readonly lease: Lease;
  readonly roster: Roster;
  readonly checkpointer: Checkpointer;
  readonly erasures: ErasureList;
  readonly exporter: RecordExport;
  readonly counts: SharedCounts;
  readonly outbox: Outbox;
  readonly reports: ReportStream | undefined;
  readonly archiver: Archiver | undefined;
  readonly close: () => Promise<void>;
}

/** Without its read models the node would answer from the past: better none than a wrong one. */
function stopProcess(cause: unknown): void {
  logger.fatal({ err: cause }, 'the log cannot be followed any further: stopping');
  process.exitCode = 1;
  process.kill(process.pid, 'SIGTERM');
}

/**
 * Opens the data folder and starts the matcher. This module alone chooses adapters.
 * @param matcherOf the matcher over the store; a worker thread of its own when left out
 * @param lost hears that the log cannot be followed any further
 * @throws DataFolderError or RedisUnusable saying what is wrong with the folder or the shared log and what to do;
 * ManifestError, WeightsError or SigningKeyError about a file in it
 */
export async function openAdapters(
  settings: Settings,
  matcherOf: (store: RegisterStore) => Matcher = () => new WorkerMatcher(settings.dataFolder),
  lost: (cause: unknown) => void = stopProcess,
): Promise<Adapters> {
  const manifests = await readManifests(settings.dataFolder);
  await readForceWeights(settings.dataFolder);
  const remotes = await openRemoteRegisters(manifests, settings.dataFolder);
  const node = await openNode(settings);
  const { log: own, store, lease, roster, counts, outbox, reports, archiver, sealed, close: closeNode } = node;
  const log = new FollowedLog(own);
  const matcher = matcherOf(store);
  const follower = new Follower(
    log,
    lost,
    ({ stream, type, body }) => !stream.startsWith('incident/') || isKnown(type, body),
  );
  const snapshots = await openModelSnapshots(settings, { follower, log, lease, manifests });
  log.followBy(follower, () => snapshots.remove());
  const key = await openSigningKey(settings.checkpointKey);
  const file = new CheckpointFile(settings.dataFolder, settings.checkpointsFolder, key);
  const checkpointer = new Checkpointer(log, file);
  const erasures = new ErasureFile(settings.checkpointsFolder ?? settings.dataFolder);
  const exporter = new LogExport(sealed, key);
  const close = async (): Promise<void> => {
    await follower.stop();
    await snapshots.close();
    await matcher.close();
    await checkpointer.close();
    await closeNode();
    await log.close();
  };
  const shared = { lease, roster, counts, outbox, reports, archiver };
  const record = { checkpointer, erasures, exporter };
  return { manifests, log, follower, snapshots, store, matcher, remotes, ...shared, ...record, close };
}

@Global()
@Module({})
export class PlatformModule {
  static with(settings: Settings, adapters: Adapters): DynamicModule {
    const { manifests, log, follower, store, matcher, remotes, lease, roster, counts, outbox } = adapters;
    const { reports, archiver, erasures, exporter } = adapters;
    const provided = [
      { provide: Settings, useValue: settings },
      { provide: EventLog, useValue: log },
      { provide: Follower, useValue: follower },
      { provide: RegisterStore, useValue: store },
      { provide: Timetable, useValue: settings },
      { provide: Matcher, useValue: matcher },
      { provide: RemoteRegisters, useValue: remotes },
      { provide: Lease, useValue: lease },
      { provide: Roster, useValue: roster },
      { provide: ErasureList, useValue: erasures },
      { provide: RecordExport, useValue: exporter },
      { provide: Outbox, useValue: outbox },
      { provide: ReportStream, useValue: reports },
      { provide: DeclaredRegisters, useValue: { manifests } },
      { provide: Clock, useClass: SystemClock },
      { provide: Alarm, useClass: TimerAlarm },
      { provide: Ids, useClass: RandomIds },
      { provide: Passwords, useClass: ScryptPasswords },
      {
        provide: SignInWays,
        useValue: {
          password: settings.localSignIn,
          coverAfterMinutes: settings.coverAfterMinutes,
          demonstration: settings.form === 'demonstration',
          provider: settings.provider && new OpenIdProvider(settings.provider),
        } satisfies SignInWays,
      },
      {
        provide: AccessRecord,
        inject: [EventLog, Clock, Ids],
        useFactory: (events: EventLog, clock: Clock, ids: Ids) => new LoggedAccessRecord(events, clock, ids),
      },
      {
        provide: Edge,
        inject: [SignedIn, Clock, Ids, Outbox],
        useFactory: (signedIn: SignedIn, clock: Clock, ids: Ids, outbox: Outbox) =>
          new Edge(signedIn, clock, ids, {
            outbox,
            counts,
            caughtUp: () => log.caughtUp(),
            newer: () => follower.newer,
          }),
      },
      Metrics,
      {
        provide: Figures,
        inject: [Metrics],
        useFactory: ({ registry }: Metrics) => {
          const figures = new PrometheusFigures(registry);
          archiver?.tell(figures);
          return figures;
        },
      },
    ];
    return {
      module: PlatformModule,
      imports: [DiscoveryModule],
      controllers: [DocumentsController, HealthController],
      providers: provided,
      exports: provided,
    };
  }
}
