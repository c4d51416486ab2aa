import { generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import type { Problem, ProviderSignIn, SessionReply, SessionState, UserState } from '../../../server/contract/index.js';
import { App } from '../../support/app.js';
import { next, PASSWORD } from '../../support/api.js';
import { freePort } from '../../support/free-port.js';
import { CLIENT, RealProvider, type Lie } from '../../support/sign-in-provider.js';

const HANDLERS = 'CN=Handlers,OU=Control';
const SUPERVISORS = 'CN=Supervisors,OU=Control';
const LOGOUT = { 'http://schemas.openid.net/event/backchannel-logout': {} };
/** The provider warns of being for development, which it is here. */
const quieten = () => (['info', 'warn'] as const).forEach((level) => jest.spyOn(console, level).mockReturnValue());
const without = (claims: JWTPayload, name: string): JWTPayload =>
  Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
const seconds = () => Math.floor(Date.now() / 1000);

describe('signing in through the force’s provider', () => {
  let app: App;
  let provider: RealProvider;
  beforeAll(async () => {
    quieten();
    const port = await freePort();
    provider = await RealProvider.open(`http://127.0.0.1:${port}`);
    provider.people.set('r.okafor', { name: 'R. Okafor', groups: [HANDLERS, 'CN=Canteen'] });
    // The provider lives in real time, and so does this Outrider.
    const at = new Date().toISOString();
    const env = { ...provider.settings, OUTRIDER_LOCAL_SIGN_IN: 'on', PORT: String(port) };
    app = await App.open({ registers: false, at, env });
  });
  afterAll(async () => {
    await app.close();
    await provider.goAway();
  });
  afterEach(() => provider.lie(undefined));

  const begin = async () => (await app.call<ProviderSignIn & Problem>('POST', '/api/session/provider')).body;
  const finish = (query: string, pending: string) =>
    app.call<SessionReply & Problem>('POST', '/api/session/provider/answer', { body: { query, pending } });
  const signIn = async (username = 'r.okafor') => {
    const { location, pending } = await begin();
    return finish(await provider.signIn(location, username), pending);
  };
  const signOut = (token: string) =>
    app.call<Problem>('POST', '/api/session/provider/sign-out', {
      raw: new URLSearchParams({ logout_token: token }),
    });
  const isIn = async (token: string) => (await app.call('GET', '/api/sessions', { token })).status === 200;

  test('a person gets in with the roles of their groups, and with others once the groups are others', async () => {
    const first = await signIn();
    expect(first).toMatchObject({
      status: 201,
      body: { user: { id: 'r.okafor', name: 'R. Okafor', roles: ['handler'] } },
    });
    provider.people.set('r.okafor', { name: 'R. Okafor', groups: [SUPERVISORS] });
    const second = await signIn();
    expect(second.body.user.roles).toEqual(['supervisor']);
    // What the first device shows is from other roles.
    expect(await isIn(first.body.token)).toBe(false);
    const sessions = await app.call<SessionState[]>('GET', '/api/sessions', { token: second.body.token });
    expect(sessions.body).toMatchObject([{ current: true, confirmedAt: expect.any(String) as string }]);
    const users = await (await app.as('admin')).get<UserState[]>('/api/users');
    expect(users.body.find(({ id }) => id === 'r.okafor')).toMatchObject({ signsInBy: 'provider' });
  });

  test('[R7] nobody gets in without a role here, in another’s name, or when disabled here', async () => {
    provider.people.set('visitor', { name: 'A Visitor', groups: ['CN=Canteen'] });
    expect((await signIn('visitor')).body.code).toBe('NOT_ALLOWED');
    // The provider knows somebody by the name of a local account: that is not the same person.
    provider.people.set('admin', { name: 'Not Them', groups: [HANDLERS] });
    expect((await signIn('admin')).body.code).toBe('USER_EXISTS');
    provider.people.set('leaver', { name: 'A Leaver', groups: [HANDLERS] });
    expect((await signIn('leaver')).status).toBe(201);
    const admin = await app.as('admin');
    const roles = await admin.patch<Problem>('/api/users/leaver', { roles: ['auditor'] });
    expect(roles.body.code).toBe('KEPT_BY_PROVIDER');
    expect((await admin.patch('/api/users/leaver', { disabled: true })).status).toBe(200);
    expect((await signIn('leaver')).body.code).toBe('SIGN_IN_FAILED');
  });

  const lies: Record<string, Lie> = {
    'for another audience': (claims, sign) => sign({ ...claims, aud: 'another-client' }),
    'from another issuer': (claims, sign) => sign({ ...claims, iss: 'https://elsewhere.example' }),
    'that has expired': (claims, sign) => sign({ ...claims, exp: seconds() - 600, iat: seconds() - 900 }),
    'of another sign-in': (claims, sign) => sign({ ...claims, nonce: 'another nonce' }),
    'from a sign-in of an hour ago': (claims, sign) => sign({ ...claims, auth_time: seconds() - 3600 }),
    'that does not say when they signed in': (claims, sign) => sign(without(claims, 'auth_time')),
    'signed with another key': async (claims) => {
      const { privateKey } = await generateKeyPair('RS256');
      return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'key-1' }).sign(privateKey);
    },
    'that is not signed': (claims) => {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      return Promise.resolve(`${part({ alg: 'none' })}.${part(claims)}.`);
    },
  };
  test.each(Object.entries(lies))('an ID token %s is refused, in words', async (_, lie) => {
    provider.lie(lie);
    const { status, body } = await signIn();
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'SIGN_IN_FAILED' });
    expect(JSON.stringify(body)).not.toMatch(/Okafor|JWT|claim|\bat \w+/);
  });

  test('a code is good once, for the browser that asked, and with the state that it was given', async () => {
    const { location, pending } = await begin();
    const query = await provider.signIn(location, 'r.okafor');
    expect((await finish(query, (await begin()).pending)).body.code).toBe('SIGN_IN_FAILED');
    expect((await finish(query.replace(/state=[^&]+/, 'state=other'), pending)).body.code).toBe('SIGN_IN_FAILED');
    expect((await finish(query, 'not sealed by Outrider')).body.code).toBe('SIGN_IN_FAILED');
    expect((await finish('?error=access_denied', pending)).body.code).toBe('SIGN_IN_FAILED');
    expect((await finish(query, pending)).status).toBe(201);
    expect((await finish(query, pending)).body.code).toBe('SIGN_IN_FAILED');
  });

  test('signing out at the provider ends the session here, its connections too, and nobody else’s', async () => {
    const bystander = await app.signIn('handler');
    const { body } = await signIn();
    const socket = app.connect({ token: body.token });
    await next(socket, 'desk');
    const cut = new Promise((resolve) => socket.once('disconnect', resolve));
    await provider.signOut();
    await cut;
    expect(await isIn(body.token)).toBe(false);
    expect(await isIn(bystander.token)).toBe(true);
  });

  test('[R8] a sign-out that is told again ends no later session', async () => {
    const token = await provider.sign({
      iss: provider.issuer,
      aud: CLIENT.id,
      sub: 'r.okafor',
      iat: seconds(),
      jti: 'once',
      events: LOGOUT,
    });
    const before = (await signIn()).body.token;
    expect((await signOut(token)).status).toBe(204);
    expect(await isIn(before)).toBe(false);
    const after = (await signIn()).body.token;
    expect((await signOut(token)).status).toBe(204);
    expect(await isIn(after)).toBe(true);
  });

  test.each<[string, (good: JWTPayload) => JWTPayload]>([
    ['for another client', (good) => ({ ...good, aud: 'another' })],
    ['from an hour ago', (good) => ({ ...good, iat: seconds() - 3600 })],
    ['without the event', (good) => without(good, 'events')],
    ['of another event', (good) => ({ ...good, events: { elsewhere: {} } })],
    ['that is an ID token', (good) => ({ ...good, nonce: 'n' })],
    ['about nobody', (good) => without(good, 'sub')],
  ])('a logout token %s ends nothing', async (_, change) => {
    const { body } = await signIn();
    const good = { iss: provider.issuer, aud: CLIENT.id, sub: 'r.okafor', iat: seconds(), jti: 'j', events: LOGOUT };
    expect((await signOut(await provider.sign(change(good)))).body.code).toBe('INVALID_INPUT');
    expect(await isIn(body.token)).toBe(true);
    expect((await app.call<Problem>('POST', '/api/session/provider/sign-out', { body: {} })).status).toBe(415);
  });

  test('while the provider is away that is said, and whoever is in stays in; back with other keys, it is trusted', async () => {
    const { token } = (await signIn()).body;
    const { location, pending } = await begin();
    const query = await provider.signIn(location, 'r.okafor');
    await provider.goAway();
    const away = await finish(query, pending);
    expect(away.body).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      detail: expect.stringMatching(/does not answer/) as string,
    });
    expect(await isIn(token)).toBe(true);
    expect((await app.call('POST', '/api/session', { body: { username: 'handler', password: PASSWORD } })).status).toBe(
      201,
    );
    await provider.changeKeys();
    await provider.comeBack();
    // The key set is not asked for twice within a few seconds.
    const now = Date.now.bind(Date);
    const later = jest.spyOn(Date, 'now').mockImplementation(() => now() + 10_000);
    expect((await signIn()).status).toBe(201);
    later.mockRestore();
  });
});

describe('without local accounts', () => {
  test('a right password is refused in words, and the ways to sign in say so', async () => {
    quieten();
    const port = await freePort();
    const provider = await RealProvider.open(`http://127.0.0.1:${port}`);
    await provider.goAway();
    const app = await App.open({ registers: false, env: provider.settings });
    expect((await app.call('GET', '/api/session/ways')).body).toEqual({
      password: false,
      provider: true,
      coverAfterMinutes: 5,
    });
    const refused = await app.call<Problem>('POST', '/api/session', {
      body: { username: 'handler', password: PASSWORD },
    });
    expect(refused.body).toMatchObject({ code: 'NOT_ALLOWED', detail: expect.stringMatching(/provider/) as string });
    expect((await app.call<Problem>('POST', '/api/session/provider')).body.code).toBe('PROVIDER_UNAVAILABLE');
    await app.close();
  });
});
