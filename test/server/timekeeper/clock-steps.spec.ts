import { App } from '../../support/app.js';

const HOUR_MS = 3_600_000;

describe('a clock that is set while it runs', () => {
  let app: App;
  afterEach(() => app.close());

  test.each([
    ['back', -HOUR_MS],
    ['forward', HOUR_MS],
  ])('[R9, R15] %s by an hour: everything that was due comes once, cards come in order', async (_way, by) => {
    app = await App.open({ registers: false });
    const before = await app.report({ grade: 'priority' });
    await app.advance('5 min');
    app.time.set(new Date(Date.parse(app.time.now()) + by).toISOString());
    const socket = (await app.as('handler')).connect();
    const frames: { readonly n: number; readonly seq: number }[] = [];
    socket.onAny((_event, frame: { n?: number; seq?: number }) => {
      if (frame.n !== undefined && frame.seq !== undefined) frames.push({ n: frame.n, seq: frame.seq });
    });
    const after = await app.report({ grade: 'priority', narrative: 'first' });
    await (await app.as('handler')).patch(`/api/incidents/${after}`, { weapons: 'a knife' }, { 'if-match': '1' });
    await app.settled();
    await socket.emitWithAck('received', { epoch: 'none', seq: 0 });
    expect(frames.map(({ n }) => n)).toEqual(frames.map((_frame, index) => index + 1));
    expect(frames.map(({ seq }) => seq)).toEqual(frames.map(({ seq }) => seq).toSorted((a, b) => a - b));
    await app.advance('3 h');
    for (const id of [before, after]) {
      const events = await app.events(id);
      expect(events.filter(({ type }) => type === 'clock-passed')).toHaveLength(1);
      expect(events.map(({ version }) => version)).toEqual(events.map((_event, index) => index + 1));
    }
  });
});
