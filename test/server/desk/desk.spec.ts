import type { Answer, Session } from '../../support/api.js';
import { App } from '../../support/app.js';
import type { Card, DeskState, Job, JobReply, Problem } from '../../../server/contract/index.js';

const MABEL = {
  people: [{ role: 'victim' as const, givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' }],
  location: { street: '1 High Street', town: 'Billericay', postcode: 'CM12 9BE' },
};
const NOBODY = {
  people: [{ role: 'victim' as const, givenNames: 'Qwendolyn', surname: 'Zzyx', dateOfBirth: '1990-01-02' }],
};

describe('the RTI desk', () => {
  let app: App;
  let analyst: Session;
  let analyst2: Session;

  beforeEach(async () => {
    app = await App.open();
    analyst = await app.as('analyst');
    analyst2 = await app.as('analyst2');
  });
  afterEach(() => app.close());

  const next = (by: Session): Promise<Answer<JobReply>> => by.post<JobReply>('/api/desk/jobs/next', undefined);
  const jobOf = async (by: Session): Promise<Job> => (await next(by)).body.job;
  const desk = async (by = analyst): Promise<DeskState> => (await by.get<DeskState>('/api/desk')).body;
  const dispatch = async (incident: string, officer: string, etaMinutes: number): Promise<void> => {
    const dispatcher = await app.as('dispatcher');
    await dispatcher.post(`/api/incidents/${incident}/dispatch`, { officers: [officer], etaMinutes });
    await app.settled();
  };

  test('a shift: on duty, the next job first of all, a first look, full research, done', async () => {
    expect((await next(analyst)).status).toBe(204);
    expect((await desk()).onDuty).toBe(1);
    const far = await app.report(NOBODY);
    const near = await app.report(MABEL);
    await dispatch(far, 'officer1', 30);
    await dispatch(near, 'officer2', 6);

    const job = await jobOf(analyst);
    expect(job).toMatchObject({ incidentId: near, review: 'unreviewed', claimedBy: { id: 'analyst' } });
    expect(job.why).toMatch(/nobody has looked · officers arrive in 6 min · life-risk hit/);
    expect(job.byHand.map(({ register }) => register)).toEqual(['marac']);
    expect((await jobOf(analyst)).id).toBe(near);

    const [first] = job.matches;
    const look = await analyst.post<JobReply>(`/api/desk/jobs/${near}/first-look`, {
      decisions: [{ matchId: first!.id, decision: 'confirmed' }],
      findings: ['Neighbour is a good first contact'],
      note: 'Seen before',
    });
    expect(look.status).toBe(200);
    const card = look.body.job.card;
    expect(card.review).toBe('first-look');
    expect(card.matches.find(({ id }) => id === first!.id)).toMatchObject({
      standing: 'confirmed',
      reviewed: { by: 'RTI researcher 1' },
    });
    expect(card.flags).toContainEqual(
      expect.objectContaining({ kind: 'finding', source: 'researcher', headline: 'Neighbour is a good first contact' }),
    );

    expect((await jobOf(analyst)).id).toBe(far);
    await analyst.post(`/api/desk/jobs/${far}/first-look`, {});
    // Nothing that nobody has looked at is left: now full research, where officers arrive soonest.
    expect((await jobOf(analyst)).id).toBe(near);
    expect((await analyst.post<JobReply>(`/api/desk/jobs/${near}/complete`, {})).body.job.card.review).toBe('full');
    expect((await jobOf(analyst)).id).toBe(far);
    await analyst.post(`/api/desk/jobs/${far}/complete`, undefined);
    expect((await next(analyst)).status).toBe(204);
  });

  test('[R8] no double work: whoever asks at once gets a job of their own, and a key pressed twice gets one', async () => {
    const ids = [await app.report(MABEL), await app.report(NOBODY), await app.report({})];
    const jobs = await Promise.all([analyst, analyst2, analyst, analyst2].map(jobOf));
    expect(jobs[0]!.id).toBe(jobs[2]!.id);
    expect(jobs[1]!.id).toBe(jobs[3]!.id);
    expect(jobs[0]!.id).not.toBe(jobs[1]!.id);
    expect(ids).toEqual(expect.arrayContaining(jobs.map(({ id }) => id)));
    const mine = jobs[0]!.id;
    const other = await analyst2.post<Problem>(`/api/desk/jobs/${mine}/first-look`, {});
    expect(other).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    const twice = [1, 2].map(() =>
      analyst.post<JobReply>(`/api/desk/jobs/${mine}/first-look`, { findings: ['once'] }, { 'idempotency-key': 'k' }),
    );
    await Promise.all(twice);
    expect(app.card(mine).flags.filter(({ headline }) => headline === 'once')).toHaveLength(1);
  });

  test('[R7] nobody looks at a job that they were never given: an empty look is no way to read a card', async () => {
    const id = await app.report(MABEL);
    const nothing = await analyst2.post<Problem>('/api/desk/jobs/nowhere/first-look', {});
    const ways: readonly (() => Promise<{ status: number; body: unknown }>)[] = [
      () => analyst2.post(`/api/desk/jobs/${id}/first-look`, {}),
      () => analyst2.post(`/api/desk/jobs/${id}/complete`, {}),
      () => analyst2.post(`/api/desk/jobs/${id}/return`, {}),
      () => analyst2.put(`/api/desk/jobs/${id}/form`, { decisions: [], receipts: [], findings: [], note: '' }),
      () => analyst2.get(`/api/desk/jobs/${id}`),
    ];
    for (const isClaimed of [false, true]) {
      if (isClaimed) await jobOf(analyst);
      for (const way of ways) expect(await way()).toMatchObject({ status: 404, body: nothing.body });
    }
    await analyst.post(`/api/desk/jobs/${id}/return`, {});
    expect(await analyst.post(`/api/desk/jobs/${id}/first-look`, {})).toMatchObject({ status: 404 });
  });

  test('a claim is a lease: 30 s after the link is lost it returns, with everything that was typed', async () => {
    const id = await app.report(MABEL);
    const socket = analyst.connect();
    await new Promise<void>((resolve) => socket.once('desk', () => resolve()));
    expect((await jobOf(analyst)).id).toBe(id);
    const form = { decisions: [], receipts: [], findings: [{ text: 'half a sent', severity: 'high' }], note: '' };
    expect((await analyst.put(`/api/desk/jobs/${id}/form`, form)).status).toBe(204);
    await app.advance('2 min');
    expect((await desk()).jobs?.[0]?.claimedBy?.id).toBe('analyst');

    app.hangUp();
    await app.advance('20 s');
    expect((await desk()).jobs?.[0]?.claimedBy?.id).toBe('analyst');
    await app.advance('15 s');
    expect((await desk()).jobs?.[0]?.claimedBy).toBeUndefined();
    expect((await jobOf(analyst2)).form).toEqual(form);
    expect((await analyst.post(`/api/desk/jobs/${id}/first-look`, {})).status).toBe(409);
    await app.advance('5 min');
    expect((await desk()).onDuty).toBe(0);
    expect((await desk()).level).toBe('machine-only');
  });

  test('[R2] a manual register is cleared by a named researcher only, for the keys as they were', async () => {
    const id = await app.report(NOBODY);
    const line = (card: Card) => card.checks.find(({ register }) => register === 'marac')!;
    expect(line(app.card(id)).status).toBe('not-checked');
    await next(analyst);
    const wrong = { receipts: [{ register: 'firearms', status: 'no-trace' }] };
    expect((await analyst.post(`/api/desk/jobs/${id}/first-look`, wrong)).status).toBe(400);
    await analyst.post(`/api/desk/jobs/${id}/first-look`, { receipts: [{ register: 'marac', status: 'no-trace' }] });
    expect(line(app.card(id))).toMatchObject({
      status: 'no-trace',
      subjects: [{ status: 'no-trace', by: 'RTI researcher 1' }],
    });
    const handler = await app.as('handler');
    const [person] = app.card(id).situation.people;
    const corrected = { people: [{ id: person!.id, dateOfBirth: '1990-02-01' }] };
    expect((await handler.patch(`/api/incidents/${id}`, corrected, { 'if-match': '1' })).status).toBe(200);
    expect(line(app.card(id)).status).toBe('not-checked');
  });

  test('[R2] a name alone is too little to clear a manual register, whoever looked', async () => {
    const id = await app.report({ people: [{ role: 'victim', surname: 'Zzyx' }] });
    await next(analyst);
    await analyst.post(`/api/desk/jobs/${id}/first-look`, { receipts: [{ register: 'marac', status: 'no-trace' }] });
    expect(app.card(id).checks.find(({ register }) => register === 'marac')?.status).toBe('not-checked');
  });

  test('[R14] a hit by hand becomes a headline without codeword, address or number', async () => {
    const id = await app.report(NOBODY);
    await next(analyst);
    const receipts = [{ register: 'marac', status: 'hit', text: 'codeword BLUEBELL, now at CM12 9BE', risk: 'high' }];
    const findings = ['Moved to 12 Rose Lane, CM12 9BE, 07700 900123'];
    await analyst.post(`/api/desk/jobs/${id}/first-look`, { receipts, findings });
    const headlines = app.card(id).flags.map(({ headline }) => headline);
    expect(headlines[0]).toMatch(/^MARAC case, last graded high/);
    expect(JSON.stringify(headlines)).not.toMatch(/BLUEBELL|CM12|900123/);
  });

  test('officers ask for more: what is asked goes before all backfill, and a look answers it', async () => {
    const [one, two] = [await app.report(MABEL), await app.report(NOBODY)];
    for (const id of [one, two]) {
      await next(analyst);
      await analyst.post(`/api/desk/jobs/${id}/first-look`, {});
      await analyst.post(`/api/desk/jobs/${id}/return`, {});
    }
    await dispatch(one, 'officer1', 5);
    await dispatch(two, 'officer2', 50);
    const stranger = await app.as('officer3');
    expect((await stranger.post(`/api/incidents/${two}/requests`, { text: 'x' })).status).toBe(404);
    const officer = await app.as('officer2');
    expect((await officer.post(`/api/incidents/${two}/requests`, { text: 'Any dogs?' })).status).toBe(201);
    const job = await jobOf(analyst);
    expect(job).toMatchObject({ id: two, requests: [{ text: 'Any dogs?', by: 'Officer 2' }] });
    const done = await analyst.post<JobReply>(`/api/desk/jobs/${two}/complete`, { findings: ['No dogs known'] });
    expect(done.body.job.requests[0]?.answeredAt).toBeDefined();
  });

  test('[R7] a researcher reads the card of their own job only, and that is recorded', async () => {
    const id = await app.report(MABEL);
    expect((await analyst.get(`/api/incidents/${id}/card`)).status).toBe(404);
    await next(analyst);
    expect((await analyst.get(`/api/incidents/${id}/card`)).status).toBe(200);
    await analyst.post(`/api/desk/jobs/${id}/return`, {});
    expect((await analyst.get(`/api/incidents/${id}/card`)).status).toBe(404);
    expect((await (await app.as('handler')).post('/api/desk/jobs/next', undefined)).status).toBe(403);
  });
});
