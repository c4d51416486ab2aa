import type { IncidentReply, IncidentSummary } from '../../server/contract/index.js';
import { newFolder, removeFolder } from '../support/log-folder.js';
import { next, Outrider } from '../support/outrider.js';
import { RedisServer } from '../support/redis.js';
import { TcpProxy } from '../support/tcp-proxy.js';

test('[R1] [R8] a node that dies while Redis is away waits for it, and then does what it had taken, once', async () => {
  const redis = await RedisServer.start();
  const network = await TcpProxy.to(redis.url);
  const dataFolder = await newFolder();
  const env = { OUTRIDER_REDIS_URL: `redis://127.0.0.1:${network.port}` };
  let node = await Outrider.start({ dataFolder, env });
  try {
    const handler = await node.signIn('handler');
    const told = next(handler.connect(), 'delayed', ({ since }) => since !== undefined);
    network.pull();
    await told;
    const key = { 'idempotency-key': 'typed-before-it-died' };
    const body = { source: '999', reference: 'KEPT-1', location: { text: '1 Kept Yard, Nowhere' } };
    const kept = await handler.post<IncidentReply>('/api/incidents', body, key);
    expect(kept).toMatchObject({ status: 202, body: { delayed: true } });
    await node.kill();

    const refused = await Outrider.refused(dataFolder, env);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^The shared log in Redis at \S+ does not answer \([^)]+\); start it, .*\n$/m);

    network.comeBack();
    node = await Outrider.start({ dataFolder, env });
    const again = await node.signIn('handler');
    const known = async (): Promise<IncidentSummary[]> =>
      (await again.get<IncidentSummary[]>('/api/incidents')).body.filter(({ id }) => id === kept.body.id);
    const socket = again.connect();
    while ((await known()).length === 0) await next(socket, 'tick');
    expect(await known()).toMatchObject([{ id: kept.body.id, reference: 'KEPT-1' }]);
    const repeated = await again.post<IncidentReply>('/api/incidents', body, key);
    expect(repeated).toMatchObject({ status: 201, body: { id: kept.body.id } });
  } finally {
    await node.stop();
    await network.close();
    await redis.stop();
    await removeFolder(dataFolder);
  }
});
