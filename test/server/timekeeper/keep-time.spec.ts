import { App } from '../../support/app.js';

const passed = async (app: App, id: string): Promise<string[]> =>
  (await app.events(id)).filter(({ type }) => type === 'clock-passed').map(({ at }) => at);

describe('what time does to incidents', () => {
  let app: App;
  afterEach(() => app.close());

  test('[R15] the immediate clock passes 20 minutes after the first ring, an ungraded incident’s too, and once', async () => {
    app = await App.open();
    const id = await app.report({ firstRingAt: '2026-07-30T11:55:00Z' });
    await app.advance('14 min');
    expect(await passed(app, id)).toEqual([]);
    await app.advance('2 h');
    expect(await passed(app, id)).toEqual(['2026-07-30T12:15:00.000Z']);
  });

  test('[R15] it never restarts: raised late, the immediate clock has passed already', async () => {
    app = await App.open();
    const id = await app.report({ grade: 'priority' });
    await app.advance('30 min');
    expect(await passed(app, id)).toEqual([]);
    await (await app.as('handler')).patch(`/api/incidents/${id}`, { grade: 'immediate' }, { 'if-match': '1' });
    await app.settled();
    expect(await passed(app, id)).toEqual(['2026-07-30T12:30:00.000Z']);
  });

  test('[R15] what fell due while Outrider was away is done at once when it is back, and not twice', async () => {
    app = await App.open();
    const id = await app.report({});
    app = await app.restart('3 h');
    expect(await passed(app, id)).toEqual(['2026-07-30T15:00:00.000Z']);
    app = await app.restart();
    expect(await passed(app, id)).toHaveLength(1);
  });

  test('[R15] the night in which the clocks go back is an hour longer, and no clock is', async () => {
    // 01:50 in summer time; twenty minutes on it is 01:10 in winter time.
    app = await App.open({ at: '2026-10-25T00:50:00.000Z' });
    const id = await app.report({ grade: 'priority' });
    await app.advance('4 h');
    expect(await passed(app, id)).toEqual(['2026-10-25T01:50:00.000Z']);
  });

  test('[R15] whoever is there in time stops the clock', async () => {
    app = await App.open();
    const id = await app.report({});
    const dispatcher = await app.as('dispatcher');
    await dispatcher.post(`/api/incidents/${id}/dispatch`, { officers: ['officer1', 'officer2'] });
    await dispatcher.post(`/api/incidents/${id}/arrival`, { officer: 'officer1' });
    await app.advance('1 h');
    expect(await passed(app, id)).toEqual([]);
  });
});
