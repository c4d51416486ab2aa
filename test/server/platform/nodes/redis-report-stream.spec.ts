import { setTimeout as pause } from 'node:timers/promises';
import { RedisReportStream } from '../../../../server/platform/nodes/redis-report-stream.js';
import { openRedis } from '../../../../server/platform/redis/open-redis.js';
import type { StreamedReport } from '../../../../server/ports.js';
import { RedisServer } from '../../../support/redis.js';

let redis: RedisServer;
beforeEach(async () => {
  redis = await RedisServer.start();
});
afterEach(() => redis.stop());

/** A node's end of the stream; what another was given and has left for so long, in ms, it takes over. */
const node = async (name: string, deadAfter: number) =>
  new RedisReportStream(await openRedis(redis.settings()), name, deadAfter);

const stop = new AbortController().signal;

test('[R8] what a node was given that died goes to another; poison is set aside once, whoever finds it', async () => {
  for (const text of ['a report', 'poison']) await redis.ask('XADD', 'outrider:cad', '*', 'report', text);
  const [dead, alive] = [await node('dead', 60_000), await node('alive', 1)];
  try {
    const given = await dead.next(10, stop);
    expect(given.map(({ text }) => text)).toEqual(['a report', 'poison']);
    let taken: readonly StreamedReport[] = [];
    while (taken.length === 0) {
      await pause(1);
      taken = await alive.next(10, stop);
    }
    expect(taken).toEqual(given);
    await alive.taken(taken[0]!);
    await alive.setAside(taken[1]!, 'MALFORMED_JSON');
    // It was only slow, and comes to the same.
    await dead.taken(given[0]!);
    await dead.setAside(given[1]!, 'MALFORMED_JSON');
    expect(await alive.state()).toEqual({ pending: 0, rejected: 1 });
    const [[, fields]] = await redis.ask<[[string, readonly string[]]]>('XRANGE', 'outrider:cad:rejected', '-', '+');
    expect(fields).toEqual(['id', given[1]!.id, 'reason', 'MALFORMED_JSON', 'report', 'poison']);
  } finally {
    await Promise.all([dead.close(), alive.close()]);
  }
});
