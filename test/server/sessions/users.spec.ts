import type { Problem, SessionReply, UserReply, UserState } from '../../../server/contract/index.js';
import { AccessRecord, EventLog, type StoredEvent, type StreamId } from '../../../server/ports.js';
import { App } from '../../support/app.js';
import { PASSWORD } from '../../support/api.js';

const CHOSEN = 'seven green lamps';

describe('the administration of users', () => {
  let app: App;
  beforeAll(async () => (app = await App.open({ registers: false })));
  afterAll(() => app.close());

  const admin = () => app.as('admin');
  const create = async (username: string, roles = ['handler'], headers = {}) =>
    (await admin()).post<UserReply & Problem>('/api/users', { username, name: 'Someone New', roles }, headers);
  const enter = (username: string, password: string, newPassword?: string) =>
    app.call<SessionReply & Problem>('POST', '/api/session', {
      body: { username, password, ...(newPassword === undefined ? {} : { newPassword }) },
    });
  const events = async (userId: string): Promise<StoredEvent[]> => {
    const all: StoredEvent[] = [];
    for await (const event of app.get(EventLog).read(`user/${userId}`)) all.push(event);
    return all;
  };

  test('a new user gets in with the one-time password only by choosing one of their own', async () => {
    const { status, body } = await create('newcomer');
    expect(status).toBe(201);
    expect(body.user).toEqual({
      id: 'newcomer',
      name: 'Someone New',
      roles: ['handler'],
      disabled: false,
      signsInBy: 'password',
      oneTimePassword: true,
      sessions: 0,
      changed: { at: '2026-07-30T12:00:00.000Z', by: 'admin' },
    });
    const oneTime = body.password!;
    expect((await enter('newcomer', oneTime)).body.code).toBe('PASSWORD_CHANGE_NEEDED');
    expect((await enter('newcomer', oneTime, 'short')).body.code).toBe('INVALID_INPUT');
    const weak = await enter('newcomer', oneTime, 'newcomer-newcomer');
    expect(weak.body).toMatchObject({ code: 'INVALID_INPUT', errors: [{ path: 'newPassword' }] });
    expect((await enter('newcomer', oneTime, CHOSEN)).status).toBe(201);
    expect((await enter('newcomer', oneTime)).body.code).toBe('SIGN_IN_FAILED');
    expect((await enter('newcomer', CHOSEN)).status).toBe(201);
    expect(JSON.stringify(await events('newcomer'))).not.toMatch(new RegExp(`${oneTime}|${CHOSEN}`));
  });

  test('a one-time password that nobody used is worth nothing a day later', async () => {
    const { body } = await create('latecomer');
    await app.advance('25 h');
    expect((await enter('latecomer', body.password!, CHOSEN)).body.code).toBe('SIGN_IN_FAILED');
    const again = await (await admin()).post<UserReply>('/api/users/latecomer/password', undefined);
    expect((await enter('latecomer', again.body.password!, CHOSEN)).status).toBe(201);
  });

  test('[R8] the same request again makes nobody new, and says no password', async () => {
    const headers = { 'idempotency-key': 'once' };
    expect((await create('single', ['officer'], headers)).body.password).toEqual(expect.any(String));
    const again = await create('single', ['officer'], headers);
    expect(again).toMatchObject({ status: 201, body: { user: { id: 'single' } } });
    expect(again.body.password).toBeUndefined();
    expect((await create('single', ['handler'], headers)).body.code).toBe('IDEMPOTENCY_CONFLICT');
    expect((await create('single')).body.code).toBe('USER_EXISTS');
  });

  test('[R7] nobody administers themselves, and nobody but an administrator administers', async () => {
    const session = await admin();
    for (const change of [{ roles: ['administrator', 'supervisor'] }, { disabled: true }]) {
      expect((await session.patch<Problem>('/api/users/admin', change)).body.code).toBe('OWN_ACCOUNT');
    }
    expect((await session.post<Problem>('/api/users/admin/password', undefined)).body.code).toBe('OWN_ACCOUNT');
    const inspector = await app.signIn('inspector');
    expect((await inspector.get<Problem>('/api/users')).body.code).toBe('NOT_ALLOWED');
    expect((await inspector.patch<Problem>('/api/users/handler', { disabled: true })).body.code).toBe('NOT_ALLOWED');
    expect((await session.patch<Problem>('/api/users/nobody', { disabled: true })).body.code).toBe('NOT_FOUND');
  });

  test('[R7] who looked at the accounts is recorded before the answer, and every change says who made it', async () => {
    const session = await admin();
    const stored = jest.spyOn(app.get(AccessRecord), 'store');
    const { body } = await session.get<UserState[]>('/api/users');
    expect(stored).toHaveBeenCalledWith(expect.objectContaining({ userId: 'admin' }), [
      expect.objectContaining({ body: expect.objectContaining({ what: 'users' }) as object }),
    ]);
    expect(body.find(({ id }) => id === 'handler')).toMatchObject({ roles: ['handler'], disabled: false });
    expect(JSON.stringify(body)).not.toMatch(/hash|scrypt/);
    await session.patch('/api/users/officer8', { name: 'PC Eight' });
    expect((await events('officer8')).at(-1)).toMatchObject({
      type: 'renamed',
      by: 'admin',
      body: { name: 'PC Eight' },
    });
  });

  test('disabled: no way in, not even with the right password; enabled again: as before', async () => {
    const session = await admin();
    await session.patch('/api/users/officer6', { disabled: true });
    expect((await enter('officer6', PASSWORD)).body.code).toBe('SIGN_IN_FAILED');
    await session.patch('/api/users/officer6', { disabled: false });
    expect((await enter('officer6', PASSWORD)).status).toBe(201);
  });

  test('[R7] a sign-in that fails is recorded with where it came from, never with what was typed', async () => {
    const session = await admin();
    const failures = async (stream: StreamId): Promise<StoredEvent[]> => {
      const all: StoredEvent[] = [];
      for await (const event of app.get(EventLog).read(stream)) if (event.type === 'sign-in-failed') all.push(event);
      return all;
    };
    await enter('officer7', 'typed in the wrong field');
    await enter('officer7', 'typed in the wrong field');
    await enter('my password in the name', 'typed in the wrong field');
    await app.as('officer4');
    await (await app.as('officer4')).post('/api/session/confirmation', { password: 'typed in the wrong field' });
    const [known, confirming, nobody] = await Promise.all(
      (['user/officer7', 'user/officer4', 'sign-ins/nobody'] as const).map(failures),
    );
    expect(known).toHaveLength(2);
    expect(confirming).toHaveLength(1);
    expect(nobody).toHaveLength(1);
    for (const { body } of [...known!, ...nobody!]) expect(body).toEqual({ v: 1, from: '127.0.0.1' });
    expect(JSON.stringify([known, confirming, nobody])).not.toMatch(/typed|password in/);
    const told = async () => {
      const { body } = await session.get<UserState[]>('/api/users');
      return body.find(({ id }) => id === 'officer7')?.failedSignIns;
    };
    expect(await told()).toEqual({ count: 2, lastAt: app.time.now() });
    expect((await enter('officer7', PASSWORD)).status).toBe(201);
    expect(await told()).toBeUndefined();
    const { body: figures } = await app.call<string>('GET', '/metrics');
    expect(figures).toMatch(/sign_ins_failed_total{user="unknown"} [1-9]/);
  });

  test('of two administrators who disable each other at once, one is refused: one is always left', async () => {
    const { body } = await create('admin2', ['administrator']);
    await enter('admin2', body.password!, CHOSEN);
    for (let round = 0; round < 3; round += 1) {
      const [one, two] = [await enter('admin', PASSWORD), await enter('admin2', CHOSEN)];
      const disable = (id: string, { body: { token } }: typeof one) =>
        app.call<UserState & Problem>('PATCH', `/api/users/${id}`, { token, body: { disabled: true } });
      const answers = await Promise.all([disable('admin2', one), disable('admin', two)]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const [left, gone] = answers[0].status === 200 ? [one, 'admin2'] : [two, 'admin'];
      const enabled = await app.call('PATCH', `/api/users/${gone}`, {
        token: left.body.token,
        body: { disabled: false },
      });
      expect(enabled.status).toBe(200);
    }
    await app.call('PATCH', '/api/users/admin2', {
      token: (await enter('admin', PASSWORD)).body.token,
      body: { roles: ['handler'] },
    });
  });

  test('somebody who guesses is stopped, and a right guess is not heard either; others are', async () => {
    const guesses = Array.from({ length: 12 }, () => enter('officer5', 'not this one'));
    const answers = await Promise.all(guesses);
    expect(answers.map(({ body }) => body.code)).toContain('TOO_MANY_REQUESTS');
    expect((await enter('officer5', PASSWORD)).body.code).toBe('TOO_MANY_REQUESTS');
    expect((await enter('officer4', PASSWORD)).status).toBe(201);
  });

  test('a change needs a sign-in of the last five minutes; the password again is one', async () => {
    const session = await admin();
    await app.advance('6 min');
    const refused = await session.patch<Problem>('/api/users/officer7', { name: 'PC Seven' });
    expect(refused).toMatchObject({ status: 401, body: { code: 'SIGN_IN_AGAIN' } });
    expect(refused.headers.get('www-authenticate')).toMatch(/insufficient_user_authentication.*max_age="300"/);
    const wrong = await session.post<Problem>('/api/session/confirmation', { password: 'not this one' });
    expect(wrong.body.code).toBe('SIGN_IN_FAILED');
    expect((await session.post('/api/session/confirmation', { password: PASSWORD })).status).toBe(201);
    expect((await session.patch('/api/users/officer7', { name: 'PC Seven' })).status).toBe(200);
  });
});
