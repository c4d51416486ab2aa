import type { DeskLoad, JobReply } from '../../../server/contract/index.js';
import { withPoint } from '../../../server/domain/desk/load-series.js';
import { App } from '../../support/app.js';

const point = (at: string, firstLooks = 0) =>
  ({ at, firstLooks, late: 0, putOff: 0, onDuty: 1, level: 'normal' }) as const;

describe('the load series', () => {
  it('keeps one point a minute, the latest, and four hours of them', () => {
    const twice = withPoint(withPoint([], point('2026-07-30T12:00:01.000Z', 1)), point('2026-07-30T12:00:59.000Z', 2));
    expect(twice.map(({ firstLooks }) => firstLooks)).toEqual([2]);
    let series = twice;
    for (let minute = 1; minute < 300; minute += 1) {
      series = withPoint(
        series,
        point(new Date(Date.parse('2026-07-30T12:00:00.000Z') + minute * 60_000).toISOString()),
      );
    }
    expect(series).toHaveLength(240);
  });
});

describe('GET /api/desk/load', () => {
  let app: App;
  beforeAll(async () => {
    app = await App.open();
  });
  afterAll(() => app.close());

  it('tells those who watch over the desk how its load went: waiting, put off, on duty, level', async () => {
    const analyst = await app.as('analyst');
    await analyst.post('/api/desk/shift', { onDuty: true });
    await app.report({ people: [{ role: 'victim', givenNames: 'Ada', surname: 'Byron' }] });
    await app.report({ people: [{ role: 'victim', givenNames: 'Mary', surname: 'Shelley' }] });
    await app.advance('1 min');
    // Of two calls alike the desk gives either.
    const { job } = (await analyst.post<JobReply>('/api/desk/jobs/next', {})).body;
    await analyst.post(`/api/desk/jobs/${job.incidentId}/first-look`, {});
    await analyst.post(`/api/desk/jobs/${job.incidentId}/return`, {});
    await app.advance('1 min');
    const { body } = await (await app.as('supervisor')).get<DeskLoad>('/api/desk/load');
    expect(body.points.length).toBeGreaterThanOrEqual(3);
    expect(body.points.at(-2)?.onDuty).toBe(1);
    expect(body.points.at(-1)).toMatchObject({ firstLooks: 1, putOff: 1 });
  });

  it('is known after a restart', async () => {
    const supervisor = await app.as('supervisor');
    const before = (await supervisor.get<DeskLoad>('/api/desk/load')).body.points;
    app = await app.restart('5 min');
    const after = (await (await app.as('supervisor')).get<DeskLoad>('/api/desk/load')).body.points;
    const minutes = (points: DeskLoad['points']) => points.map(({ at }) => at.slice(0, 16));
    expect(minutes(after)).toEqual([...minutes(before), app.time.now().slice(0, 16)]);
    expect(after.at(-2)).toMatchObject({ onDuty: 1 });
  });

  it('tells nobody else', async () => {
    expect((await (await app.as('officer1')).get('/api/desk/load')).status).toBe(403);
  });
});
