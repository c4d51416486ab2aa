import type { IncidentSummary, Links, Problem, Report } from '../../../server/contract/index.js';
import { AlertsModel } from '../../../server/delivery/alerts.model.js';
import { Intake } from '../../../server/ports.js';
import { App } from '../../support/app.js';

const PLACE = { text: '14 Station Road, Bedford, MK40 1AA' };
const MARKED = { text: '1 High Street, Billericay, CM12 9BE' };

describe('calls that belong together', () => {
  let app: App;
  let calls = 0;
  beforeEach(async () => {
    app = await App.open({ at: '2026-07-30T20:00:00.000Z' });
  });
  afterEach(() => app.close());

  /** Another caller each time. */
  const call = (report: Partial<Report> = {}): Promise<string> => {
    calls += 1;
    const phone = `01632 9601${String(calls).padStart(2, '0')}`;
    return app.report({ location: PLACE, caller: { phone }, ...report });
  };
  const link = async (id: string, to: string, kind: 'same-event' | 'repeat' = 'same-event') => {
    const answer = await (
      await app.as('dispatcher')
    ).post<Links & { code?: string }>(`/api/incidents/${id}/links`, { to, kind });
    await app.settled();
    return answer;
  };
  const unlink = async (id: string, to?: string) => {
    const { token } = await app.as('dispatcher');
    const answer = await app.call<Links>('DELETE', `/api/incidents/${id}/links${to === undefined ? '' : `?to=${to}`}`, {
      token,
    });
    await app.settled();
    return answer;
  };
  const board = async (): Promise<IncidentSummary[]> =>
    (await (await app.as('dispatcher')).get<IncidentSummary[]>('/api/incidents')).body;
  const row = async (id: string): Promise<IncidentSummary | undefined> => (await board()).find((one) => one.id === id);

  test('[R13] [R16] 46 calls about one event in 15 minutes, a feed among them: one interruption, one incident that keeps every caller', async () => {
    const first = await call({ grade: 'priority' });
    await (
      await app.as('dispatcher')
    ).post(`/api/incidents/${first}/dispatch`, { officers: ['officer1'], etaMinutes: 9 });
    await (
      await app.as('dispatcher')
    ).post(`/api/incidents/${first}/readings`, { version: 1, to: ['officer1'], freeToSpeak: true });
    const others: string[] = [];
    const interrupted = new Set<string>();
    for (let n = 1; n < 46; n += 1) {
      await app.advance('19 s');
      if (n === 20) {
        const reference = 'CAD-20';
        const caller = { phone: '01632 960999' };
        const report = {
          source: 'cad' as const,
          grade: 'priority' as const,
          reference,
          people: [],
          location: PLACE,
          caller,
        };
        await app.get(Intake).take({ report });
        await app.settled();
        others.push((await board()).find((one) => one.reference === reference)!.id);
      } else others.push(await call({ grade: n % 2 === 0 ? 'priority' : 'scheduled' }));
      const alerts = app.get(AlertsModel).of('dispatcher', app.time.now());
      for (const { id, interrupts, again } of alerts) if (interrupts && !again) interrupted.add(id);
      if (n === 10) {
        expect(alerts[0]?.sentence).toContain('11 calls from this place since 21:00');
        expect((await row(others.at(-1)!))?.sameEvent).toHaveLength(10);
        // From here on each call is made part of the event when it comes.
        for (const id of others) expect((await link(id, first)).status).toBe(200);
      } else if (n > 10) expect((await link(others.at(-1)!, first)).status).toBe(200);
    }
    expect([...interrupted]).toEqual([`same-event:${first}`]);
    const rows = await board();
    expect(rows.map(({ id, merged, sameEvent }) => [id, merged.length, sameEvent.length])).toEqual([[first, 45, 0]]);
    expect(rows[0]).toMatchObject({ grade: 'priority', firstRingAt: '2026-07-30T20:00:00.000Z' });
    const mine = await (await app.as('handler')).get<IncidentSummary[]>('/api/incidents');
    expect(mine.body.filter(({ partOf }) => partOf === first)).toHaveLength(44);
    expect(app.get(AlertsModel).of('dispatcher', app.time.now())).toEqual([]);
  });

  test('[R6] [R15] the higher grade stays and clocks run from the earliest first ring; unlinked, both are as before', async () => {
    const early = await call({ grade: 'immediate', firstRingAt: '2026-07-30T19:50:00.000Z' });
    const late = await call({ grade: 'scheduled' });
    expect((await link(early, late)).body).toMatchObject({ incidentId: late, callers: 2 });
    expect(await row(late)).toMatchObject({ grade: 'immediate', firstRingAt: '2026-07-30T19:50:00.000Z' });
    await app.advance('11 min');
    const passed = (await app.events(late)).filter(({ type }) => type === 'clock-passed');
    expect(passed).toMatchObject([{ body: { grade: 'immediate' } }]);
    expect((await app.events(early)).some(({ type }) => type === 'clock-passed')).toBe(false);

    expect((await unlink(early)).status).toBe(200);
    expect(await row(late)).toMatchObject({ grade: 'scheduled', firstRingAt: '2026-07-30T20:00:00.000Z', merged: [] });
    expect(await row(early)).toMatchObject({ grade: 'immediate' });
    expect((await unlink(early)).status).toBe(404);
  });

  test('[R6] a request for a lower grade that waits at a call ends when the call becomes part of another', async () => {
    const [first, second] = [await call({ grade: 'immediate' }), await call({ grade: 'immediate' })];
    const asked = await (
      await app.as('handler')
    ).post<{ id: string }>(`/api/incidents/${second}/downgrades`, {
      to: 'priority',
      reason: 'all is quiet',
      victimRequested: true,
      noImmediateThreat: true,
    });
    expect(asked.status).toBe(201);
    expect((await link(second, first)).status).toBe(200);
    const ruling = { approve: true, reason: 'as asked', cardVersion: app.card(second).version };
    const ruled = await (await app.as('supervisor')).post<Problem>(`/api/downgrades/${asked.body.id}/ruling`, ruling);
    expect(ruled).toMatchObject({ status: 409, body: { code: 'LAPSED' } });
    expect(ruled.body.detail).toContain('is part of');
    const waiting = await (await app.as('supervisor')).get<readonly unknown[]>('/api/downgrades?state=waiting');
    expect(waiting.body).toEqual([]);
  });

  test('[R15] a call without a grade keeps the event on the immediate clock, whatever the others were graded', async () => {
    const ungraded = await call();
    await link(await call({ grade: 'scheduled' }), ungraded);
    expect((await row(ungraded))?.grade).toBeNull();
  });

  test('[R14] whom a call is about comes onto the card; a caller who wants to stay unnamed stays with their call', async () => {
    const first = await call();
    const second = await call({
      people: [{ role: 'suspect', givenNames: 'Thomas', surname: 'Guthrie' }],
      caller: { name: 'Mabel Collins', phone: '07700 900999' },
      call: { state: 'open', anonymous: true },
    });
    expect((await link(second, first)).status).toBe(200);
    expect(app.card(first).situation.people.map(({ name }) => name)).toEqual(['Thomas Guthrie']);
    await unlink(first, second);
    expect(app.card(first).situation.people).toEqual([]);
  });

  test('[R16] what is added to a call reaches the event that it is part of: people, and a higher grade', async () => {
    const first = await call({ grade: 'scheduled' });
    const second = await call({ grade: 'scheduled' });
    expect((await link(second, first)).status).toBe(200);
    const handler = await app.as('handler');
    const revise = async (version: number, patch: object) => {
      const ifMatch = { 'if-match': String(version) };
      const { status } = await handler.patch(`/api/incidents/${second}`, patch, ifMatch);
      expect(status).toBe(200);
      await app.settled();
    };
    await revise(1, { people: [{ role: 'suspect', givenNames: 'Thomas', surname: 'Guthrie' }] });
    expect(app.card(first).situation.people.map(({ name }) => name)).toEqual(['Thomas Guthrie']);
    expect(app.card(first).matches.length).toBeGreaterThan(0);
    await revise(2, { grade: 'immediate' });
    expect(await row(first)).toMatchObject({ grade: 'immediate' });
    // A person lowers the whole event: what is added to the call later does not bring the grade back.
    const asked = { to: 'priority', reason: 'they have left', victimRequested: false, noImmediateThreat: true };
    const { body } = await handler.post<{ id: string }>(`/api/incidents/${first}/downgrades`, asked);
    const cardVersion = app.card(first).version;
    const ruling = { approve: true, reason: 'agreed', cardVersion };
    await (await app.as('supervisor')).post(`/api/downgrades/${body.id}/ruling`, ruling);
    await app.settled();
    await revise(3, { people: [{ role: 'witness', givenNames: 'Ada', surname: 'Byron' }] });
    expect(app.card(first).situation.people.map(({ name }) => name)).toEqual(['Thomas Guthrie', 'Ada Byron']);
    expect(await row(first)).toMatchObject({ grade: 'priority' });
    app = await app.restart();
    expect(await row(first)).toMatchObject({ grade: 'priority' });
  });

  test.each([
    ['the same number', { caller: { phone: '01632 960001' } }, { caller: { phone: '01632 960001' }, location: MARKED }],
    ['a marked address', { location: MARKED }, { location: MARKED }],
  ])('[R16] %s is a repeat call: it interrupts, and is never merged', async (_what, one, other) => {
    const first = await call(one);
    const second = await call(other);
    const kinds = app
      .get(AlertsModel)
      .of('dispatcher', app.time.now())
      .map(({ kind }) => kind);
    expect(kinds).toContain('repeat-call');
    expect((await row(second))?.sameEvent).toEqual([]);
    expect((await link(second, first)).body.code).toBe('REPEAT_CALL');
    expect(await board()).toHaveLength(2);
  });

  test('[R16] a person may say that it is a repeat: each shows the other; and what has officers or calls is not swallowed', async () => {
    const [first, second, third] = [await call(), await call({ location: { text: '2 Mill Lane' } }), await call()];
    expect((await link(second, first, 'repeat')).body.repeats).toHaveLength(1);
    expect(app.card(first).linked.find(({ incidentId }) => incidentId === second)?.because).toEqual(['said']);
    expect(app.card(second).linked.find(({ incidentId }) => incidentId === first)?.because).toEqual(['said']);
    expect((await link(second, first)).body.code).toBe('REPEAT_CALL');
    await (
      await app.as('dispatcher')
    ).post(`/api/incidents/${third}/dispatch`, { officers: ['officer1'], etaMinutes: 9 });
    expect((await link(third, first)).body.code).toBe('OFFICERS_SENT');
    const fourth = await call();
    await link(fourth, first);
    expect((await link(first, third)).body.code).toBe('ALREADY_LINKED');
    expect(
      (await (await app.as('handler')).post(`/api/incidents/${fourth}/links`, { to: first, kind: 'repeat' })).status,
    ).toBe(403);
    app = await app.restart();
    expect(await board()).toHaveLength(3);
  });
});
