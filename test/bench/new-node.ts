import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { FORCE_FOLDER } from '../../server/platform/feeds/file-day-of-calls.js';
import { logKeys } from '../../server/platform/log/redis/keys.js';
import type { RedisLog } from '../../server/platform/log/redis/redis-log.js';
import { openRedisLog } from '../../server/platform/log/redis/open-log.js';
import { HeldLease } from '../support/archived-log.js';
import { newFolder } from '../support/log-folder.js';
import { Outrider } from '../support/outrider.js';
import { RedisServer } from '../support/redis.js';
import { multiply, work } from './copied-calls.js';
import type { BenchRow } from './rows.js';

export interface NewNodeOptions {
  /** invented people in the registers */
  readonly people?: number;
  /** events in the log */
  readonly events?: number;
}

/** The longest that the first node is given to write what a new one begins with. */
const PATIENCE_S = 120;
const MONTH_MS = 30 * 86_400_000;

/**
 * How soon a node serves that begins with an empty folder, and one that is started again, where people and events are many:
 * real calls, taken by a real node, copied until there are so many, all of them closed but the last.
 */
export async function benchNewNode(
  { people = 1_000_000, events = 1_000_000 }: NewNodeOptions,
  tell: (line: string) => void,
): Promise<BenchRow[]> {
  const redis = await RedisServer.start();
  const archive = await newFolder();
  const [first, second] = [await newFolder(), await newFolder()];
  const env = { OUTRIDER_REDIS_URL: redis.url, OUTRIDER_ARCHIVE: archive, OUTRIDER_DEMO_PEOPLE: String(people) };
  try {
    tell(`the first node imports what ${people} people are recorded for`);
    const builder = await Outrider.start({ dataFolder: first, env });
    const settings = { ...redis.settings(), force: 'force', archive: { folder: archive, days: 7 } };
    const log = await openRedisLog(await mkdtemp(join(first, 'copier-')), settings);
    const { position: from } = await log.head();
    tell('calls are typed, reported, changed and read');
    await work(builder);
    await builder.stop();

    await multiply(log, from, events, tell);
    const { position } = await log.head();
    tell('what is old moves to the archive');
    await archiveOf(redis, log);
    await log.close();

    tell('the first node starts, and folds all of the log');
    const folding = await timed(() => Outrider.start({ dataFolder: first, env }));
    tell('it leaves its index and what its models hold for new nodes');
    const left = [join('seed', 'seed.json'), join('models', 'models.snapshot')].map((name) => join(archive, name));
    for (let n = 0; !left.every((file) => existsSync(file)); n += 1) {
      if (n > PATIENCE_S) throw new Error(`the first node did not write ${left.find((file) => !existsSync(file))}`);
      await pause(1_000);
    }
    tell('a new node starts');
    // What the demonstration invents is no part of a node.
    await symlink(join(first, FORCE_FOLDER), join(second, FORCE_FOLDER));
    const fresh = await timed(() => Outrider.start({ dataFolder: second, env }));
    await fresh.result.stop();
    tell('the first node is started again');
    await folding.result.stop();
    const again = await timed(() => Outrider.start({ dataFolder: first, env }));
    await again.result.stop();
    return [
      { what: 'events in the log', value: position, unit: '' },
      { what: 'a new node serves after', value: fresh.seconds, unit: 's', goal: '≤ 10' },
      { what: 'a node that is started again serves after', value: again.seconds, unit: 's', goal: '≤ 10' },
      { what: 'a node that has to fold the whole log serves after', value: folding.seconds, unit: 's' },
    ];
  } finally {
    await redis.stop();
    await Promise.all([archive, first, second].map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

async function timed<T>(run: () => Promise<T>): Promise<{ readonly result: T; readonly seconds: number }> {
  const start = performance.now();
  const result = await run();
  return { result, seconds: Math.round((performance.now() - start) / 10) / 100 };
}

/** Moves to the archive what a month later would be there. */
async function archiveOf(redis: RedisServer, log: RedisLog): Promise<void> {
  const lease = new HeldLease();
  await redis.ask('SET', logKeys('force').lease, `${lease.token()} bench`);
  const later = new Date(Date.now() + MONTH_MS).toISOString();
  const archiver = log.archiver(lease, () => later, { days: 7 });
  await archiver?.run();
  await archiver?.run();
  await archiver?.close();
  await redis.ask('DEL', logKeys('force').lease);
}
