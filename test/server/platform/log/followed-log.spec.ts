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

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'outrider-followed-'));
    inner = await openEmbeddedLog(folder);
    log = new FollowedLog(inner);
    follower = new Follower(log, (cause) => {
      throw cause;
    });
    follower.feed({ apply: (event) => (version = event.version) });
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
});
