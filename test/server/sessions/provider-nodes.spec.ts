import type { ProviderSignIn, SessionReply } from '../../../server/contract/index.js';
import { App } from '../../support/app.js';
import { next } from '../../support/api.js';
import { freePort } from '../../support/free-port.js';
import { RedisServer } from '../../support/redis.js';
import { RealProvider } from '../../support/sign-in-provider.js';

describe('the force’s provider and two nodes on one log', () => {
  let redis: RedisServer;
  let provider: RealProvider;
  let one: App;
  let other: App;
  beforeAll(async () => {
    for (const level of ['info', 'warn'] as const) jest.spyOn(console, level).mockReturnValue();
    redis = await RedisServer.start();
    const port = await freePort();
    provider = await RealProvider.open(`http://127.0.0.1:${port}`);
    provider.people.set('r.okafor', { name: 'R. Okafor', groups: ['CN=Handlers,OU=Control'] });
    const env = { ...provider.settings, OUTRIDER_LOCAL_SIGN_IN: 'on', OUTRIDER_REDIS_URL: redis.url };
    // The provider lives in real time, and so do both. It tells the first of them who has signed out.
    const at = new Date().toISOString();
    one = await App.open({ registers: false, at, env: { ...env, PORT: String(port) } });
    other = await App.open({ registers: false, at, env });
  });
  afterAll(async () => {
    await Promise.all([one.close(), other.close()]);
    await provider.goAway();
    await redis.stop();
  });

  const begin = async (node: App) => (await node.call<ProviderSignIn>('POST', '/api/session/provider')).body;
  const finish = (node: App, query: string, pending: string) =>
    node.call<SessionReply>('POST', '/api/session/provider/answer', { body: { query, pending } });
  const isIn = async (node: App, token: string): Promise<boolean> =>
    (await node.call('GET', '/api/sessions', { token })).status === 200;

  test('[R7] a session that one node opened serves on the other, and a sign-out at the provider ends it on both', async () => {
    const { location, pending } = await begin(one);
    const opened = await finish(one, await provider.signIn(location, 'r.okafor'), pending);
    expect(opened.status).toBe(201);
    const { token } = opened.body;
    await other.settled();
    expect([await isIn(one, token), await isIn(other, token)]).toEqual([true, true]);
    const sockets = [one, other].map((node) => node.connect({ token }));
    await Promise.all(sockets.map((socket) => next(socket, 'desk')));
    const cuts = sockets.map((socket) => new Promise<string>((resolve) => socket.once('disconnect', resolve)));
    await provider.signOut();
    expect(await Promise.all(cuts)).toEqual(['io server disconnect', 'io server disconnect']);
    await other.settled();
    expect([await isIn(one, token), await isIn(other, token)]).toEqual([false, false]);
  });

  test('a sign-in that was begun at one node is finished at the other, once', async () => {
    const { location, pending } = await begin(one);
    const query = await provider.signIn(location, 'r.okafor');
    const opened = await finish(other, query, pending);
    expect(opened.status).toBe(201);
    await one.settled();
    expect(await isIn(one, opened.body.token)).toBe(true);
    expect((await finish(one, query, pending)).status).toBe(401);
  });
});
