import type { Keepings, KeptThing, Problem } from '../../../server/contract/index.js';
import { App } from '../../support/app.js';

const PERSON = { role: 'victim' as const, givenNames: 'Rosalind', surname: 'Attenborrow', dateOfBirth: '1979-02-03' };
const MARKER = { recordId: 'CM-7', summary: 'Threatened', recordedAt: '2026-01-14', people: [PERSON] };
const OFFICER = { givenNames: 'Elias', surname: 'Whitcombe', dateOfBirth: '1984-02-11' };

let app: App;
beforeEach(async () => {
  app = await App.open({ registers: false });
  await app.take('critical-marker', MARKER);
});
afterEach(() => app.close());

const find = async (of: string, as = 'admin') =>
  (await app.as(as)).get<KeptThing & Problem>(`/api/keeping/found?of=${encodeURIComponent(of)}`);
const listed = async (as = 'admin'): Promise<Keepings> => (await (await app.as(as)).get<Keepings>('/api/keeping')).body;

test('[R7] of an incident it is said what an erasure would take and leave, in counts, and never a word of it', async () => {
  const id = await app.report({ people: [PERSON], narrative: 'Words' });
  const { reference } = app.card(id).situation;
  const open = (await find(reference.toLowerCase())).body;
  expect(open).toMatchObject({ kind: 'incident', id, title: reference, state: 'kept', isOpen: true });
  expect(open.goes.map(({ what }) => what)).toContain('cards, as they were shown');
  await app.closeOutright(id);
  const inspector = await app.as('inspector');
  await inspector.put(`/api/incidents/${id}/hold`, { held: true, reason: 'an inquest' });
  await app.settled();
  expect((await find(id)).body).toMatchObject({ state: 'held', isOpen: false, word: { reason: 'an inquest' } });
  expect((await listed()).holds).toMatchObject([{ kind: 'incident', id, title: reference, reason: 'an inquest' }]);
  await inspector.put(`/api/incidents/${id}/hold`, { held: false, reason: 'it is over' });
  await (await app.as('admin')).post(`/api/incidents/${id}/erasure`, { reason: 'kept long enough' });
  await app.settled();
  expect((await find(reference)).body).toMatchObject({
    state: 'erased',
    goes: [],
    word: { reason: 'kept long enough' },
  });
  const all = await listed('auditor');
  expect(all).toMatchObject({ holds: [], erasures: [{ id, title: reference }] });
  expect(JSON.stringify([open, all])).not.toMatch(/Attenborrow|Rosalind|Words/);
});

test('[R7] of a record: which incidents showed it, that it is held, that it is gone; asking is recorded', async () => {
  const id = await app.report({ people: [PERSON] });
  expect((await find('critical-marker/CM-7')).body).toMatchObject({
    kind: 'record',
    state: 'kept',
    goes: [{ count: 1 }],
    shownBy: [app.card(id).situation.reference],
  });
  const admin = await app.as('admin');
  await admin.post('/api/registers/critical-marker/records/CM-7/erasure', { reason: 'by order' });
  await app.settled();
  expect((await find('critical-marker/CM-7')).body).toMatchObject({ state: 'erased', word: { reason: 'by order' } });
  expect((await find('critical-marker/none')).status).toBe(404);
  const { body } = await (await app.as('auditor')).get<{ entries: { what: string }[] }>('/api/audit?user=admin');
  expect(body.entries.map(({ what }) => what)).toContain('keeping.read: keeping: a record');
  for (const other of ['handler', 'supervisor', 'officer1']) expect((await find(id, other)).status).toBe(403);
});

test('[R17] of an incident that is kept from almost everybody nothing is said, of its hold neither', async () => {
  await (await app.as('standards')).put('/api/workforce/officer2', OFFICER);
  await app.settled();
  const id = await app.report({ people: [{ role: 'suspect', ...OFFICER }] });
  await (await app.as('inspector')).put(`/api/incidents/${id}/hold`, { held: true, reason: 'an inquiry' });
  await app.settled();
  expect((await find(id)).status).toBe(404);
  expect((await listed()).holds).toEqual([]);
  expect((await find(id, 'inspector')).body).toMatchObject({ state: 'held' });
});
