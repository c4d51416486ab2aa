import type { Card, IncidentReply, IncidentSummary } from '../../server/contract/index.js';
import { Lease, Outbox, Presence } from '../../server/ports.js';
import { next, Session, type ReaderSocket } from '../support/api.js';
import { App } from '../support/app.js';
import { RedisServer } from '../support/redis.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

const SILENT_CALL = { source: '999', call: { state: 'silent' }, caller: { phone: '07700 900999' } } as const;

const connected = async (socket: ReaderSocket): Promise<ReaderSocket> => {
  if (!socket.connected) await new Promise<void>((resolve) => socket.once('connect', resolve));
  return socket;
};

describe('two nodes on one log', () => {
  let redis: RedisServer;
  let networks: readonly [TcpProxy, TcpProxy];
  let one: App;
  let other: App;

  beforeAll(async () => {
    redis = await RedisServer.start();
    networks = [await TcpProxy.to(redis.url), await TcpProxy.to(redis.url)];
    const [first, second] = networks.map(({ port }) => ({ OUTRIDER_REDIS_URL: `redis://127.0.0.1:${port}` }));
    one = await App.open({ env: first! });
    other = await App.open({ registers: false, env: second! });
  });
  afterAll(async () => {
    await other.close();
    for (const network of networks) await network.close();
    await redis.stop();
  });

  /** Somebody who signed in at one node, at the other. */
  const atOther = async (username: string): Promise<Session> => new Session(other, (await one.as(username)).reply);
  const listed = async (session: Session): Promise<IncidentSummary[]> =>
    (await session.get<IncidentSummary[]>('/api/incidents')).body;

  test('[R2] [R9] sessions, registers and incidents of one node are those of the other, and a reader goes on there', async () => {
    const handler = await one.as('handler');
    const socket = await connected(handler.connect());
    const came = next(socket, 'card');
    const first = await handler.post<IncidentReply>('/api/incidents', SILENT_CALL);
    await came;
    const { epoch, seq } = await next(socket, 'tick');
    socket.disconnect();

    const there = await atOther('handler');
    await until(async () => (await listed(there)).some(({ id }) => id === first.body.id));
    const second = await there.post<IncidentReply>('/api/incidents', SILENT_CALL);
    expect(second.body.card.flags.map(({ kind }) => kind)).toContain('critical-marker');

    const frames: string[] = [];
    const back = there.connect({ epoch, lastSeq: seq });
    back.on('card', ({ card }) => frames.push(card.incidentId));
    await next(back, 'tick');
    expect(frames.filter((id) => id === second.body.id)).toHaveLength(1);
  });

  test('[R7] a session that is ended at one node is cut at the other, and known to nobody', async () => {
    const session = await one.signIn('inspector');
    const there = new Session(other, session.reply);
    const socket = await connected(there.connect());
    const cut = new Promise((resolve) => socket.once('disconnect', resolve));
    await one.call('DELETE', '/api/session', { token: session.token });
    expect(await cut).toBe('io server disconnect');
    expect((await there.get('/api/incidents')).status).toBe(401);
  });

  test('one of them does what is done once, and each knows who is connected to the other', async () => {
    const tokens = [one, other].map((app) => app.get(Lease).token());
    expect(tokens.filter((token) => token !== undefined)).toHaveLength(1);
    await connected((await atOther('analyst')).connect());
    await until(() =>
      one
        .get(Presence)
        .connected()
        .some(({ userId }) => userId === 'analyst'),
    );
  });

  test('[R8] what another system puts into the stream is taken once, by one of them; poison is set aside with the reason', async () => {
    const report = { ...SILENT_CALL, reference: 'CAD-STREAM-1', caller: { phone: '01632 960001' } };
    const lines = [report, { report, sourceVersion: 3 }, { source: 'nowhere' }].map((line) => JSON.stringify(line));
    for (const text of [...lines, 'no JSON']) await redis.ask('XADD', 'outrider:cad', '*', 'report', text);
    await redis.ask('XADD', 'outrider:cad', '*', 'something', 'else');
    const rejected = (): Promise<readonly [string, readonly string[]][]> =>
      redis.ask('XRANGE', 'outrider:cad:rejected', '-', '+');
    await until(async () => (await rejected()).length === 3);
    const reasons = (await rejected()).map(([, fields]) => fields[fields.indexOf('reason') + 1]);
    expect(reasons).toEqual([
      expect.stringMatching(/^INVALID_INPUT source/),
      'MALFORMED_JSON',
      expect.stringMatching(/^NO_REPORT/),
    ]);
    const supervisor = await atOther('supervisor');
    await until(async () => (await listed(supervisor)).some(({ reference }) => reference === 'CAD-STREAM-1'));
    await until(async () => (await redis.ask<[number]>('XPENDING', 'outrider:cad', 'outrider'))[0] === 0);
    expect((await listed(supervisor)).filter(({ reference }) => reference === 'CAD-STREAM-1')).toHaveLength(1);
  });

  test('[R1] [R6] [R8] [R15] while Redis is away reports are kept and shown as provisional, rulings wait, and all is there once afterwards', async () => {
    const [handler, supervisor] = await Promise.all([one.as('handler'), one.as('supervisor')]);
    const known = (await handler.post<IncidentReply>('/api/incidents', { ...SILENT_CALL, grade: 'immediate' })).body;
    const screen = await connected(supervisor.connect());
    const told = next(screen, 'delayed', ({ since }) => since !== undefined);
    for (const network of networks) network.pull();
    await told;

    const shown = next(screen, 'provisional');
    const key = { 'idempotency-key': 'typed-while-away' };
    const body = { ...SILENT_CALL, people: [{ role: 'victim', givenNames: 'Ann' }] };
    const kept = await handler.post<IncidentReply & { delayed: true }>('/api/incidents', body, key);
    expect(kept.status).toBe(202);
    expect(kept.body).toMatchObject({ delayed: true, version: 1, card: { provisional: true } });
    expect(kept.body.card.flags.map(({ kind }) => kind)).toContain('critical-marker');
    expect((await shown).card).toMatchObject({ incidentId: kept.body.id, provisional: true });

    const patch = { people: [{ id: kept.body.people[0]!.id, surname: 'Other' }] };
    const changed = await handler.patch(`/api/incidents/${kept.body.id}`, patch, { 'if-match': '1' });
    expect(changed).toMatchObject({ status: 202, body: { delayed: true, version: 2 } });

    const downgrade = { to: 'priority', reason: 'quiet now', victimRequested: false, noImmediateThreat: true };
    expect(await handler.post(`/api/incidents/${known.id}/downgrades`, downgrade)).toMatchObject({
      status: 503,
      body: { code: 'NO_SHARED_LOG' },
    });
    expect((await handler.get<Card>(`/api/incidents/${known.id}/card`)).status).toBe(200);
    expect((await one.call('GET', '/readyz')).body).toMatchObject({ status: 'ready, degraded' });

    for (const network of networks) network.comeBack();
    await until(() => one.get(Outbox).since() === undefined);
    await one.settled();
    const there = await atOther('supervisor');
    const readAgain = () => there.get<Record<string, unknown>>(`/api/incidents/${kept.body.id}`);
    await until(async () => (await readAgain()).body['version'] === 2);
    expect((await readAgain()).body).toMatchObject({
      reference: kept.body.reference,
      version: 2,
      report: { people: [{ id: kept.body.people[0]!.id, givenNames: 'Ann', surname: 'Other' }] },
    });
    const repeated = await handler.post<IncidentReply>('/api/incidents', body, key);
    expect(repeated).toMatchObject({ status: 201, body: { id: kept.body.id } });
    expect((await listed(there)).filter(({ id }) => id === kept.body.id)).toHaveLength(1);
    expect((await one.call('GET', '/readyz')).body).toMatchObject({ status: 'ready' });
  });

  test('when the node that did what is done once goes, the other takes over', async () => {
    const [before] = [one, other].map((app) => app.get(Lease).token() ?? 0).toSorted((a, b) => b - a);
    await one.close();
    await until(() => other.get(Lease).token() !== undefined);
    expect(other.get(Lease).token()).toBeGreaterThanOrEqual(before!);
    const session = await other.signIn('handler2');
    expect((await session.post('/api/incidents', { source: '999' })).status).toBe(201);
  });
});
