import type { Alert, Closing, DeskState, IncidentDetail, JobReply } from '../../../server/contract/index.js';
import { isToBackfill } from '../../../server/domain/desk/job.js';
import type { ClosedIncident } from '../../../server/domain/incident/state.js';
import { next } from '../../support/api.js';
import { App } from '../../support/app.js';

const MABEL = { role: 'victim' as const, givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' };
const CALL = { grade: 'scheduled' as const, victimRequestsAppointment: true, people: [MABEL] };

describe('[R2] incidents that were closed before anybody looked', () => {
  let app: App;
  beforeEach(async () => {
    app = await App.open();
    await (await app.as('analyst')).post('/api/desk/shift', { onDuty: true });
  });
  afterEach(() => app.close());

  const post = async <T = unknown>(as: string, path: string, body: object = {}): Promise<T> => {
    const answer = await (await app.as(as)).post<T>(path, body);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    await app.settled();
    return answer.body;
  };
  const get = async <T>(as: string, path: string) => (await (await app.as(as)).get<T>(path)).body;
  const jobs = async () => (await get<DeskState>('analyst', '/api/desk')).jobs ?? [];

  async function closed(): Promise<string> {
    const id = await app.report(CALL);
    const path = `/api/incidents/${id}`;
    const { closing } = await get<IncidentDetail>('handler', path);
    const answers = closing.checklist.map(({ item }) => ({ item, done: true, note: 'as it was' }));
    for (const as of ['handler', 'sergeant', 'supervisor']) {
      const { version: cardVersion } = app.card(id);
      await post(as, `${path}/sign-offs`, {
        assessment: 'Seen',
        cardVersion,
        answers: as === 'handler' ? answers : [],
      });
    }
    await post<Closing>('supervisor', `${path}/closure`, { result: 'Visit made' });
    return id;
  }

  test('come last, after what is live; a look that bears them out leaves them closed', async () => {
    const id = await closed();
    const live = await app.report({ caller: { phone: '07700 901234' } });
    await app.advance('1 min');
    expect((await jobs()).map(({ incidentId, class: kind }) => [incidentId, kind])).toEqual([
      [live, 'first-look'],
      [id, 'closed'],
    ]);
    await post('analyst', '/api/desk/jobs/next');
    await post('analyst', `/api/desk/jobs/${live}/complete`);
    const { job } = await post<JobReply>('analyst', '/api/desk/jobs/next');
    expect(job).toMatchObject({ incidentId: id, review: 'unreviewed' });
    expect(job.why).toContain('closed');
    const [match] = job.matches;
    await post('analyst', `/api/desk/jobs/${id}/complete`, {
      decisions: [{ matchId: match!.id, decision: 'confirmed' }],
    });
    const after = await get<IncidentDetail>('supervisor', `/api/incidents/${id}`);
    expect(after).toMatchObject({ status: 'closed', card: { review: 'full' } });
    expect(after.card.matches.find(({ id: one }) => one === match!.id)).toMatchObject({ standing: 'confirmed' });
    await app.advance('1 min');
    expect(await jobs()).toEqual([]);
  });

  test('are opened again by what was not known, and those who had closed them are told', async () => {
    const id = await closed();
    const socket = (await app.as('supervisor')).connect();
    const told = next(socket, 'alert', ({ alerts }) => alerts.some(({ kind }: Alert) => kind === 'opened-again'));
    await post('analyst', '/api/desk/jobs/next');
    await post('analyst', `/api/desk/jobs/${id}/first-look`, { findings: ['He has a key to the house'] });
    const { status, card } = await get<IncidentDetail>('supervisor', `/api/incidents/${id}`);
    expect(status).toBe('open');
    expect(card.flags.map(({ headline }) => headline)).toContain('He has a key to the house');
    const alert = (await told).alerts.find(({ kind }) => kind === 'opened-again');
    expect(alert?.sentence).toMatch(/is open again: the RTI desk, after it was closed: something was found$/);
    // Whoever has the job goes on with it.
    await post('analyst', `/api/desk/jobs/${id}/complete`);
  });

  test('a claim on one of them survives a restart, and returns when its researcher is gone', async () => {
    const id = await closed();
    await post('analyst', '/api/desk/jobs/next');
    app = await app.restart();
    expect((await get<JobReply>('analyst', `/api/desk/jobs/${id}`)).job.card.incidentId).toBe(id);
    await app.advance('1 min');
    expect((await app.events(id)).map(({ type }) => type)).toContain('job-returned');
    await post('analyst2', '/api/desk/shift', { onDuty: true });
    const { job } = await post<JobReply>('analyst2', '/api/desk/jobs/next');
    expect(job.incidentId).toBe(id);
    await post('analyst2', `/api/desk/jobs/${id}/return`);
  });

  test.each([
    ['within a day', '2026-07-30T12:00:00.000Z', {}, true],
    ['after it', '2026-07-29T11:00:00.000Z', {}, false],
    ['looked at before', '2026-07-30T12:00:00.000Z', { work: { review: 'first-look' } }, false],
    ['part of an event', '2026-07-30T12:00:00.000Z', { links: { joined: { to: 'x' } } }, false],
  ])('%s', (_what, closedAt, rest, expected) => {
    const incident = { kind: 'closed', closedAt, ...rest } as unknown as ClosedIncident;
    expect(isToBackfill(incident, '2026-07-30T13:00:00.000Z')).toBe(expected);
  });
});
