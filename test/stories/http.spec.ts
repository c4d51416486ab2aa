import type {
  BatchReply,
  Card,
  IncidentDetail,
  IncidentReply,
  IncidentSummary,
  LogLine,
  RegisterState,
} from '../../server/contract/index.js';
import { MANIFESTS } from '../../server/domain/register/manifests.js';
import { Outrider, type Session } from '../support/outrider.js';

const SILENT_CALL = { source: '999', call: { state: 'silent' }, caller: { phone: '07700 900999' } };

describe('the HTTP API of a running Outrider', () => {
  let outrider: Outrider;
  let handler: Session;
  let supervisor: Session;
  let admin: Session;

  beforeAll(async () => {
    outrider = await Outrider.start();
    [handler, supervisor, admin] = await Promise.all([
      outrider.signIn('handler'),
      outrider.signIn('supervisor'),
      outrider.signIn('admin'),
    ]);
  });
  afterAll(() => outrider.stop());

  const report = (body: object, headers?: Record<string, string>): ReturnType<typeof handler.post<IncidentReply>> =>
    handler.post<IncidentReply>('/api/incidents', body, headers);

  test('silent call: a number and nothing else shows the high-risk marker, and a raise is suggested', async () => {
    const { status, body } = await report(SILENT_CALL);
    expect(status).toBe(201);
    expect(body).toMatchObject({ version: 1, grade: null, people: [] });
    expect(body.card.flags).toContainEqual(
      expect.objectContaining({
        kind: 'critical-marker',
        severity: 'life-risk',
        standing: 'unreviewed',
        tier: 'match',
      }),
    );
    expect(body.card.suggestedGrade).toMatchObject({ grade: 'immediate' });
    expect(body.card.level).toBe('machine-only');
  });

  test('[R2] a person who is nowhere: no trace where the keys suffice, and the reason wherever they do not', async () => {
    const people = [{ role: 'victim', givenNames: 'Xanthippe', surname: 'Quillfeather', dateOfBirth: '1990-02-03' }];
    const full = (await report({ source: '999', people })).body.card;
    expect(full.flags).toEqual([]);
    // One register is reached by people alone.
    expect(full.checks.map((check) => check.status)).toEqual([...Array(8).fill('no-trace'), 'not-checked']);
    const bare = (await report({ source: '999', people: [{ role: 'victim', surname: 'Quillfeather' }] })).body.card;
    expect(bare.checks.map((check) => check.status)).toEqual(Array(9).fill('not-checked'));
    expect(bare.checks.flatMap((check) => check.subjects).every((receipt) => receipt.reason)).toBe(true);
  });

  test('[R8] the same Idempotency-Key and body is the same incident; with another body it is refused', async () => {
    const headers = { 'idempotency-key': 'call-1' };
    const first = await report(SILENT_CALL, headers);
    const again = await report(SILENT_CALL, headers);
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(await report({ ...SILENT_CALL, narrative: 'other' }, headers)).toMatchObject({
      status: 409,
      body: { code: 'IDEMPOTENCY_CONFLICT' },
    });
    expect((await report(SILENT_CALL, { 'idempotency-key': 'call-2' })).body.id).not.toBe(first.body.id);
  });

  test('[R6] [R15] a report is revised at its version, is checked again, and its grade only rises', async () => {
    const { body: filed } = await report({ source: '999', people: [{ role: 'victim', surname: 'Collins' }] });
    const path = `/api/incidents/${filed.id}`;
    const change = (body: object, version?: number): ReturnType<typeof handler.patch<IncidentReply>> =>
      handler.patch<IncidentReply>(path, body, version === undefined ? {} : { 'if-match': `"${version}"` });
    expect(filed.grade).toBeNull();
    expect(await change({ narrative: 'x' })).toMatchObject({ status: 428, body: { code: 'IF_MATCH_REQUIRED' } });
    const named = await change(
      { grade: 'priority', people: [{ id: filed.people[0]?.id, givenNames: 'Mabel', dateOfBirth: '1981-09-09' }] },
      1,
    );
    expect(named).toMatchObject({ status: 200, body: { version: 2, grade: 'priority' } });
    expect(named.body.card.version).toBeGreaterThan(filed.card.version);
    expect(named.body.card.flags.map((flag) => flag.kind)).toContain('critical-marker');
    expect(await change({ narrative: 'x' }, 1)).toMatchObject({ status: 412, body: { code: 'VERSION_CONFLICT' } });
    for (const grade of ['scheduled', null]) {
      expect(await change({ grade }, 2)).toMatchObject({ status: 409, body: { code: 'USE_DOWNGRADE' } });
    }
    expect(await change({ grade: 'immediate' }, 2)).toMatchObject({
      status: 200,
      body: { grade: 'immediate', version: 3 },
    });
  });

  test('[R8] a revision that is sent twice with one key is answered as before, though the version has moved', async () => {
    const { body: filed } = await report({ source: '999' });
    const headers = { 'if-match': '1', 'idempotency-key': 'change-1' };
    const send = (): ReturnType<typeof handler.patch<IncidentReply>> =>
      handler.patch<IncidentReply>(`/api/incidents/${filed.id}`, { narrative: 'shouting' }, headers);
    const first = await send();
    expect(first.status).toBe(200);
    expect(await send()).toMatchObject({ status: 200, body: first.body });
  });

  test('[R7] an incident is there for who reported it and who supervises; for everyone else it is not there', async () => {
    const { body: filed } = await report(SILENT_CALL);
    const [other, officer] = await Promise.all([outrider.signIn('handler2'), outrider.signIn('officer1')]);
    for (const path of ['', '/card', '/log']) {
      expect((await handler.get(`/api/incidents/${filed.id}${path}`)).status).toBe(200);
      expect((await supervisor.get(`/api/incidents/${filed.id}${path}`)).status).toBe(200);
      const refused = await other.get<{ code: string }>(`/api/incidents/${filed.id}${path}`);
      const missing = await other.get<{ code: string }>(`/api/incidents/none${path}`);
      expect(refused).toMatchObject({ status: 404, body: missing.body });
      expect((await officer.get(`/api/incidents/${filed.id}${path}`)).status).toBe(path === '' ? 403 : 404);
    }
    const mine = (await handler.get<IncidentSummary[]>('/api/incidents?status=open')).body.map((i) => i.id);
    const theirs = (await other.get<IncidentSummary[]>('/api/incidents?status=open')).body.map((i) => i.id);
    expect(mine).toContain(filed.id);
    expect(theirs).not.toContain(filed.id);
    const patch = { 'if-match': '1' };
    expect((await other.patch(`/api/incidents/${filed.id}`, { narrative: 'x' }, patch)).status).toBe(404);
  });

  test('what is read is what was reported: the incident, its card and its log', async () => {
    const { body: filed } = await report({ ...SILENT_CALL, reference: 'CAD-77', location: { text: '1 High Street' } });
    const { body: detail } = await handler.get<IncidentDetail>(`/api/incidents/${filed.id}`);
    expect(detail).toMatchObject({ id: filed.id, reference: 'CAD-77', status: 'open', card: filed.card });
    expect(detail.report).toMatchObject({ source: '999', location: { text: '1 High Street' } });
    expect((await handler.get<Card>(`/api/incidents/${filed.id}/card`)).body).toEqual(filed.card);
    const { body: log } = await handler.get<LogLine[]>(`/api/incidents/${filed.id}/log`);
    expect(log.map((line) => line.type)).toEqual(['reported', 'checked', 'card-issued']);
  });

  test('a session is renewed under a new token and ends when it is signed out', async () => {
    const mine = await outrider.signIn('inspector');
    const renewed = await outrider.call<{ token: string }>('POST', '/api/session/renewal', { token: mine.token });
    expect(renewed.status).toBe(201);
    expect((await mine.get('/api/registers')).status).toBe(401);
    const { token } = renewed.body;
    expect((await outrider.call('GET', '/api/registers', { token })).status).toBe(200);
    expect((await outrider.call('DELETE', '/api/session', { token })).status).toBe(204);
    expect(await outrider.call('GET', '/api/registers', { token })).toMatchObject({ body: { code: 'NOT_SIGNED_IN' } });
  });

  test.each([
    [{ username: 'handler', password: 'wrong' }, 401, 'SIGN_IN_FAILED'],
    [{ username: 'nobody', password: 'wrong' }, 401, 'SIGN_IN_FAILED'],
    [{ username: 'handler' }, 400, 'INVALID_INPUT'],
  ])('a sign-in that fails does not say why: %j', async (body, status, code) => {
    expect(await outrider.call('POST', '/api/session', { body })).toMatchObject({ status, body: { code } });
  });

  describe('bad input gets one clear answer and changes nothing', () => {
    const json = { 'content-type': 'application/json' };
    const send = (raw: string | Uint8Array, headers: Record<string, string> = json): ReturnType<typeof outrider.call> =>
      outrider.call('POST', '/api/incidents', { raw: raw as BodyInit, token: handler.token, headers });

    test.each([
      ['malformed JSON', '{"source": "999",', 400, 'MALFORMED_JSON'],
      ['nothing', '', 400, 'MALFORMED_JSON'],
      ['a prototype in disguise', '{"source":"999","__proto__":{"x":1}}', 400, 'MALFORMED_JSON'],
      ['a list', '[]', 400, 'INVALID_INPUT'],
      ['a wrong type', '{"source":"999","people":{"role":"victim"}}', 400, 'INVALID_INPUT'],
      ['an unknown field', '{"source":"999","colour":"red"}', 400, 'INVALID_INPUT'],
      [
        'a wrong date',
        '{"source":"999","people":[{"role":"victim","dateOfBirth":"31/02/1980"}]}',
        400,
        'INVALID_INPUT',
      ],
      [
        'two people with one id',
        '{"source":"999","people":[{"id":"a","role":"victim"},{"id":"a","role":"child"}]}',
        400,
        'INVALID_INPUT',
      ],
      ['10 MB', `{"source":"999","narrative":"${'x'.repeat(10_000_000)}"}`, 413, 'BODY_TOO_LARGE'],
    ])('%s', async (_what, raw, status, code) => {
      const before = (await handler.get<IncidentSummary[]>('/api/incidents')).body.length;
      const answer = await send(raw);
      expect(answer).toMatchObject({ status, body: { status, code, detail: expect.any(String) as string } });
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(JSON.stringify(answer.body)).not.toMatch(/31\/02|colour|xxx| at .*\.js/);
      expect((await handler.get<IncidentSummary[]>('/api/incidents')).body).toHaveLength(before);
    });

    test('the wrong content type, in both directions', async () => {
      expect(await send('source=999', { 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject({
        status: 415,
      });
      expect(await send('{}', { 'content-type': 'application/x-ndjson' })).toMatchObject({ status: 415 });
      const sent = await admin.post('/api/registers/firearms/records', { recordId: 'x' });
      expect(sent).toMatchObject({ status: 415, body: { code: 'UNSUPPORTED_MEDIA_TYPE' } });
    });

    test('an address that is not there, and one without a session', async () => {
      expect(await handler.get('/api/nothing')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
      expect(await outrider.call('GET', '/api/incidents')).toMatchObject({
        status: 401,
        body: { code: 'NOT_SIGNED_IN' },
      });
    });
  });

  describe('registers', () => {
    const lines = (...records: (object | string)[]): string =>
      records.map((r) => (typeof r === 'string' ? r : JSON.stringify(r))).join('\n');
    const importTo = (
      register: string,
      raw: string,
      headers: Record<string, string> = {},
    ): ReturnType<typeof outrider.call<BatchReply>> =>
      outrider.call<BatchReply>('POST', `/api/registers/${register}/records`, {
        raw,
        token: admin.token,
        headers: { 'content-type': 'application/x-ndjson', ...headers },
      });
    const WOLF = {
      recordId: 'F-900',
      people: [{ role: 'holder', givenNames: 'Peregrine', surname: 'Wolfenden', dateOfBirth: '1970-01-02' }],
      summary: 'Two shotguns',
      recordedAt: '2026-01-01',
    };
    const call = {
      source: '999',
      people: [{ role: 'suspect', givenNames: 'Peregrine', surname: 'Wolfenden', dateOfBirth: '1970-01-02' }],
    };
    const firearms = async (): Promise<Card['flags']> =>
      (await report(call)).body.card.flags.filter((flag) => flag.kind === 'firearms');

    test('good lines are one batch that is found at once and can be undone; bad ones are named', async () => {
      expect(await firearms()).toEqual([]);
      const { status, body } = await importTo('firearms', lines(WOLF, '{broken', { recordId: 'F-901' }, ''));
      expect(status).toBe(201);
      expect(body).toMatchObject({ accepted: 1, rejected: [{ line: 2 }, { line: 3 }] });
      expect(await firearms()).toHaveLength(1);
      const undo = (): ReturnType<typeof outrider.call<RegisterState>> =>
        outrider.call<RegisterState>('DELETE', `/api/registers/firearms/batches/${body.batch}`, { token: admin.token });
      expect((await undo()).status).toBe(200);
      expect(await firearms()).toEqual([]);
      expect(await undo()).toMatchObject({ status: 409, body: { code: 'BATCH_UNDONE' } });
    });

    test('[R8] the same import with one key is one batch', async () => {
      const key = { 'idempotency-key': 'nightly' };
      const first = await importTo('firearms', lines(WOLF), key);
      const again = await importTo('firearms', lines(WOLF), key);
      expect(again.body).toEqual(first.body);
      expect(await importTo('firearms', lines({ ...WOLF, summary: 'x' }), key)).toMatchObject({ status: 409 });
      await outrider.call('DELETE', `/api/registers/firearms/batches/${first.body.batch}`, { token: admin.token });
    });

    test('[R2] a register that is said to be unavailable is unavailable on the next card', async () => {
      const set = (available: boolean): ReturnType<typeof outrider.call> =>
        outrider.call('PUT', '/api/registers/firearms/availability', {
          token: admin.token,
          body: { available, reason: available ? 'back' : 'planned work' },
        });
      await set(false);
      const { checks } = (await report(call)).body.card;
      expect(checks.find((check) => check.register === 'firearms')).toMatchObject({
        status: 'unavailable',
        subjects: [{ reason: 'planned work' }],
      });
      await set(true);
      expect((await report(call)).body.card.checks.find((c) => c.register === 'firearms')?.status).toBe('no-trace');
    });

    test('[R7] only an administrator imports; nobody into a register that is not there', async () => {
      const raw = lines(WOLF);
      const headers = { 'content-type': 'application/x-ndjson' };
      const tried = await outrider.call('POST', '/api/registers/firearms/records', {
        raw,
        headers,
        token: handler.token,
      });
      expect(tried).toMatchObject({ status: 403, body: { code: 'NOT_ALLOWED' } });
      expect(await importTo('nonsense', raw)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
      expect(await importTo('firearms', '{broken')).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
    });

    test('the list says what each holds and how fresh it is', async () => {
      const { body } = await admin.get<RegisterState[]>('/api/registers');
      expect(body.map((r) => r.id).toSorted()).toEqual(MANIFESTS.map((m) => m.id).toSorted());
      for (const { manual, asOf } of body) expect(asOf !== undefined).toBe(!manual);
    });
  });

  test('the documents, the probes, the figures and the page are served', async () => {
    expect((await outrider.call<{ openapi: string }>('GET', '/api/openapi.json')).body.openapi).toBe('3.1.0');
    expect((await outrider.call<{ asyncapi: string }>('GET', '/api/asyncapi.json')).body.asyncapi).toBe('3.0.0');
    expect((await outrider.call('GET', '/livez')).body).toEqual({ status: 'live' });
    expect((await outrider.call('GET', '/readyz')).body).toMatchObject({ status: 'ready' });
    expect(String((await outrider.call<string>('GET', '/metrics')).body)).toContain('nodejs_eventloop_lag');
    const page = await outrider.call<string>('GET', '/');
    expect(page.body).toContain('<title>');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('[R14] no answer about registers holds a recorded address or number', async () => {
    const people = [{ role: 'victim', givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' }];
    const { body } = await report({ source: '999', people });
    expect(body.card.flags.length).toBeGreaterThan(0);
    expect(JSON.stringify(body)).not.toMatch(/Billericay|CM12|0?7700 ?9009|1632/i);
  });
});
