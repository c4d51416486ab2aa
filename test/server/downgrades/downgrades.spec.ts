import type { Downgrade, DowngradeRequest, Problem, RulingRecord } from '../../../server/contract/index.js';
import { App } from '../../support/app.js';
import { next } from '../../support/api.js';

const BOTH: DowngradeRequest = {
  to: 'priority',
  reason: 'She says he has gone',
  victimRequested: true,
  noImmediateThreat: true,
};
/** One person a test, so that no call is a repeat of another test's. */
const SURNAMES =
  'Marchbanks Oduya Whitcombe Fairweather Szymanska Penhaligon Abernethy Lockwood Trevelyan Quigley Rutherford Yarborough';
const women = SURNAMES.split(' ').map((surname, index) => ({
  givenNames: 'Ada',
  surname,
  dateOfBirth: `${1950 + index}-0${1 + (index % 9)}-1${index % 10}`,
}));

describe('lowering a grade', () => {
  let app: App;
  let id: string;
  let her: (typeof women)[number];
  beforeAll(async () => (app = await App.open({ registers: false })));
  afterAll(() => app.close());
  beforeEach(async () => {
    her = women.shift()!;
    id = await app.report({ grade: 'immediate', people: [{ role: 'victim', ...her }] });
  });

  /** A record about her that is a danger to life. */
  const shotgun = () => ({
    recordId: her.surname,
    people: [{ role: 'holder', ...her }],
    summary: 'Two shotguns',
    severity: 'life-risk',
    recordedAt: '2026-01-05',
  });

  const ask = async (body: Partial<DowngradeRequest> = {}, by = 'handler') =>
    (await app.as(by)).post<Downgrade & Problem>(`/api/incidents/${id}/downgrades`, { ...BOTH, ...body });
  const rule = async (
    downgrade: string,
    { by = 'supervisor', approve = true, cardVersion = app.card(id).version } = {},
  ) => {
    const body = { approve, reason: 'As she says', cardVersion };
    return (await app.as(by)).post<Downgrade & Problem>(`/api/downgrades/${downgrade}/ruling`, body);
  };
  const grade = async () =>
    (await (await app.as('supervisor')).get<{ grade: string }>(`/api/incidents/${id}`)).body.grade;
  const typesOf = async () => (await app.events(id)).map(({ type }) => type);

  test('[R6] one asks, a supervisor approves on the card that they saw, and only then it is lower', async () => {
    const asked = await ask({ victimSpokenTo: true });
    expect(asked).toMatchObject({
      status: 201,
      body: { state: 'waiting', from: 'immediate', to: 'priority', victimSpokenTo: true },
    });
    expect(asked.body).not.toHaveProperty('alone');
    expect(await grade()).toBe('immediate');
    const answer = await rule(asked.body.id);
    expect(answer).toMatchObject({ status: 200, body: { state: 'approved', ruling: { approve: true } } });
    expect(await grade()).toBe('priority');
    expect(app.card(id).changes.map(({ sentence }) => sentence)).toContain('Grade: priority, was immediate');
  });

  test('[R6] what is asked for must be lower, once at a time, and scheduled is only what the victim asks for', async () => {
    expect(await ask({ to: 'immediate' })).toMatchObject({ status: 409, body: { code: 'NOT_LOWER' } });
    expect(await ask({ to: 'scheduled', noImmediateThreat: false })).toMatchObject({
      status: 409,
      body: { code: 'NOT_ALLOWED' },
    });
    expect(await ask()).toMatchObject({ status: 201 });
    expect(await ask({}, 'dispatcher')).toMatchObject({ status: 409, body: { code: 'ALREADY_WAITING' } });
    expect(await ask({}, 'officer1')).toMatchObject({ status: 403, body: { code: 'NOT_ALLOWED' } });
    expect(await ask({}, 'handler2')).toMatchObject({ status: 404 });
  });

  test('[R6] the requester cannot decide, nor anybody who supervises nothing, nor a second one after the first', async () => {
    const asked = await ask({}, 'supervisor');
    expect(await rule(asked.body.id)).toMatchObject({ status: 409, body: { code: 'OWN_REQUEST' } });
    for (const by of ['handler', 'dispatcher', 'officer1', 'sergeant']) {
      expect(await rule(asked.body.id, { by })).toMatchObject({ status: 403, body: { code: 'NOT_A_SUPERVISOR' } });
    }
    expect(await rule(asked.body.id, { by: 'inspector', approve: false })).toMatchObject({
      body: { state: 'rejected' },
    });
    expect(await rule(asked.body.id, { by: 'supervisor2' })).toMatchObject({ body: { code: 'ALREADY_RULED' } });
    expect(await grade()).toBe('immediate');
  });

  test('[R6] a card that has changed is looked at again: the refusal says what changed', async () => {
    const asked = await ask();
    const seen = app.card(id).version;
    const patch = { location: { text: '4 Mill Lane, Ely' } };
    await (await app.as('handler')).patch(`/api/incidents/${id}`, patch, { 'if-match': '1' });
    expect(await rule(asked.body.id, { cardVersion: seen })).toMatchObject({
      status: 409,
      body: { code: 'STALE_VERSION', errors: [{ path: 'cardVersion', detail: 'The report was updated' }] },
    });
    expect(await rule(asked.body.id, { cardVersion: 99 })).toMatchObject({ status: 400 });
    expect(await rule(asked.body.id)).toMatchObject({ status: 200 });
  });

  test('[R6] nobody rules in ten minutes: it expires by itself, and can be asked for again', async () => {
    const asked = await ask();
    await app.advance('10 min');
    expect(await typesOf()).toContain('downgrade-expired');
    expect(await rule(asked.body.id)).toMatchObject({ status: 409, body: { code: 'EXPIRED' } });
    expect(await ask()).toMatchObject({ status: 201 });
  });

  test('[R6] a life-risk hit while it waits ends it, and everyone reads why', async () => {
    const [supervisor, asked] = await Promise.all([app.as('supervisor'), ask()]);
    const socket = supervisor.connect();
    await next(socket, 'downgrade', ({ snapshot }) => snapshot);
    const told = next(socket, 'downgrade', ({ downgrades }) => downgrades.some(({ state }) => state === 'lapsed'));
    await app.take('firearms', shotgun());
    expect((await told).downgrades).toMatchObject([
      { id: asked.body.id, because: [expect.stringMatching(/new life-risk/)] },
    ]);
    expect(await rule(asked.body.id)).toMatchObject({ status: 409, body: { code: 'LAPSED' } });
    expect(await grade()).toBe('immediate');
    const board = await (await app.as('dispatcher')).get<{ id: string; downgrade?: object }[]>('/api/incidents');
    expect(board.body.find((row) => row.id === id)?.downgrade).toMatchObject({ state: 'lapsed' });
  });

  test('[R6] a life-risk hit after the approval puts back the grade that a person had set', async () => {
    const asked = await ask();
    await rule(asked.body.id);
    await app.take('firearms', shotgun());
    expect(await grade()).toBe('immediate');
    expect(app.card(id).situation.grade).toBe('immediate');
    expect(app.card(id).changes[0]?.sentence).toMatch(/^The downgrade lapsed, the grade is immediate again: /);
    const records = await (await app.as('inspector')).get<RulingRecord[]>('/api/downgrades/rulings');
    expect(records.body.find(({ supervisor }) => supervisor === 'supervisor')?.reRaised).toBeGreaterThan(0);
  });

  test('[R6] the hit was on the card that they saw: it stands', async () => {
    await app.take('firearms', shotgun());
    const asked = await ask();
    await rule(asked.body.id);
    const patch = { location: { text: '5 Mill Lane, Ely' } };
    await (await app.as('handler')).patch(`/api/incidents/${id}`, patch, { 'if-match': '2' });
    expect(await grade()).toBe('priority');
  });

  test('[R6, R16] a second call about her ends it too, approved or not', async () => {
    const asked = await ask();
    await rule(asked.body.id);
    await app.report({ people: [{ role: 'victim', ...her }] });
    expect(await grade()).toBe('immediate');
    expect((await typesOf()).includes('downgrade-lapsed')).toBe(true);
  });

  test('[R6] no edit lowers a grade, nor takes domestic abuse off it', async () => {
    const handler = await app.as('handler');
    const lower = await handler.patch(`/api/incidents/${id}`, { grade: 'scheduled' }, { 'if-match': '1' });
    expect(lower).toMatchObject({ status: 409, body: { code: 'USE_DOWNGRADE' } });
    await handler.patch(`/api/incidents/${id}`, { category: 'Domestic abuse' }, { 'if-match': '1' });
    const off = { category: 'Noise' };
    expect(await handler.patch(`/api/incidents/${id}`, off, { 'if-match': '2' })).toMatchObject({ status: 409 });
    const supervisor = await app.as('supervisor');
    expect(await supervisor.patch(`/api/incidents/${id}`, off, { 'if-match': '2' })).toMatchObject({ status: 200 });
  });

  test('the supervisor has on one row what decides it; the handler has the request alone', async () => {
    await ask({ cancelledBy: 'her mother' });
    const row = (await (await app.as('supervisor')).get<Downgrade[]>('/api/downgrades?state=waiting')).body.at(-1);
    expect(row?.facts).toMatchObject({
      cardVersion: app.card(id).version,
      clock: { startedAt: expect.any(String), dueAt: expect.any(String) },
      lifeRisk: expect.any(Array),
    });
    expect(row?.facts?.unchecked.length).toBeGreaterThan(0);
    const mine = (await (await app.as('handler')).get<Downgrade[]>('/api/downgrades?state=waiting')).body.at(-1);
    expect(mine).toMatchObject({ cancelledBy: 'her mother' });
    expect(mine).not.toHaveProperty('facts');
  });

  test('[R8] the same ruling under the same key twice is one ruling', async () => {
    const asked = await ask();
    const supervisor = await app.as('supervisor');
    const body = { approve: true, reason: 'Yes', cardVersion: app.card(id).version };
    const path = `/api/downgrades/${asked.body.id}/ruling`;
    const [one, two] = [
      await supervisor.post<Downgrade>(path, body, { 'idempotency-key': id }),
      await supervisor.post<Downgrade>(path, body, { 'idempotency-key': id }),
    ];
    expect(two).toMatchObject({ status: 200, body: one.body });
    expect((await typesOf()).filter((type) => type === 'downgrade-ruled')).toHaveLength(1);
  });
});
