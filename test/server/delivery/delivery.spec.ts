import type { Alert, Card, IncidentDelivery, ReaderProof } from '../../../server/contract/index.js';
import { readAgainDue } from '../../../server/domain/delivery/prompt-due.js';
import { runCard } from '../../../server/platform/cli/card.js';
import { App } from '../../support/app.js';
import { next, type ReaderSocket } from '../../support/api.js';

const MABEL = {
  grade: 'immediate' as const,
  people: [{ role: 'victim' as const, givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' }],
  location: { text: '1 High Street, Billericay, CM12 9BE' },
};

describe('from the dispatch to the arrival: who has read what', () => {
  let app: App;
  beforeAll(async () => {
    app = await App.open({ at: '2026-07-30T02:00:00.000Z' });
  });
  afterAll(() => app.close());

  const send = async (id: string, officers: readonly string[], etaMinutes?: number): Promise<void> => {
    const sent = await (
      await app.as('dispatcher')
    ).post(`/api/incidents/${id}/dispatch`, {
      officers,
      singleCrewedReason: 'nobody else is free',
      ...(etaMinutes === undefined ? {} : { etaMinutes }),
    });
    expect(sent.status).toBe(200);
    await app.settled();
  };
  const proofOf = async (id: string, reader: string): Promise<ReaderProof | undefined> => {
    const { body } = await (await app.as('supervisor')).get<IncidentDelivery>(`/api/incidents/${id}/delivery`);
    return body.readers.find((proof) => proof.reader === reader);
  };
  const prompts = async (id: string): Promise<object[]> =>
    (await app.events(id)).filter(({ type }) => type === 'briefing-prompted').map(({ body }) => body as object);

  /** A phone that has its card; `tell` says what its person does with it. */
  async function phone(
    officer: string,
    incidentId: string,
  ): Promise<{ socket: ReaderSocket; card: Card; bytes: string }> {
    const socket = (await app.as(officer)).connect();
    const { card, epoch, seq } = await next(socket, 'card', (frame) => frame.card.incidentId === incidentId);
    await socket.emitWithAck('received', { epoch, seq });
    return { socket, card, bytes: JSON.stringify(card) };
  }

  test('[R10] sent, received, shown and acknowledged are told apart, with their times', async () => {
    const id = await app.report(MABEL);
    await send(id, ['officer1'], 8);
    expect(await proofOf(id, 'officer1')).toMatchObject({ informed: false, versions: [] });
    await app.advance('5 s');
    const { socket, card } = await phone('officer1', id);
    const { version } = card;
    await app.settled();
    const sentAt = '2026-07-30T02:00:05.000Z';
    expect((await proofOf(id, 'officer1'))?.versions).toEqual([{ version, sentAt, receivedAt: sentAt }]);
    await app.advance('2 s');
    await socket.emitWithAck('shown', { incidentId: id, version });
    await app.advance('3 s');
    await socket.emitWithAck('acknowledge', { incidentId: id, version });
    await socket.emitWithAck('acknowledge', { incidentId: id, version });
    expect(await proofOf(id, 'officer1')).toMatchObject({
      informed: true,
      versions: [{ shownAt: '2026-07-30T02:00:07.000Z', acknowledgedAt: '2026-07-30T02:00:10.000Z' }],
    });
    await app.advance('5 min');
    expect(await prompts(id)).toEqual([]);
    expect((await (await app.as('handler')).get(`/api/incidents/${id}/delivery`)).status).toBe(403);
  });

  test('[R10] nothing has reached them in 15 s: the dispatcher is prompted with the spoken line, and reads it out', async () => {
    const id = await app.report(MABEL);
    await send(id, ['officer2', 'officer3'], 8);
    await app.advance('14 s');
    expect(await prompts(id)).toEqual([]);
    await app.advance('1 s');
    expect(await prompts(id)).toMatchObject([{ officers: ['officer2', 'officer3'], cause: 'not-received' }]);
    const dispatcher = await app.as('dispatcher');
    const socket = dispatcher.connect();
    const isPrompt = ({ kind, incidentId }: Alert): boolean => kind === 'briefing-prompt' && incidentId === id;
    const { alerts } = await next(socket, 'alert', (topic) => topic.alerts.some(isPrompt));
    const { spoken } = app.card(id);
    expect(alerts.find(isPrompt)).toMatchObject({ spoken, interrupts: true, lifeRisk: false });

    const readings = `/api/incidents/${id}/readings`;
    const { version } = app.card(id);
    const ended = next(socket, 'alert', (topic) => topic.ended.length > 0);
    expect((await dispatcher.post(readings, { version, to: ['officer5'], freeToSpeak: true })).body).toMatchObject({
      code: 'NOT_DISPATCHED',
    });
    expect((await dispatcher.post(readings, { version: 99, to: ['officer2'], freeToSpeak: true })).status).toBe(404);
    expect((await dispatcher.post(readings, { version, to: ['officer2'], freeToSpeak: false })).status).toBe(201);
    expect((await proofOf(id, 'officer2'))?.informed).toBe(false);
    const key = { 'idempotency-key': 'reading-1' };
    for (let twice = 0; twice < 2; twice += 1) {
      expect((await dispatcher.post(readings, { version, to: ['officer2'], freeToSpeak: true }, key)).status).toBe(201);
    }
    expect(await proofOf(id, 'officer2')).toMatchObject({
      informed: true,
      versions: [{ version, readOutAt: expect.any(String) as string }],
    });
    expect((await ended).ended).toEqual([alerts.find(isPrompt)?.id]);
    expect((await app.events(id)).filter(({ type }) => type === 'read-out')).toHaveLength(2);
  });

  test.each([
    ['no ETA', undefined],
    ['an ETA of zero', 0],
    ['a short ETA', 1],
  ])('[R10] with %s the dispatcher is prompted at once', async (_what, eta) => {
    const id = await app.report(MABEL);
    await send(id, ['officer4'], eta);
    expect(await prompts(id)).toMatchObject([{ cause: 'eta' }]);
  });

  test('[R10] received but not acknowledged: prompted at half of a short way, once, and not after a restart again', async () => {
    const id = await app.report(MABEL);
    await send(id, ['officer6'], 1.5);
    await phone('officer6', id);
    await app.advance('44 s');
    expect(await prompts(id)).toEqual([]);
    await app.advance('1 s');
    expect(await prompts(id)).toMatchObject([{ cause: 'not-acknowledged' }]);
    app = await app.restart('1 min');
    expect(await prompts(id)).toHaveLength(1);
  });

  describe('[R10] a danger that comes after they had read the card', () => {
    const QUIST = { givenNames: 'Otto', surname: 'Quist', dateOfBirth: '1979-01-02' };
    const CALL = { grade: 'priority' as const, people: [{ role: 'suspect' as const, ...QUIST }] };
    const guns = (recordId: string) =>
      app.take('firearms', {
        recordId,
        people: [{ role: 'holder', ...QUIST }],
        summary: 'Shotgun',
        recordedAt: '2026-01-05',
      });

    afterEach(async () => {
      await app.close();
      app = await App.open({ at: '2026-07-30T02:00:00.000Z' });
    });

    async function informed(officer: string, etaMinutes: number): Promise<{ id: string; socket: ReaderSocket }> {
      const id = await app.report(CALL);
      await send(id, [officer], etaMinutes);
      const { socket, card } = await phone(officer, id);
      await socket.emitWithAck('acknowledge', { incidentId: id, version: card.version });
      return { id, socket };
    }

    test('the dispatcher is prompted to read it again, once, unless they acknowledge it in a minute', async () => {
      const { id, socket } = await informed('officer8', 20);
      await guns('Q-1');
      await app.advance('59 s');
      expect(await prompts(id)).toEqual([]);
      await app.advance('1 s');
      expect(await prompts(id)).toMatchObject([{ officers: ['officer8'], cause: 'new-danger', danger: 2 }]);
      app = await app.restart();
      await app.advance('5 min');
      expect(await prompts(id)).toHaveLength(1);
      expect(socket.connected).toBe(false);
    });

    test('nobody is prompted when they have acknowledged the card that says so', async () => {
      const { id, socket } = await informed('officer8', 20);
      const brought = next(socket, 'card', ({ card }) => card.version === 2);
      await guns('Q-1');
      await brought;
      await socket.emitWithAck('acknowledge', { incidentId: id, version: 2 });
      await app.advance('5 min');
      expect(await prompts(id)).toEqual([]);
    });

    test('also to those who are at the door', async () => {
      const { id } = await informed('officer8', 20);
      await (await app.as('dispatcher')).post(`/api/incidents/${id}/arrival`, { officer: 'officer8' });
      await guns('Q-1');
      await app.advance('60 s');
      expect(await prompts(id)).toMatchObject([{ cause: 'new-danger' }]);
    });

    test.each([
      ['half the way that is left', '2026-07-30T02:01:30.000Z', 45],
      ['a minute at most', '2026-07-30T02:09:00.000Z', 60],
      ['at once when they are nearly there', '2026-07-30T02:00:40.000Z', 0],
      ['at once when nobody said when', undefined, 0],
    ])('%s', (_what, expectedAt, seconds) => {
      const since = '2026-07-30T02:00:00.000Z';
      const at = new Date(Date.parse(since) + seconds * 1000).toISOString();
      expect(readAgainDue({ since, expectedAt, informed: false })).toEqual({ at, cause: 'new-danger' });
      expect(readAgainDue({ since, expectedAt, informed: true })).toBeUndefined();
    });
  });

  test('[R11] what one reader had at an instant is shown again to the byte, after the record is gone and after a restart', async () => {
    const id = await app.report({ ...MABEL, category: 'Domestic abuse' });
    await send(id, ['officer7'], 8);
    const { bytes, card, socket } = await phone('officer7', id);
    const then = app.time.now();
    await app.advance('1 min');
    await socket.emitWithAck('acknowledge', { incidentId: id, version: card.version });
    const record = card.matches.find(({ register }) => register === 'firearms')!.recordId;
    await app.take('firearms', { recordId: record, summary: 'none', recordedAt: '2026-07-30', withdrawn: true });
    const later = app.time.now();
    const newer = app.card(id).version;
    expect(newer).toBeGreaterThan(card.version);
    app = await app.restart('1 h');

    const auditor = await app.as('auditor');
    const asked = `/api/incidents/${id}/card?at=${then}&reader=officer7`;
    const response = await fetch(app.url + asked, { headers: { authorization: `Bearer ${auditor.token}` } });
    expect(await response.text()).toBe(bytes);
    const since = await auditor.get<Card>(`/api/incidents/${id}/card?at=${later}&reader=officer7`);
    expect(since.body.version).toBe(newer);
    let shown = '';
    const terminal = { out: (line: string) => (shown += line), error: () => undefined, interactive: false, env: {} };
    const options = { incident: id, reader: 'officer7', at: then, url: app.url, token: auditor.token };
    expect(await runCard(options, terminal)).toBe(0);
    expect(shown).toBe(bytes);
    expect(await runCard({ ...options, at: '02:14' }, terminal)).toBe(2);
    expect(await runCard({ ...options, reader: 'officer1' }, terminal)).toBe(1);
    const before = '2026-07-30T01:59:00.000Z';
    expect((await auditor.get(`/api/incidents/${id}/card?at=${before}&reader=officer7`)).status).toBe(404);
    expect((await auditor.get(`/api/incidents/${id}/card`)).status).toBe(404);
    expect((await (await app.as('officer8')).get(asked)).status).toBe(404);
    const { body } = await auditor.get<IncidentDelivery>(`/api/incidents/${id}/delivery?at=${then}`);
    const proof = body.readers.find(({ reader }) => reader === 'officer7');
    expect(proof).toMatchObject({ informed: false, versions: [{ version: card.version, receivedAt: then }] });
    expect((await proofOf(id, 'officer7'))?.informed).toBe(true);
  });
});
