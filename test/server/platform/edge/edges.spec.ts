import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { connect as connectPlainly } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { io } from 'socket.io-client';
import type { Problem } from '../../../../server/contract/index.js';
import { App } from '../../../support/app.js';
import { selfMadeCertificate } from '../../../support/certificate.js';

const BEYOND = 'x'.repeat(65 * 1024);

describe('the edge', () => {
  let app: App;
  beforeAll(async () => (app = await App.open({ registers: false })));
  afterAll(() => app.close());

  test('every answer says what a browser may do with it, and the API’s are not kept', async () => {
    const answer = await app.call('GET', '/api/session/ways');
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).not.toMatch(/unsafe/);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    // Plain HTTP is for behind a proxy, which says this itself.
    expect(answer.headers.get('strict-transport-security')).toBeNull();
    expect(answer.headers.get('x-powered-by') ?? answer.headers.get('server')).toBeNull();
  });

  test.each([
    ['https://elsewhere.example', 403],
    ['null', 403],
    ['http://127.0.0.1', 200],
  ])('a page from %s that asks the API is answered %i', async (origin, status) => {
    const { token } = await app.as('handler');
    const answer = await app.call<Problem>('GET', '/api/sessions', { token, headers: { origin } });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body.code).toBe('ORIGIN_NOT_ALLOWED');
    expect(answer.headers.get('access-control-allow-origin')).toBe(status === 200 ? origin : null);
  });

  test('a page from elsewhere opens no socket, and nobody opens one by polling', async () => {
    const { token } = await app.as('handler');
    const refused = (options: object): Promise<string> =>
      new Promise((resolve) => {
        const socket = io(app.url, { auth: { token }, forceNew: true, reconnection: false, ...options });
        socket.on('connect', () => resolve('connected'));
        socket.on('connect_error', ({ message }) => resolve(message));
      });
    const elsewhere = { transports: ['websocket'], extraHeaders: { origin: 'https://elsewhere.example' } };
    expect(await refused(elsewhere)).toBe('websocket error');
    expect(await refused({ transports: ['polling'] })).toBe('xhr poll error');
  });

  test('a body or a frame beyond 64 KiB is refused', async () => {
    const handler = await app.as('handler');
    const answer = await handler.post<Problem>('/api/incidents', { source: '999', narrative: BEYOND });
    expect(answer).toMatchObject({ status: 413, body: { code: 'BODY_TOO_LARGE' } });
    const socket = handler.connect();
    const cut = new Promise((resolve) => socket.once('disconnect', resolve));
    socket.once('connect', () => socket.emit('draft', { narrative: BEYOND } as never, () => undefined));
    expect(await cut).toBe('transport close');
  });

  test('a body that is nested for its own sake is refused before it is walked through; deep words are words', async () => {
    const handler = await app.as('handler');
    const id = await app.report({});
    const nested = (levels: number): string => `{"location":${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}}`;
    const send = (raw: string) =>
      app.call<Problem>('PATCH', `/api/incidents/${id}`, {
        token: handler.token,
        raw,
        headers: { 'if-match': '1', 'content-type': 'application/json' },
      });
    for (const levels of [9_000, 64]) {
      expect((await send(nested(levels))).body).toMatchObject({
        code: 'INVALID_INPUT',
        detail: 'The body is nested too deeply.',
      });
    }
    expect((await send(nested(40))).body.detail).not.toMatch(/nested/);
    expect((await send(JSON.stringify({ narrative: `"${'['.repeat(500)}\\` }))).status).toBe(200);
  });

  test.each(['TRACE', 'CONNECT'])('%s is no way in', async (method) => {
    await expect(fetch(app.url, { method })).rejects.toThrow();
  });

  test.each(['/%zz', '/api/incidents/%c0%af'])(
    'an address that is none is refused as everything is, and not said again: %s',
    async (path) => {
      const answer = await app.call<Problem>('GET', path, { token: (await app.as('handler')).token });
      expect(answer.body).toMatchObject({ code: 'INVALID_INPUT', detail: 'The address cannot be read.' });
      expect(JSON.stringify(answer.body)).not.toContain(path.slice(1));
    },
  );

  test('a number that no computer can hold is refused, wherever it stands; one that it can is read', async () => {
    const { token } = await app.as('supervisor');
    const id = await app.report({ narrative: 'a call' });
    const headers = { 'content-type': 'application/json', 'if-match': '1' };
    const send = (raw: string) => app.call('PATCH', `/api/incidents/${id}`, { token, raw, headers });
    for (const number of ['1e999', '-1E+0400', '9'.repeat(400)]) {
      expect((await send(`{"narrative":[{"a":${number}}]}`)).body).toMatchObject({
        code: 'INVALID_INPUT',
        detail: 'A number in the body is too large.',
      });
    }
    expect((await send('{"narrative":1e-999}')).body.detail).not.toMatch(/large/);
    expect((await send('{"narrative":"1e999"}')).status).toBe(200);
  });

  test('a body of a kind that is not taken is refused as that', async () => {
    const { token } = await app.as('handler');
    const headers = { 'content-type': 'text/plain' };
    const answer = await app.call<Problem>('POST', '/api/incidents', { token, raw: '{"source":"999"}', headers });
    expect(answer).toMatchObject({ status: 415, body: { code: 'UNSUPPORTED_MEDIA_TYPE' } });
  });

  test('a text that is no text, and says that it has a length, is refused like any other', async () => {
    const { token } = await app.as('admin');
    const body = { name: { length: { toString: null } } };
    const answer = await app.call<Problem>('PATCH', '/api/users/officer8', { token, body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
  });

  test('an event is acknowledged whatever it is called', async () => {
    const socket = (await app.as('handler')).connect();
    for (const name of ['open-sesame', 'constructor', '__proto__', 'toString']) {
      const said = await socket.timeout(5_000).emitWithAck(name as 'draft', {} as never);
      expect({ name, said }).toMatchObject({ name, said: { ok: false, code: 'NOT_FOUND' } });
    }
  });
});

