import type { Card, IncidentReply } from '../../server/contract/index.js';
import { newFolder } from '../support/log-folder.js';
import { next, Outrider, PASSWORD, type ReaderSocket, type Session } from '../support/outrider.js';
import { rm } from 'node:fs/promises';

const SILENT_CALL = { source: '999', call: { state: 'silent' }, caller: { phone: '07700 900999' } };

const connected = async (socket: ReaderSocket): Promise<ReaderSocket> => {
  if (!socket.connected) await new Promise<void>((resolve) => socket.once('connect', resolve));
  return socket;
};
const refusal = (socket: ReaderSocket): Promise<{ code?: string }> =>
  new Promise((resolve) => socket.once('connect_error', (error) => resolve((error as { data?: object }).data ?? {})));

describe('cards pushed by a running Outrider', () => {
  let dataFolder: string;
  let outrider: Outrider;
  let handler: Session;

  beforeAll(async () => {
    dataFolder = await newFolder();
    outrider = await Outrider.start({ dataFolder });
    handler = await outrider.signIn('handler');
  });
  afterAll(async () => {
    await outrider.stop();
    await rm(dataFolder, { recursive: true, force: true });
  });

  let calls = 0;
  /** Another caller each time, so that no call is linked with the one before. */
  const report = async (by: Session = handler): Promise<IncidentReply> => {
    calls += 1;
    const body = { ...SILENT_CALL, caller: { phone: `01632 9609${String(calls).padStart(2, '0')}` } };
    return (await by.post<IncidentReply>('/api/incidents', body)).body;
  };
  const about = (incidentId: string) => (frame: { card: Card }) => frame.card.incidentId === incidentId;

  test('[R1] [R7] the card reaches who reported it and who supervises, and nobody else', async () => {
    const [supervisor, other] = await Promise.all([outrider.signIn('supervisor'), outrider.signIn('handler2')]);
    const [mine, theirs, others] = await Promise.all(
      [handler, supervisor, other].map((session) => connected(session.connect())),
    );
    const strays: string[] = [];
    others!.on('card', ({ card }) => strays.push(card.incidentId));
    const cards: string[] = [];
    for (const socket of [mine!, theirs!]) socket.on('card', ({ card }) => cards.push(card.incidentId));
    const { id, card } = await report();
    const frames = await Promise.all(
      [mine!, theirs!].map(async (s) => (cards.includes(id) ? undefined : next(s, 'card', about(id)))),
    );
    for (const frame of frames) if (frame) expect(frame.card).toEqual(card);
    // The other handler's own next card comes after everything that was not theirs could have come.
    const own = await report(other);
    await (strays.includes(own.id) ? undefined : next(others!, 'card', about(own.id)));
    expect(strays).toEqual([own.id]);
  });

  test('[R8] [R9] a reader who comes back with their cursor gets what changed in between, once, across a kill of the server', async () => {
    const socket = await connected(handler.connect());
    const seen = next(socket, 'card');
    const first = await report();
    await seen;
    const { epoch, seq } = await next(socket, 'tick');
    socket.disconnect();
    const second = await report();

    await outrider.kill();
    outrider = await Outrider.start({ dataFolder });
    handler = await outrider.signIn('handler');

    const frames: { readonly id: string; readonly n: number }[] = [];
    const back = handler.connect({ epoch, lastSeq: seq });
    back.on('card', ({ card, n }) => frames.push({ id: card.incidentId, n }));
    const { seq: now } = await next(back, 'tick');
    expect(frames).toEqual([{ id: second.id, n: 1 }]);
    expect(now).toBeGreaterThan(seq);
    expect(frames.map((f) => f.id)).not.toContain(first.id);
    expect((await handler.get<Card>(`/api/incidents/${second.id}/card`)).body).toEqual(second.card);
  });

  test.each([
    ['of another log', { epoch: 'another', lastSeq: 3 }],
    ['beyond the end', { lastSeq: 1_000_000_000 }],
  ])('[R9] a cursor %s is answered with a reset that holds every card of now', async (_what, cursor) => {
    const { id } = await report();
    const { epoch } = await next(handler.connect(), 'card');
    const { cards, n } = await next(handler.connect({ epoch, ...cursor }), 'reset');
    expect(n).toBe(1);
    expect(cards.map((card) => card.incidentId)).toContain(id);
  });

  test('a draft is answered while it is typed, with the same masks, and makes no incident', async () => {
    const socket = await connected(handler.connect());
    const before = (await handler.get<unknown[]>('/api/incidents')).body.length;
    const answer = await socket.emitWithAck('draft', { source: '999', people: [], caller: { phone: '07700900999' } });
    expect(answer).toMatchObject({
      ok: true,
      flags: [{ kind: 'critical-marker' }],
      suggestedGrade: { grade: 'immediate' },
    });
    expect((await handler.get<unknown[]>('/api/incidents')).body).toHaveLength(before);
  });

  test('[R8] shown and acknowledged are taken, twice as well as once, and only of cards that are the reader’s', async () => {
    const socket = await connected(handler.connect());
    const { id } = await report();
    for (const event of ['shown', 'acknowledge', 'acknowledge'] as const) {
      expect(await socket.emitWithAck(event, { incidentId: id, version: 1 })).toEqual({ ok: true });
    }
    expect(await socket.emitWithAck('acknowledge', { incidentId: id, version: 9 })).toMatchObject({
      ok: false,
      code: 'NOT_FOUND',
    });
    const stranger = await connected((await outrider.signIn('handler2')).connect());
    expect(await stranger.emitWithAck('acknowledge', { incidentId: id, version: 1 })).toMatchObject({
      ok: false,
      code: 'NOT_FOUND',
    });
  });

  test('every client event is acknowledged: wrong shape, wrong role, unknown name', async () => {
    const socket = await connected(handler.connect());
    const officer = await connected((await outrider.signIn('officer1')).connect());
    const send = (to: ReaderSocket, event: string, message: unknown): Promise<unknown> =>
      (to as unknown as { emitWithAck(event: string, message: unknown): Promise<unknown> }).emitWithAck(event, message);
    expect(await send(socket, 'draft', { source: 'nowhere', secret: 'canary' })).toMatchObject({
      ok: false,
      code: 'INVALID_INPUT',
    });
    expect(JSON.stringify(await send(socket, 'draft', { source: 'canary' }))).not.toContain('canary');
    expect(await send(socket, 'acknowledge', null)).toMatchObject({ ok: false, code: 'INVALID_INPUT' });
    expect(await send(socket, 'nonsense', {})).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    expect(await send(officer, 'draft', { source: '999' })).toMatchObject({ ok: false, code: 'NOT_ALLOWED' });
  });

  test('[R7] nobody connects without a live session, and a session that is signed out is cut', async () => {
    expect(await refusal(outrider.connect({ token: 'made-up' }))).toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect(await refusal(outrider.connect({} as never))).toMatchObject({ code: 'INVALID_INPUT' });
    const session = await outrider.signIn('inspector');
    const socket = await connected(session.connect());
    const cut = new Promise((resolve) => socket.once('disconnect', resolve));
    await outrider.call('DELETE', '/api/session', { token: session.token });
    expect(await cut).toBe('io server disconnect');
  });

  test('the password that was set is the one that is asked for', async () => {
    const wrong = await outrider.call('POST', '/api/session', {
      body: { username: 'handler', password: `${PASSWORD}!` },
    });
    expect(wrong.status).toBe(401);
  });
});
