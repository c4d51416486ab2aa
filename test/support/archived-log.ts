import { join } from 'node:path';
import type { Archiver, ArchiveBounds } from '../../server/platform/log/redis/archiver.js';
import { openRedisLog } from '../../server/platform/log/redis/open-log.js';
import type { RedisLog } from '../../server/platform/log/redis/redis-log.js';
import { Lease } from '../../server/ports.js';
import type { RedisServer } from './redis.js';

/** A day after the requests of a test were made: all of them are old. */
const LATER = '2026-03-02T12:00:00.000Z';

/** A lease that a test gives and takes, with the token that Redis compares. */
export class HeldLease extends Lease {
  held: number | undefined = 1;
  override token(): number | undefined {
    return this.held;
  }
  override onTaken(): void {
    // A test takes it by itself.
  }
}

export interface ArchivedNode {
  readonly log: RedisLog;
  readonly archiver: Archiver;
  readonly lease: HeldLease;
}

export const archiveIn = (folder: string): string => join(folder, 'archive');

/** One node of a log whose archive is in a folder; nothing moves there until a test says so. */
export const openArchived = async (
  redis: RedisServer,
  folder: string,
  bounds: Partial<ArchiveBounds> = {},
  archive = archiveIn(folder),
): Promise<ArchivedNode> => {
  const log = await openRedisLog(folder, { ...redis.settings(), archive: { folder: archive, days: 1 } });
  const lease = new HeldLease();
  await redis.ask('SET', 'outrider:{test}:lease', '1 this');
  return { log, lease, archiver: archiverOf({ log, lease }, bounds) };
};

/** Who moves what may leave Redis, when a test says so: a segment an append, unless bounds say otherwise. */
export const archiverOf = (
  { log, lease }: Pick<ArchivedNode, 'log' | 'lease'>,
  bounds: Partial<ArchiveBounds>,
): Archiver => {
  const all = { days: 1, eventsKept: 0, headersPerSegment: 1, ...bounds };
  const archiver = log.archiver(lease, () => LATER, all);
  if (archiver === undefined) throw new Error('the log has no archive');
  return archiver;
};

/** Has everything leave Redis that may: what one round seals, the next one cuts. */
export const archiveAll = async (archiver: Archiver): Promise<void> => {
  await archiver.run();
  await archiver.run();
};
