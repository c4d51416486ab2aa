import type { AbandonedDraft, BrokenGlass, SearchHit } from '../../../server/contract/index.js';
import { next, PASSWORD } from '../../support/api.js';
import { App } from '../../support/app.js';

const ROSE = { role: 'victim' as const, givenNames: 'Rosalind', surname: 'Attenborrow', dateOfBirth: '1979-02-03' };
const MARKER = {
  recordId: 'CM-7',
  summary: 'Threatened before',
  recordedAt: '2026-06-14',
  people: [{ role: 'victim', givenNames: ROSE.givenNames, surname: ROSE.surname, dateOfBirth: ROSE.dateOfBirth }],
};
const REPORT = { people: [ROSE], location: { street: '7 Quarry Steps', town: 'Leeds' }, category: 'domestic abuse' };

let app: App;
beforeEach(async () => {
  app = await App.open({ registers: false });
  await app.take('critical-marker', MARKER);
});
afterEach(() => app.close());

const status = async (as: string, path: string): Promise<number> => (await (await app.as(as)).get(path)).status;
const breakGlass = async (as: string, id: string) =>
  (await app.as(as)).post<{ id: string; until: string; code?: string }>(`/api/incidents/${id}/break-glass`, {
    reason: 'met her in the street',
  });
const broken = async (as: string): Promise<BrokenGlass[]> =>
  (await (await app.as(as)).get<BrokenGlass[]>('/api/break-glass')).body;

describe('breaking the glass', () => {
  test('[R7] opens one incident for 15 minutes, to read alone; supervisors hear of it at once and review it within a day', async () => {
    const [id, other] = [
      await app.report(REPORT),
      await app.report({ people: [{ role: 'witness', givenNames: 'Ida' }] }),
    ];
    expect(await status('officer1', `/api/incidents/${id}/card`)).toBe(404);
    const alerted = next((await app.as('supervisor')).connect(), 'alert', ({ alerts }) =>
      alerts.some(({ kind, incidentId }) => kind === 'glass-broken' && incidentId === id),
    );
    const phone = (await app.as('officer1')).connect();
    const pushed = next(phone, 'card', ({ card }) => card.incidentId === id);
    expect(await breakGlass('officer1', id)).toMatchObject({
      status: 201,
      body: { until: '2026-07-30T12:15:00.000Z' },
    });
    await Promise.all([alerted, pushed]);
    expect(await status('officer1', `/api/incidents/${id}/card`)).toBe(200);
    expect(await status('officer1', `/api/incidents/${other}/card`)).toBe(404);
    const noted = await (await app.as('officer1')).post(`/api/incidents/${id}/log`, { text: 'I was there' });
    expect(noted.status).toBe(404);
    expect(await breakGlass('officer1', id)).toMatchObject({ status: 409, body: { code: 'ALREADY_YOURS' } });

    const gone = next(phone, 'gone', ({ incidentId }) => incidentId === id);
    await app.advance('15 min');
    await gone;
    expect(await status('officer1', `/api/incidents/${id}/card`)).toBe(404);

    expect(await broken('supervisor')).toMatchObject([{ incidentId: id, by: 'officer1', overdue: false }]);
    await app.advance('24 h');
    const [waiting] = await broken('supervisor');
    expect(waiting).toMatchObject({ overdue: true });
    const review = await (
      await app.as('supervisor')
    ).post<BrokenGlass>(`/api/break-glass/${waiting?.id}/review`, {
      finding: 'justified',
      note: 'spoke to the officer',
    });
    expect(review).toMatchObject({
      status: 200,
      body: { overdue: false, reviewed: { by: 'supervisor', finding: 'justified' } },
    });
    await app.settled();
    expect(await broken('inspector')).toMatchObject([{ reviewed: { finding: 'justified' }, overdue: false }]);
    expect(await status('officer1', '/api/break-glass')).toBe(403);
  });

  test('[R7] needs proof from the last five minutes of who it is', async () => {
    const id = await app.report(REPORT);
    const officer = await app.as('officer1');
    await app.advance('6 min');
    expect(await breakGlass('officer1', id)).toMatchObject({ status: 401, body: { code: 'SIGN_IN_AGAIN' } });
    await officer.post('/api/session/confirmation', { password: PASSWORD });
    expect((await breakGlass('officer1', id)).status).toBe(201);
  });

  test('[R7] is over after 15 minutes, though the call became part of another incident meanwhile', async () => {
    const [call, event] = [await app.report(REPORT), await app.report({ location: { street: '1 Elsewhere Road' } })];
    expect((await breakGlass('officer1', call)).status).toBe(201);
    const linked = await (
      await app.as('dispatcher')
    ).post(`/api/incidents/${call}/links`, { to: event, kind: 'same-event' });
    expect(linked.status).toBe(200);
    await app.advance('16 min');
    expect((await (await app.as('officer1')).get(`/api/incidents/${call}/card`)).status).toBe(404);
  });

  test('[R17] never opens what is restricted: it is answered as if it were not there', async () => {
    await (await app.as('standards')).put('/api/workforce/officer2', { ...MARKER.people[0], role: undefined });
    await app.settled();
    const id = await app.report(REPORT);
    const unknown = await breakGlass('officer1', '00000000-0000-4000-8000-000000000000');
    expect(await breakGlass('officer1', id)).toMatchObject({ status: 404, body: unknown.body });
    expect(await broken('supervisor')).toEqual([]);
  });
});

