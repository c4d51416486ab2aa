import type { Append, Appended, EventLog, StoredEvent, StreamId } from '../../../../../server/ports.js';
import type { Archiver } from '../../../../../server/platform/log/redis/archiver.js';
import { PassingLog } from '../../../../../server/platform/log/passing-log.js';
import { archiveAll, archiverOf, openArchived, type ArchivedNode } from '../../../../support/archived-log.js';
import { newFolder, removeFolder } from '../../../../support/log-folder.js';
import { RedisServer } from '../../../../support/redis.js';
import { describeEventLog } from '../event-log.contract.js';

let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.start();
});
afterAll(() => redis.stop());

/** Has everything leave Redis before it is asked for, each append in a segment of its own; of many, larger ones. */
class Archiving extends PassingLog {
  readonly #many: Archiver;

  constructor(private readonly node: ArchivedNode) {
    super(node.log);
    this.#many = archiverOf(node, { headersPerSegment: 64 });
  }
  async archive(): Promise<void> {
    const { position } = await this.log.head();
    if (position <= 40) return archiveAll(this.node.archiver);
    // Of one log one archiver writes at a time, as a node has one.
    await this.node.archiver.close();
    await archiveAll(this.#many);
  }
  override async append(request: Append): Promise<Appended> {
    const appended = await super.append(request);
    if ('last' in appended && appended.last <= 40) void this.node.archiver.run();
    return appended;
  }
  override async seen(command: Append['command']): ReturnType<EventLog['seen']> {
    await this.archive();
    return super.seen(command);
  }
  override read(stream: StreamId, fromVersion?: number): AsyncIterable<StoredEvent> {
    const reading = super.read(stream, fromVersion);
    const archive = (): Promise<void> => this.archive();
    return (async function* () {
      await archive();
      yield* reading;
    })();
  }
  override async *tail(after: number, stop: AbortSignal): AsyncIterable<readonly StoredEvent[]> {
    await this.archive();
    yield* super.tail(after, stop);
  }
  override async eraseBodies(stream: StreamId, throughVersion: number): Promise<void> {
    await this.archive();
    await super.eraseBodies(stream, throughVersion);
  }
  async verify(): Promise<void> {
    await this.node.log.verify({ bodies: true });
  }
  override async close(): Promise<void> {
    await Promise.all([this.node.archiver.close(), this.#many.close()]);
    await super.close();
  }
}

describeEventLog('the log in Redis whose beginning is in an archive', async () => {
  const folder = await newFolder();
  await redis.ask('FLUSHALL');
  const open = async (): Promise<Archiving> => new Archiving(await openArchived(redis, folder));
  let log = await open();
  return {
    log,
    reopen: async () => {
      await log.archive();
      await log.close();
      log = await open();
      return log;
    },
    verify: async () => {
      await log.archive();
      await log.verify();
    },
    dispose: async () => {
      await log.close();
      await removeFolder(folder);
    },
  };
});
