import type { JobReply } from '../../server/contract/index.js';
import { Lease, Presence } from '../../server/ports.js';
import { next, Session, type ReaderSocket } from '../support/api.js';
import { App } from '../support/app.js';
import { RedisServer } from '../support/redis.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

const shown = async (socket: ReaderSocket): Promise<ReaderSocket> => {
  await next(socket, 'tick');
  return socket;
};

describe('what one node decides, for readers of another', () => {
  let redis: RedisServer;
  let network: TcpProxy;
  let one: App;
  let other: App;

  beforeAll(async () => {
    redis = await RedisServer.start();
    network = await TcpProxy.to(redis.url);
    one = await App.open({ registers: false, env: { OUTRIDER_REDIS_URL: `redis://127.0.0.1:${network.port}` } });
    other = await App.open({ registers: false, env: { OUTRIDER_REDIS_URL: redis.url } });
  });
  afterAll(async () => {
    await other.close();
    await one.close();
    await network.close();
    await redis.stop();
  });

  /** Somebody who signs in at one node, connected to the other. */
  const atOther = async (username: string): Promise<{ session: Session; socket: ReaderSocket }> => {
    const session = new Session(other, (await one.signIn(username)).reply);
    return { session, socket: await shown(session.connect()) };
  };

  test.each<[string, (user: Session) => Promise<unknown>]>([
    ['signed out', ({ token }) => one.call('DELETE', '/api/session', { token })],
    [
      'given other roles',
      async () => (await one.signIn('admin')).patch('/api/users/sergeant', { roles: ['dispatcher'] }),
    ],
    ['disabled', async () => (await one.signIn('admin')).patch('/api/users/sergeant', { disabled: true })],
  ])('[R7] whoever is %s at one is cut at the other, before anything more is said to them', async (_, end) => {
    const { session, socket } = await atOther('sergeant');
    const cut = new Promise((resolve) => socket.once('disconnect', resolve));
    await end(session);
    expect(await cut).toBe('io server disconnect');
    expect((await session.get('/api/incidents')).body).toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  test('[R7] an officer who is stood down at one loses the card at the other', async () => {
    const id = await one.report({ location: { text: '1 Some Yard' } });
    const { socket } = await atOther('officer1');
    const dispatcher = await one.as('dispatcher');
    const given = next(socket, 'card');
    await dispatcher.post(`/api/incidents/${id}/dispatch`, { officers: ['officer1'], etaMinutes: 5 });
    expect((await given).card.incidentId).toBe(id);
    const gone = next(socket, 'gone');
    await dispatcher.post(`/api/incidents/${id}/stand-down`, { officers: ['officer1'] });
    await one.advance('1 h');
    await other.advance('1 h');
    expect((await gone).incidentId).toBe(id);
  });

  test('guesses at a password at one count at the other', async () => {
    const guess = async (app: App) =>
      (await app.call('POST', '/api/session', { body: { username: 'officer2', password: 'a wrong one' } })).body.code;
    for (let n = 0; n < 5; n += 1)
      expect([await guess(one), await guess(other)]).toEqual(['SIGN_IN_FAILED', 'SIGN_IN_FAILED']);
    expect([await guess(one), await guess(other)]).toEqual(['TOO_MANY_REQUESTS', 'TOO_MANY_REQUESTS']);
  });

  test('[R10] a researcher’s job goes back to the desk when the node dies that they were connected to', async () => {
    const id = await one.report({ location: { text: '2 Some Yard' } });
    const analyst = await one.as('analyst');
    await shown(analyst.connect());
    expect((await analyst.post<JobReply>('/api/desk/jobs/next', undefined)).body.job).toMatchObject({
      claimedBy: { id: 'analyst' },
    });
    const isKnown = (): boolean =>
      other
        .get(Presence)
        .connected()
        .some(({ userId }) => userId === 'analyst');
    await until(isKnown);
    // To the other it is dead: no word of it comes any more.
    network.pull();
    await until(() => !isKnown() && other.get(Lease).token() !== undefined);
    await other.advance('40 s');
    const second = new Session(other, (await other.signIn('analyst2')).reply);
    const claimed = async () => (await second.post<JobReply>('/api/desk/jobs/next', undefined)).body.job;
    expect(await claimed()).toMatchObject({ incidentId: id, claimedBy: { id: 'analyst2' } });
    network.comeBack();
    await until(async () => (await one.call<{ status: string }>('GET', '/readyz')).body.status === 'ready');
  });
});
