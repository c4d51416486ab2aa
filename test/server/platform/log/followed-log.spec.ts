import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedLog } from '../../../../server/platform/log/embedded/open-log.js';
import { FollowedLog } from '../../../../server/platform/log/followed-log.js';
import { Follower } from '../../../../server/platform/log/follower.js';
import type { EventLog, StreamId } from '../../../../server/ports.js';

const STREAM: StreamId = 'user/handler';

describe('a log that the read models follow', () => {
  let folder: string;
  let log: FollowedLog;
  let follower: Follower;
  let inner: EventLog & { close(): Promise<void> };
  let version = 0;
  const failures: unknown[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'outrider-followed-'));
    inner = await openEmbeddedLog(folder);
    log = new FollowedLog(inner);
    follower = new Follower(log, (cause) => failures.push(cause));
    follower.feed({
      apply: ({ commandId, version: now }) => {
        if (commandId === 'breaks') throw new Error('a model that breaks');
        version = now;
      },
    });
    await follower.start();
    log.followBy(follower);
  });
  afterAll(async () => {
    await follower.stop();
    await inner.close();
    await rm(folder, { recursive: true });
  });

  const append = (id: string, expected: number) =>
    log.append({
      stream: STREAM,
      expected,
      events: [{ type: 'noted', body: { v: 1 } }],
      at: '2026-07-30T12:00:00.000Z',
      by: 'handler',
      command: { id, digest: id },
    });

  test('[R9] whoever meets a conflict is answered when the read models have what was in the way', async () => {
    const rivals = ['a', 'b', 'c', 'd'].map(async (id) => {
      let tries = 0;
      do tries += 1;
      while (tries < 10 && (await append(id, version)).kind === 'conflict');
      return tries;
    });
    const tries = await Promise.all(rivals);
    // Of rivals at once one gets in a round: nobody ever decides twice on the same state.
    expect(tries.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  });

  test('whoever waits for models that stand still is refused, now and later: a node that must go is not kept', async () => {
    const refused = { name: 'StorageUnavailable' };
    await expect(append('breaks', version)).rejects.toMatchObject(refused);
    expect(failures).toEqual([new Error('a model that breaks')]);
    await expect(append('late', version + 1)).rejects.toMatchObject(refused);
  });
});