describe('drafts that never became incidents', () => {
  const type = async (as: string, people: readonly object[]) =>
    (await app.as(as)).connect().emitWithAck('draft', { source: '999', people } as never);
  const drafts = async (as: string): Promise<AbandonedDraft[]> =>
    (await (await app.as(as)).get<AbandonedDraft[]>('/api/drafts')).body;

  test('[R7] are listed with who, when and what kind of thing was looked at; reading the list is a read', async () => {
    await type('handler', [ROSE]);
    await type('handler', [ROSE]);
    expect(await drafts('supervisor')).toEqual([]);
    await app.advance('16 min');
    const [draft] = await drafts('supervisor');
    expect(draft).toMatchObject({ by: 'handler', times: 2, registers: ['critical-marker'], records: 1 });
    expect(JSON.stringify(draft)).not.toMatch(/Attenborrow|CM-7|Threatened/);
    await (
      await app.as('supervisor')
    ).post(`/api/drafts/${draft?.id}/review`, { finding: 'not-justified', note: 'no call' });
    await app.settled();
    expect(await drafts('inspector')).toMatchObject([{ reviewed: { finding: 'not-justified' } }]);
    expect((await (await app.as('handler')).get('/api/drafts')).status).toBe(403);
  });

  test('[R7] a report about the same person ends them, one about somebody else does not', async () => {
    await type('handler', [ROSE]);
    await app.report(REPORT);
    await type('handler', [ROSE]);
    await app.report({ people: [{ role: 'witness', givenNames: 'Ida', surname: 'Quill' }] });
    await app.advance('16 min');
    expect(await drafts('supervisor')).toMatchObject([{ by: 'handler', instead: expect.any(String) }]);
  });

  test('[R7] whoever is looked up before a real call is left to review, and nobody of the call itself', async () => {
    const others = ['Abel', 'Bryony', 'Cecil'].map((givenNames, index) => ({
      recordId: `CM-2${index}`,
      summary: 'Threatened',
      recordedAt: '2026-06-14',
      people: [{ role: 'victim', givenNames, surname: 'Marchbanks', dateOfBirth: `1971-0${index + 1}-11` }],
    }));
    await app.take('critical-marker', ...others);
    for (const { people } of others)
      await type(
        'handler',
        people.map(({ role: _role, ...person }) => ({ role: 'victim', ...person })),
      );
    await type('handler', [ROSE]);
    const incidentId = await app.report(REPORT);
    expect(await drafts('supervisor')).toMatchObject([
      { by: 'handler', records: 3, instead: app.card(incidentId).situation.reference },
    ]);
  });
});

describe('the quick search', () => {
  const find = async (as: string, q: string): Promise<SearchHit[]> =>
    (await (await app.as(as)).get<SearchHit[]>(`/api/search?q=${encodeURIComponent(q)}`)).body;

  test('[R7] [R17] finds within what one may see, and by no more than one is shown', async () => {
    const id = await app.report(REPORT);
    expect(await find('supervisor', 'attenboro')).toMatchObject([{ incidentId: id, found: 'people' }]);
    expect(await find('supervisor', 'quary step')).toMatchObject([{ incidentId: id, found: 'address' }]);
    expect(await find('dispatcher', 'quarry')).toMatchObject([{ incidentId: id, people: [] }]);
    expect(await find('dispatcher', 'attenborrow')).toEqual([]);
    expect(await find('handler2', 'quarry')).toEqual([]);
    expect(await find('officer1', 'quarry')).toEqual([]);
    await (await app.as('standards')).put('/api/workforce/officer2', { ...MARKER.people[0], role: undefined });
    await app.settled();
    expect(await find('supervisor', 'attenboro')).toEqual([]);
    expect(await find('handler', 'attenboro')).toHaveLength(1);
  });
});
