import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  EventLog,
  type Lease,
  type Outbox,
  type RegisterStore,
  type ReportStream,
  type Roster,
  type SharedCounts,
} from '../../ports.js';
import { SystemClock } from '../identity/adapters.js';
import { openEmbeddedLog } from '../log/embedded/open-log.js';
import type { Archiver } from '../log/redis/archiver.js';
import { openRedisLog } from '../log/redis/open-log.js';
import type { SealedLog } from '../log/sealed.js';
import { logger } from '../metrics/logger.js';
import { KeepingLog } from '../outbox/keeping-log.js';
import { LmdbOutbox } from '../outbox/lmdb-outbox.js';
import { NoOutbox } from '../outbox/no-outbox.js';
import { openRedis, type RedisSettings } from '../redis/open-redis.js';
import { openRegisterStore } from '../registers/register-store.js';
import type { Settings } from '../settings.js';
import { EmptyRoster, OwnCounts, OwnLease } from './alone.js';
import { NodeSeed } from './node-seed.js';
import { RedisCounts } from './redis-counts.js';
import { RedisLease } from './redis-lease.js';
import { RedisReportStream } from './redis-report-stream.js';
import { RedisRoster } from './redis-roster.js';
import { SharedRegisterStore } from './shared-register-store.js';

/** What a node keeps and shares: alone, all in its own data folder; with others, the log and what goes with it in Redis. */
export interface NodeParts {
  readonly log: EventLog;
  readonly store: RegisterStore;
  readonly lease: Lease;
  readonly roster: Roster;
  readonly counts: SharedCounts;
  readonly outbox: Outbox;
  /** undefined: there is no shared Redis to write into */
  readonly reports: ReportStream | undefined;
  /** moves what is old out of Redis; undefined: there is no archive */
  readonly archiver: Archiver | undefined;
  /** the whole log as it is now, for whoever verifies it elsewhere */
  readonly sealed: () => SealedLog;
  /** Closes everything but the log, which others still use. */
  readonly close: () => Promise<void>;
}

/** @throws DataFolderError, RedisUnusable: a sentence that says what to do */
export const openNode = ({ dataFolder, redis }: Settings): Promise<NodeParts> =>
  redis === undefined ? openAlone(dataFolder) : openShared(dataFolder, redis);

async function openAlone(dataFolder: string): Promise<NodeParts> {
  const log = await openEmbeddedLog(dataFolder);
  const store = await openRegisterStore(dataFolder);
  return {
    log,
    store,
    lease: new OwnLease(),
    roster: new EmptyRoster(),
    counts: new OwnCounts(),
    outbox: new NoOutbox(),
    reports: undefined,
    archiver: undefined,
    sealed: () => log.sealed(),
    close: () => store.close(),
  };
}

async function openShared(dataFolder: string, redis: RedisSettings): Promise<NodeParts> {
  const node = randomUUID();
  const shared = await openRedisLog(dataFolder, redis);
  const clock = new SystemClock();
  const outbox = await LmdbOutbox.open(dataFolder, shared, clock, (cause) => {
    logger.error({ err: cause }, 'what was kept could not be worked off');
  });
  const link = await openRedis(redis);
  const seed = redis.archive && new NodeSeed(join(redis.archive.folder, 'seed'), dataFolder);
  await seed?.plant();
  const store = new SharedRegisterStore(await openRegisterStore(dataFolder), link, redis.force, seed);
  const lease = await RedisLease.open(link, redis.force, node);
  const roster = new RedisRoster(link, redis.force, node);
  const counts = new RedisCounts(link, redis.force);
  const reports = new RedisReportStream(await link.another(), node);
  const close = async (): Promise<void> => {
    await Promise.all([archiver?.close(), seed?.close()]);
    await Promise.all([lease.close(), roster.close(), outbox.close(), reports.close()]);
    await store.close();
    await link.close();
  };
  const archiver = redis.archive && shared.archiver(lease, () => clock.now(), redis.archive);
  archiver?.start();
  seed?.keep(lease);
  const sealed = (): SealedLog => shared.sealed();
  const parts = { store, lease, roster, counts, outbox, reports, archiver, sealed, close };
  return { log: new KeepingLog(shared, outbox, clock), ...parts };
}
