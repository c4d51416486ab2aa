import type { Alert, IncidentSummary } from '../../../server/contract/index.js';
import { App } from '../../support/app.js';
import { next } from '../../support/api.js';

describe('nobody is sent', () => {
  let app: App;
  let id: string;
  beforeEach(async () => {
    app = await App.open({ registers: false });
    id = await app.report({ grade: 'immediate', location: { text: '4 Mill Lane, Ely' } });
  });
  afterEach(() => app.close());

  const row = async (): Promise<IncidentSummary> => {
    const { body } = await (await app.as('supervisor')).get<IncidentSummary[]>('/api/incidents');
    return body.find((one) => one.id === id)!;
  };
  const send = async (to: string, ...officers: string[]) =>
    (await app.as('dispatcher')).post(`/api/incidents/${to}/dispatch`, { officers, etaMinutes: 5 });
  const alertsOf = async (username: string): Promise<readonly Alert[]> =>
    (await next((await app.as(username)).connect(), 'alert', ({ snapshot }) => snapshot)).alerts;

  test('[R15] it climbs from dispatcher to supervisor to inspector, each told at their time, across a restart', async () => {
    await app.advance('2 min');
    expect((await row()).unresourced).toEqual({ since: '2026-07-30T12:00:00.000Z', climbedTo: 'dispatcher' });
    await app.advance('3 min');
    expect((await row()).unresourced?.climbedTo).toBe('supervisor');
    expect(await alertsOf('supervisor')).toMatchObject([{ kind: 'unresourced-supervisor', incidentId: id }]);
    app = await app.restart('5 min');
    expect((await row()).unresourced?.climbedTo).toBe('inspector');
    const climbed = (await app.events(id)).filter(({ type }) => type === 'climbed');
    expect(climbed.map(({ at }) => at.slice(11, 16))).toEqual(['12:02', '12:05', '12:10']);
  });

  test('[R15] until a named person has looked again; when the next look is past, it climbs again at once', async () => {
    await app.advance('10 min');
    const dispatcher = await app.as('dispatcher');
    const path = `/api/incidents/${id}/reassessments`;
    const body = { reason: 'All units at the stadium', nextReviewAt: '2026-07-30T12:40:00Z' };
    expect(await (await app.as('officer1')).post(path, body)).toMatchObject({ status: 403 });
    expect(await dispatcher.post(path, { ...body, nextReviewAt: '2026-07-30T12:00:00Z' })).toMatchObject({
      status: 400,
    });
    expect(await dispatcher.post(path, { ...body, nextReviewAt: '2026-07-31T12:00:00Z' })).toMatchObject({
      status: 400,
    });
    expect(await dispatcher.post(path, body)).toMatchObject({ status: 201 });
    expect((await row()).unresourced).toMatchObject({ reassessed: { name: 'Dispatcher', reason: body.reason } });
    expect((await row()).unresourced).not.toHaveProperty('climbedTo');
    expect(await alertsOf('inspector')).toEqual([]);
    await app.passTo('2026-07-30T12:39:59.000Z');
    expect((await row()).unresourced).not.toHaveProperty('climbedTo');
    await app.advance('1 s');
    expect((await row()).unresourced?.climbedTo).toBe('dispatcher');
    await app.advance('8 min');
    expect((await row()).unresourced?.climbedTo).toBe('inspector');
  });

  test('[R15] officers who are diverted are nobody: from then on it climbs, and their coming after all ends it', async () => {
    await send(id, 'officer1');
    await app.advance('30 min');
    expect(await row()).not.toHaveProperty('unresourced');
    const other = await app.report({ grade: 'immediate', location: { text: '9 High Street, Ely' } });
    await send(other, 'officer1');
    expect((await row()).unresourced).toEqual({ since: '2026-07-30T12:30:00.000Z' });
    await app.advance('2 min');
    expect((await row()).unresourced?.climbedTo).toBe('dispatcher');
    await send(id, 'officer1');
    expect(await row()).not.toHaveProperty('unresourced');
  });

  test('[R15] the clock on the board runs from the first ring, whatever becomes of the grade', async () => {
    expect((await row()).clock).toEqual({ startedAt: '2026-07-30T12:00:00.000Z', dueAt: '2026-07-30T12:20:00.000Z' });
    const priority = await app.report({ grade: 'priority', firstRingAt: '2026-07-30T11:50:00Z' });
    const { body } = await (await app.as('supervisor')).get<IncidentSummary[]>('/api/incidents');
    const { clock } = body.find((one) => one.id === priority)!;
    expect(clock).toEqual({ startedAt: '2026-07-30T11:50:00Z', dueAt: '2026-07-30T12:50:00.000Z' });
  });

  test('[R5] a question that was asked or skipped leaves the card, and who said so is in the log', async () => {
    const domestic = await app.report({ category: 'Domestic abuse', location: { text: '7 Castle Street, Dundee' } });
    const offered = () => app.card(domestic).prompts.map((prompt) => prompt.id);
    expect(offered()).toEqual(expect.arrayContaining(['fact:safe-contact', 'fact:coercive-control']));
    const handler = await app.as('handler');
    const path = `/api/incidents/${domestic}/prompts/fact:`;
    const asked = { outcome: 'asked', answer: 'After six, on the other number' };
    expect(await handler.post(`${path}safe-contact`, asked)).toMatchObject({ status: 200, body: { cardVersion: 2 } });
    expect(await handler.post(`${path}coercive-control`, { outcome: 'skipped' })).toMatchObject({ status: 200 });
    expect(await handler.post(`${path}coercive-control`, { outcome: 'skipped' })).toMatchObject({ status: 404 });
    expect(offered().filter((prompt) => prompt.startsWith('fact:'))).toEqual([]);
    const said = (await app.events(domestic)).filter(({ type }) => type === 'prompt-answered');
    expect(said.map(({ body }) => body)).toMatchObject([asked, { outcome: 'skipped', name: 'Call handler 1' }]);
  });
});
