import type { Problem, SessionState } from '../../../server/contract/index.js';
import { App } from '../../support/app.js';
import { next, type Session } from '../../support/api.js';

describe('[R7] a session that has ended', () => {
  let app: App;
  beforeEach(async () => (app = await App.open({ registers: false })));
  afterEach(() => app.close());

  /** Ends a handler's session in some way; resolves when the handler's live connection is cut. */
  const cutBy = async (end: (handler: Session) => Promise<unknown>): Promise<Session> => {
    const handler = await app.signIn('handler');
    const socket = handler.connect();
    await next(socket, 'desk');
    const cut = new Promise((resolve) => socket.once('disconnect', resolve));
    await end(handler);
    await cut;
    expect((await handler.get<Problem>('/api/incidents')).body.code).toBe('NOT_SIGNED_IN');
    return handler;
  };

  test.each<[string, (handler: Session) => Promise<unknown>]>([
    ['signing out', (handler) => app.call('DELETE', '/api/session', { token: handler.token })],
    ['being disabled', async () => (await app.signIn('admin')).patch('/api/users/handler', { disabled: true })],
    ['other roles', async () => (await app.signIn('admin')).patch('/api/users/handler', { roles: ['dispatcher'] })],
    ['a new password', async () => (await app.signIn('admin')).post('/api/users/handler/password', undefined)],
    [
      'being signed out by an administrator',
      async () => app.call('DELETE', '/api/users/handler/sessions', { token: (await app.signIn('admin')).token }),
    ],
    ['half an hour without a renewal', () => app.advance('31 min')],
  ])('is over for its live connections too: %s', async (_, end) => {
    await cutBy(end);
  });

  test('is not the others: one can be ended from another, and a renewal goes on for a shift at most', async () => {
    const [phone, desk] = [await app.signIn('handler'), await app.signIn('handler')];
    const { body } = await desk.get<SessionState[]>('/api/sessions');
    expect(body.map(({ current }) => current)).toEqual([false, true]);
    const [other] = body;
    const end = (id: string) => app.call<Problem>('DELETE', `/api/sessions/${id}`, { token: desk.token });
    expect((await end(other!.id)).status).toBe(204);
    expect((await end(other!.id)).body.code).toBe('NOT_FOUND');
    expect((await phone.get<Problem>('/api/sessions')).status).toBe(401);
    const supervisor = await (await app.signIn('supervisor')).get<SessionState[]>('/api/sessions');
    expect((await end(supervisor.body[0]!.id)).body.code).toBe('NOT_FOUND');

    let { token } = desk;
    for (let halfHours = 0; halfHours < 60; halfHours += 1) {
      const renewed = await app.call<{ token: string } & Problem>('POST', '/api/session/renewal', { token });
      if (renewed.status !== 201) {
        expect({ halfHours, code: renewed.body.code }).toEqual({ halfHours: 34, code: 'NOT_SIGNED_IN' });
        return;
      }
      token = renewed.body.token;
      await app.advance('25 min');
    }
    throw new Error('a session went on for ever');
  });
});
