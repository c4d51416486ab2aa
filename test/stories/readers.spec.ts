import type {
  AttendanceReply,
  Card,
  DeskState,
  IncidentReply,
  IncidentSummary,
  OfficerState,
} from '../../server/contract/index.js';
import { next, Outrider, type ReaderSocket, type Session } from '../support/outrider.js';

const SILENT_CALL = { source: '999', call: { state: 'silent' }, caller: { phone: '07700 900999' } };

const connected = async (socket: ReaderSocket): Promise<ReaderSocket> => {
  if (!socket.connected) await new Promise<void>((resolve) => socket.once('connect', resolve));
  return socket;
};

describe('the readers: who is sent reads the card, and the board shows who is sent', () => {
  let outrider: Outrider;
  let handler: Session;
  let dispatcher: Session;
  let supervisor: Session;
  let officer: Session;

  beforeAll(async () => {
    outrider = await Outrider.start();
    [handler, dispatcher, supervisor, officer] = await Promise.all([
      outrider.signIn('handler'),
      outrider.signIn('dispatcher'),
      outrider.signIn('supervisor'),
      outrider.signIn('officer1'),
    ]);
  });
  afterAll(() => outrider.stop());

  const report = async (body: object = SILENT_CALL): Promise<IncidentReply> =>
    (await handler.post<IncidentReply>('/api/incidents', body)).body;
  const send = (id: string, body: object, by: Session = dispatcher) =>
    by.post<AttendanceReply>(`/api/incidents/${id}/dispatch`, body);

  test('[R7] [R10] a card comes to the officer with the dispatch and goes with the stand-down', async () => {
    const socket = await connected(officer.connect());
    const { id } = await report();
    expect((await officer.get(`/api/incidents/${id}/card`)).status).toBe(404);
    const arrived = next(socket, 'card', ({ card }) => card.incidentId === id);
    expect(await send(id, { officers: ['officer1'], etaMinutes: 9 })).toMatchObject({
      status: 200,
      body: { attendance: [{ officer: 'officer1', etaMinutes: 9 }] },
    });
    const { card } = await arrived;
    expect(card.flags).toMatchObject([{ kind: 'critical-marker' }]);
    expect((await officer.get<Card>(`/api/incidents/${id}/card`)).body).toEqual(card);
    expect(await socket.emitWithAck('acknowledge', { incidentId: id, version: card.version })).toEqual({ ok: true });
    const gone = next(socket, 'gone', ({ incidentId }) => incidentId === id);
    await dispatcher.post(`/api/incidents/${id}/stand-down`, { officers: ['officer1'] });
    await gone;
    expect((await officer.get(`/api/incidents/${id}/card`)).status).toBe(404);
    expect(await socket.emitWithAck('acknowledge', { incidentId: id, version: 1 })).toMatchObject({
      ok: false,
      code: 'NOT_FOUND',
    });
  });

  test('[R7] [R9] an officer who was stood down while away is told so when they come back', async () => {
    const socket = await connected(officer.connect());
    const { id } = await report();
    const arrived = next(socket, 'card', ({ card }) => card.incidentId === id);
    await send(id, { officers: ['officer1'] });
    const { epoch } = await arrived;
    const { seq } = await next(socket, 'tick');
    socket.disconnect();
    await dispatcher.post(`/api/incidents/${id}/stand-down`, { officers: ['officer1'] });
    const back = officer.connect({ epoch, lastSeq: seq });
    expect(await next(back, 'gone')).toMatchObject({ incidentId: id, n: 1 });
  });

  test('two devices of one officer each get the card', async () => {
    const devices = await Promise.all([connected(officer.connect()), connected(officer.connect())]);
    const { id } = await report();
    const both = devices.map((socket) => next(socket, 'card', ({ card }) => card.incidentId === id));
    await send(id, { officers: ['officer1'] });
    const [one, other] = await Promise.all(both);
    expect(other?.card).toEqual(one?.card);
    await dispatcher.post(`/api/incidents/${id}/stand-down`, { officers: ['officer1'] });
  });

  test('two officers go to domestic abuse, or the reason for one is recorded', async () => {
    const { id } = await report({ source: '999', category: 'Domestic abuse' });
    expect(await send(id, { officers: ['officer2'] })).toMatchObject({
      status: 409,
      body: { code: 'TWO_OFFICERS_NEEDED' },
    });
    expect(
      (await send(id, { officers: ['officer2'], singleCrewedReason: 'no second unit within 30 minutes' })).status,
    ).toBe(200);
    const pair = await report({ source: '999', category: 'Domestic abuse' });
    expect((await send(pair.id, { officers: ['officer2', 'officer3'] })).status).toBe(200);
    const { body: log } = await handler.get<{ sentence: string }[]>(`/api/incidents/${id}/log`);
    const sentences = log.map(({ sentence }) => sentence).join('\n');
    expect(sentences).toContain('single-crewed: no second unit within 30 minutes');
  });

  test('what cannot be is refused: a stranger, somebody who was not sent, another’s arrival, the wrong role', async () => {
    const { id } = await report();
    expect(await send(id, { officers: ['handler'] })).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
    expect(await send(id, { officers: ['officer4'] }, handler)).toMatchObject({ status: 403 });
    expect(await send('none', { officers: ['officer4'] })).toMatchObject({ status: 404 });
    const arrive = (by: Session, who: string) => by.post(`/api/incidents/${id}/arrival`, { officer: who });
    expect(await arrive(dispatcher, 'officer4')).toMatchObject({ status: 409, body: { code: 'NOT_DISPATCHED' } });
    await send(id, { officers: ['officer1', 'officer4'] });
    expect(await arrive(officer, 'officer4')).toMatchObject({ status: 403 });
    expect(await arrive(officer, 'officer1')).toMatchObject({ status: 200 });
    expect((await arrive(dispatcher, 'officer4')).status).toBe(200);
    const { body } = await dispatcher.get<OfficerState[]>('/api/officers');
    expect(body.map((o) => o.id).slice(0, 2)).toEqual(['officer1', 'officer2']);
    expect(body[0]?.incidents.map((i) => i.incidentId)).toContain(id);
  });

  test('[R8] a dispatch that is sent twice with one key is one dispatch', async () => {
    const { id } = await report();
    const go = () =>
      dispatcher.post<AttendanceReply>(
        `/api/incidents/${id}/dispatch`,
        { officers: ['officer5'] },
        { 'idempotency-key': `go-${id}` },
      );
    const first = await go();
    expect((await go()).body).toEqual(first.body);
  });

  test('the board: a snapshot on connect, then what changes; a dispatcher sees no evidence', async () => {
    const { id } = await report({ source: '999', caller: { phone: '01632 960998' } });
    const socket = dispatcher.connect();
    const snapshot = await next(socket, 'incident', (topic) => topic.snapshot);
    const mine = snapshot.incidents.find((i) => i.id === id);
    expect(mine).toMatchObject({ attendance: [], level: 'machine-only' });
    const changed = next(socket, 'incident', (topic) =>
      topic.incidents.some((i) => i.id === id && i.attendance.length > 0),
    );
    await send(id, { officers: ['officer6'] });
    expect((await changed).version).toBeGreaterThan(snapshot.version);
    expect(JSON.stringify(snapshot)).not.toContain('"evidence"');
    expect((await dispatcher.get(`/api/incidents/${id}/card`)).status).toBe(403);
    const { body } = await dispatcher.get<IncidentSummary[]>('/api/incidents?status=open');
    expect(body.map((i) => i.id)).toContain(id);
  });

  test('the level is machine-only and says why; a supervisor forces it with a reason and an end', async () => {
    const socket = await connected(handler.connect());
    const desk = async (): Promise<DeskState> => (await handler.get<DeskState>('/api/desk')).body;
    expect(await desk()).toMatchObject({ level: 'machine-only', onDuty: 0, cause: 'no researcher on duty' });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const force = (body: object, by = supervisor) => by.post<DeskState>('/api/desk/level', body);
    expect(await force({ force: 'normal', reason: 'x', until }, handler)).toMatchObject({ status: 403 });
    for (const wrong of [undefined, '2020-01-01T00:00:00Z']) {
      expect(await force({ force: 'normal', reason: 'exercise', until: wrong })).toMatchObject({ status: 400 });
    }
    const told = next(socket, 'desk', (state) => state.level === 'isolated');
    expect(await force({ force: 'isolated', reason: 'exercise', until })).toMatchObject({
      status: 200,
      body: { forcedBy: 'supervisor' },
    });
    await told;
    expect((await report()).card.level).toBe('isolated');
    await force({ force: null, reason: 'exercise over' });
    expect(await desk()).toMatchObject({ level: 'machine-only' });
  });

  test('[R16] the fourth call: each call shows the ones before, officers’ comings and goings among them', async () => {
    const phone = { caller: { phone: '01632 960777' } };
    const first = await report({ source: '999', ...phone });
    expect(first.card.linked).toEqual([]);
    await send(first.id, { officers: ['officer7'] });
    await dispatcher.post(`/api/incidents/${first.id}/arrival`, { officer: 'officer7' });
    const second = await report({ source: '999', ...phone });
    expect(second.card.linked).toMatchObject([
      {
        incidentId: first.id,
        because: ['phone'],
        sentence: expect.stringMatching(/officers there since \d\d:\d\d/) as string,
      },
    ]);
    expect(second.card.flags[0]).toMatchObject({
      kind: 'repeat-call',
      headline: expect.stringMatching(/^2nd call since/) as string,
    });
    const socket = await connected(supervisor.connect());
    const updated = next(
      socket,
      'card',
      ({ card }) => card.incidentId === second.id && /officers left/.test(card.linked[0]?.sentence ?? ''),
    );
    await dispatcher.post(`/api/incidents/${first.id}/departure`, { officer: 'officer7' });
    await updated;
    await report({ source: '101', ...phone });
    const fourth = await report({ source: '999', ...phone });
    expect(fourth.card.linked).toHaveLength(3);
    expect(fourth.card.flags[0]?.headline).toMatch(/^4th call since \d\d:\d\d; officers left \d\d:\d\d$/);
    const draft = await (
      await connected(handler.connect())
    ).emitWithAck('draft', { source: '999', people: [], ...phone });
    expect(draft.ok && draft.linked).toHaveLength(4);
  });

  test('[R14] a caller who wants to stay unnamed is not named on the card that goes to the door', async () => {
    const { id, card } = await report({
      source: '999',
      call: { state: 'open', anonymous: true },
      people: [{ role: 'caller', givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' }],
    });
    expect(card.situation.people).toHaveLength(1);
    await send(id, { officers: ['officer8'] });
    const theirs = (await (await outrider.signIn('officer8')).get<Card>(`/api/incidents/${id}/card`)).body;
    expect(theirs.situation.people).toEqual([]);
    expect(JSON.stringify(theirs.situation)).not.toContain('Mabel');
  });

  const officersCard = async (id: string, officerId: string): Promise<Card> => {
    await send(id, { officers: [officerId], singleCrewedReason: 'nobody else' });
    return (await (await outrider.signIn(officerId)).get<Card>(`/api/incidents/${id}/card`)).body;
  };

  test('[R14] court order: victim and suspect at one address, an order between them is the first line, and no word of where she lives', async () => {
    const { id } = await report({
      source: '999',
      category: 'Domestic abuse',
      people: [
        { role: 'victim', givenNames: 'Charlotte', surname: 'Despard', dateOfBirth: '1974-06-15' },
        { role: 'suspect', givenNames: 'Harry', surname: 'Tate', dateOfBirth: '1979-10-04' },
      ],
      location: { text: '12 Sun Street, Billericay' },
    });
    const card = await officersCard(id, 'officer2');
    expect(card.flags[0]).toMatchObject({ kind: 'court-order', severity: 'life-risk', tier: 'match' });
    expect(card.flags[0]?.headline).toMatch(/Tate.*Despard|Despard.*Tate/);
    expect(card.flags[0]?.headline).toMatch(/100 metres/);
    expect(JSON.stringify(card)).not.toMatch(/94-96|CM12 9AB|900333/);
  });

  test('court order: one that has ended is never shown as active', async () => {
    const admin = await outrider.signIn('admin');
    const order = {
      recordId: 'CO-ENDED',
      people: [
        { role: 'protected', givenNames: 'Philippa', surname: 'Fawcett-Ended', dateOfBirth: '1990-01-02' },
        { role: 'restrained', givenNames: 'Humphrey', surname: 'Gilbert-Ended', dateOfBirth: '1988-03-04' },
      ],
      summary: 'Non-molestation order, served',
      recordedAt: '2020-01-01',
      validFrom: '2020-01-01',
      validUntil: '2021-01-01',
    };
    await outrider.call('POST', '/api/registers/court-order/records', {
      raw: JSON.stringify(order),
      token: admin.token,
      headers: { 'content-type': 'application/x-ndjson' },
    });
    const [protectedPerson, restrained] = order.people;
    const { id } = await report({
      source: '999',
      people: [
        { ...protectedPerson, role: 'victim' },
        { ...restrained, role: 'suspect' },
      ],
    });
    const { flags } = await officersCard(id, 'officer3');
    const about = flags.filter((flag) => flag.kind === 'court-order');
    expect(about.length).toBeGreaterThan(0);
    for (const flag of about)
      expect(flag).toMatchObject({ severity: 'info', headline: expect.stringMatching(/^Ended 1 Jan 2021/) as string });
  });

  test('wrong person: father and son of one name at one address are both shown, possible, until age decides', async () => {
    const guthrie = { role: 'suspect', givenNames: 'Thomas', surname: 'Guthrie' };
    const location = { building: '60A', street: 'Bromham Road', town: 'Bedford', postcode: 'MK40 2QG' };
    const asked = async (more: object): Promise<Card['matches']> => {
      const { card } = await report({ source: '999', people: [{ ...guthrie, ...more }], location });
      return card.matches.filter((match) => match.subject.kind === 'person' && match.via === undefined);
    };
    const unknown = await asked({});
    expect(new Set(unknown.map((match) => match.recordId))).toEqual(new Set(['FA-0002', 'PC-0004']));
    expect(unknown.filter((match) => match.tier === 'match')).toEqual([]);
    const son = await asked({ dateOfBirth: '1986-08-08' });
    expect(son.filter((match) => match.tier === 'match').map((match) => match.recordId)).toEqual(['PC-0004']);
    const father = await asked({ approximateAge: 74 });
    expect(father.filter((match) => match.tier !== 'possible').map((match) => match.recordId)).toEqual(['FA-0002']);
  });

  test('what her record leads to is labelled: his guns, via him, and nothing of hers through his call', async () => {
    const mabel = { role: 'victim', givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' };
    const { card } = await report({ source: '999', people: [mabel] });
    expect(card.matches.filter((match) => match.via).map((match) => match.register)).toContain('firearms');
    expect(card.flags.some((flag) => flag.headline.startsWith('Via Henry Lansdowne'))).toBe(true);
    const his = await report({
      source: '999',
      call: { state: 'open', callerIs: 'suspect' },
      people: [{ role: 'suspect', givenNames: 'Henry', surname: 'Lansdowne', dateOfBirth: '1975-01-04' }],
    });
    expect(his.card.matches.filter((match) => match.via)).toEqual([]);
  });
});
