import type {
  Handover,
  IncidentDetail,
  IncidentSummary,
  ItemKind,
  Problem,
  ShiftState,
} from '../../../server/contract/index.js';
import { App } from '../../support/app.js';

let app: App;
beforeEach(async () => {
  app = await App.open({ registers: false, env: { OUTRIDER_HANDOVER_MINUTES: '20' } });
});
afterEach(() => app.close());

const shift = async (who: string) => (await (await app.as(who)).get<ShiftState>('/api/shift')).body;
const open = async (who: string) => (await (await app.as(who)).get<IncidentSummary[]>('/api/incidents')).body;
const give = async (from: string, to: string, items?: { kind: ItemKind; incidentId: string }[]) =>
  (await app.as(from)).post<Handover & Problem>('/api/handovers', { to, ...(items ? { items } : {}) });
const take = async (who: string, id: string, items?: { kind: ItemKind; incidentId: string }[]) =>
  (await app.as(who)).post<Handover & Problem>(`/api/handovers/${id}/acceptance`, items ? { items } : {});

test('[R7] a shift is handed over: still the giver’s until it is accepted, item by item, and read by whoever has it', async () => {
  const [first, second] = [await app.report({ category: 'Theft' }), await app.report({ category: 'Domestic abuse' })];
  expect((await shift('handler')).mine.map(({ incidentId }) => incidentId)).toEqual([first, second]);
  const given = await give('handler', 'handler2');
  expect(given.status).toBe(201);
  expect(given.body.items.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
  expect((await shift('handler')).mine).toHaveLength(2);
  expect(await shift('handler2')).toMatchObject({ mine: [], handovers: [{ fromName: 'Call handler 1' }] });
  expect(await open('handler2')).toEqual([]);

  expect((await take('handler', given.body.id)).status).toBe(404);
  const part = await take('handler2', given.body.id, [{ kind: 'incident', incidentId: first }]);
  expect(part.body.items.map(({ state }) => state)).toEqual(['accepted', 'waiting']);
  expect(await open('handler2')).toMatchObject([{ id: first, owner: 'handler2' }]);
  await take('handler2', given.body.id);
  await take('handler2', given.body.id);
  expect((await shift('handler')).mine).toEqual([]);
  expect((await shift('handler2')).handovers).toEqual([]);
  const detail = await (await app.as('handler2')).get<IncidentDetail>(`/api/incidents/${second}`);
  expect(detail.body).toMatchObject({ owner: 'handler2' });
  const accepted = (await app.events(second)).filter(({ type }) => type === 'handover-accepted');
  expect(accepted).toHaveLength(1);
});

test('nobody hands over what is another person’s, or to somebody who cannot have it', async () => {
  const incidentId = await app.report({ category: 'Theft' });
  const items = [{ kind: 'incident' as const, incidentId }];
  expect((await give('handler2', 'handler', items)).body).toMatchObject({
    code: 'NOT_YOURS',
    errors: [{ path: 'items.0' }],
  });
  expect((await give('handler', 'auditor', items)).body).toMatchObject({ code: 'INVALID_INPUT' });
  expect((await give('handler', 'nobody', items)).body).toMatchObject({ code: 'INVALID_INPUT' });
  expect((await give('handler', 'handler', items)).body).toMatchObject({ code: 'INVALID_INPUT' });
  expect((await give('handler2', 'handler')).body).toMatchObject({ code: 'INVALID_INPUT' });
});

test('[R8] the same handover again is the same one; offered to somebody else, the first offer is void', async () => {
  const incidentId = await app.report({ category: 'Theft' });
  const handler = await app.as('handler');
  const key = { 'idempotency-key': 'end-of-shift' };
  const first = await handler.post<Handover>('/api/handovers', { to: 'handler2' }, key);
  const again = await handler.post<Handover>('/api/handovers', { to: 'handler2' }, key);
  expect(again.body.id).toBe(first.body.id);
  expect((await handler.post<Problem>('/api/handovers', { to: 'supervisor' }, key)).body.code).toBe(
    'IDEMPOTENCY_CONFLICT',
  );
  const second = await give('handler', 'supervisor');
  expect((await take('handler2', first.body.id)).body.items).toMatchObject([{ state: 'void' }]);
  await take('supervisor', second.body.id);
  expect(await open('supervisor')).toMatchObject([{ id: incidentId, owner: 'supervisor' }]);
});

test('[R15] what waits, or lies idle once accepted, climbs in two steps; whoever does something about it ends that', async () => {
  const incidentId = await app.report({ category: 'Theft', grade: 'scheduled' });
  const overdue = async () => (await open('supervisor'))[0]?.closing.overdue.map(({ what, step }) => `${what} ${step}`);
  const { body } = await give('handler', 'handler2');
  await app.advance('19 min');
  expect(await overdue()).toEqual([]);
  await app.advance('2 min');
  expect(await overdue()).toEqual(['handover-waiting 1']);
  await app.advance('20 min');
  expect(await overdue()).toEqual(['handover-waiting 2']);
  await take('handler2', body.id);
  expect(await overdue()).toEqual([]);
  await app.advance('25 min');
  expect(await overdue()).toEqual(['handover-idle 1']);
  app = await app.restart('30 min');
  expect(await overdue()).toEqual(['handover-idle 2']);
  await (await app.as('handler2')).post(`/api/incidents/${incidentId}/log`, { text: 'Rang her back' });
  expect(await overdue()).toEqual([]);
  await app.advance('3 h');
  expect(await overdue()).toEqual([]);
});

test('an outstanding suspect is handed over by itself; an attempt is due in 24 hours, and climbs', async () => {
  const incidentId = await app.report({ category: 'Domestic abuse', grade: 'scheduled' });
  const dispatcher = await app.as('dispatcher');
  await dispatcher.post(`/api/incidents/${incidentId}/dispatch`, { officers: ['officer1', 'officer2'] });
  await (await app.as('officer1')).post(`/api/incidents/${incidentId}/suspect`, { outstanding: true });
  expect((await shift('officer1')).mine).toMatchObject([{ kind: 'suspect', incidentId }]);
  expect((await shift('dispatcher')).mine).toMatchObject([{ kind: 'incident', incidentId }]);
  const { body } = await give('officer1', 'sergeant');
  await take('sergeant', body.id);
  expect((await shift('officer1')).mine).toEqual([]);
  const summary = async () => (await open('inspector'))[0]?.closing;
  expect((await summary())?.suspect).toMatchObject({ owner: 'sergeant' });
  await app.advance('24 h');
  expect((await summary())?.overdue).toContainEqual(expect.objectContaining({ what: 'attempt', step: 1 }));
  await app.advance('4 h');
  expect((await summary())?.overdue).toContainEqual(expect.objectContaining({ what: 'attempt', step: 2 }));
  const tried = { outstanding: true, attempt: 'Not at his brother’s' };
  await (await app.as('sergeant')).post(`/api/incidents/${incidentId}/suspect`, tried);
  expect((await summary())?.overdue.map(({ what }) => what)).not.toContain('attempt');
  await (await app.as('sergeant')).post(`/api/incidents/${incidentId}/suspect`, { outstanding: false });
  expect((await shift('sergeant')).mine).toEqual([]);
});