describe('the end of a server', () => {
  test('does not wait for a connection that a browser opened ahead and never used', async () => {
    const app = await App.open({ registers: false });
    const ahead = connectPlainly(Number(new URL(app.url).port), '127.0.0.1').resume();
    await once(ahead, 'connect');
    // Its answer shows that the server has taken the connection that came before it.
    await app.call('GET', '/healthz');
    await Promise.all([once(ahead, 'close'), app.close()]);
  }, 30_000);
});

describe('TLS of Outrider’s own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outrider-'));
  const { cert, key } = selfMadeCertificate();
  const env = { OUTRIDER_TLS_CERT: join(folder, 'cert.pem'), OUTRIDER_TLS_KEY: join(folder, 'key.pem') };
  let app: App;
  beforeAll(async () => {
    writeFileSync(env.OUTRIDER_TLS_CERT, cert);
    writeFileSync(env.OUTRIDER_TLS_KEY, key);
    app = await App.open({ registers: false, env });
  });
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  const get = (options: RequestOptions): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      request(`${app.url}/livez`, options, (answer) => (answer.resume(), resolve(answer)))
        .on('error', reject)
        .end();
    });

  test('whoever trusts the certificate is answered, with the word to come back by TLS alone; others turn away', async () => {
    expect(app.url).toMatch(/^https:/);
    const answer = await get({ ca: cert });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['strict-transport-security']).toMatch(/max-age=31536000/);
    await expect(get({})).rejects.toThrow(/self-signed/);
  });

  test('nothing older than TLS 1.2 is spoken', async () => {
    const { port } = new URL(app.url);
    const hello = (version: 'TLSv1.1' | 'TLSv1.2'): Promise<string> =>
      new Promise((resolve) => {
        const socket = connect({
          port: Number(port),
          host: '127.0.0.1',
          ca: cert,
          minVersion: 'TLSv1',
          maxVersion: version,
          ciphers: 'DEFAULT@SECLEVEL=0',
        });
        socket.once('secureConnect', () => (resolve(socket.getProtocol() ?? ''), socket.destroy()));
        socket.once('error', () => resolve('refused'));
      });
    expect(await hello('TLSv1.2')).toBe('TLSv1.2');
    expect(await hello('TLSv1.1')).toBe('refused');
  });

  test('a live connection goes through it', async () => {
    const socket = io(app.url, {
      transports: ['websocket'],
      auth: { token: 'none' },
      ca: cert,
      forceNew: true,
    } as never);
    const said = await new Promise<string>((resolve) =>
      socket.once('connect_error', ({ message }) => resolve(message)),
    );
    socket.disconnect();
    expect(said).toBe('NOT_SIGNED_IN');
  });
});
