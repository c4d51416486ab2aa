import { EventLog } from '../../../server/ports.js';
import { App } from '../../support/app.js';
import { next } from '../../support/api.js';

describe('an event that a newer Outrider has written, beside this one', () => {
  let app: App;
  beforeEach(async () => {
    app = await App.open({ registers: false });
  });
  afterEach(() => app.close());

  /** What a node of the next version appends to the log that both follow. */
  const appendAsNewer = async (incidentId: string, type: string, v: number): Promise<void> => {
    await app.get(EventLog).append({
      stream: `incident/${incidentId}`,
      expected: 'any',
      events: [{ type, body: { v, something: 'else' } }],
      at: app.time.now(),
      by: 'handler',
      command: { id: `newer-${type}-${v}`, digest: 'd'.repeat(64) },
    });
    await app.settled();
  };

  test.each([
    ['a type that is not known', 'drone-sent', 1],
    ['a version that is not known', 'revised', 99],
  ])(
    '[R2] [R9] %s: the incident is taken from the screens and refused in words, the rest goes on',
    async (_, type, v) => {
      const [handler, supervisor] = [await app.as('handler'), await app.as('supervisor')];
      const theirs = await app.report({ caller: { phone: '01632 960001' } });
      const other = await app.report({ caller: { phone: '01632 960002' } });
      const screen = handler.connect();
      await next(screen, 'tick');
      const taken = next(screen, 'gone');
      const board = next(screen, 'incident', ({ gone }) => gone.length > 0);
      await appendAsNewer(theirs, type, v);
      expect((await taken).incidentId).toBe(theirs);
      expect((await board).gone).toEqual([theirs]);

      for (const path of [`/api/incidents/${theirs}`, `/api/incidents/${theirs}/card`])
        expect(await handler.get(path)).toMatchObject({ status: 503, body: { code: 'NEWER_VERSION' } });
      const patch = { narrative: 'more' };
      expect(await handler.patch(`/api/incidents/${theirs}`, patch, { 'if-match': '1' })).toMatchObject({
        status: 503,
        body: { code: 'NEWER_VERSION' },
      });
      expect(await supervisor.get('/api/incidents')).toMatchObject({ status: 200, body: [{ id: other }] });
      expect((await handler.patch(`/api/incidents/${other}`, patch, { 'if-match': '1' })).status).toBe(200);
      expect((await app.call('GET', '/readyz')).body).toMatchObject({
        status: 'ready, degraded',
        detail: expect.stringContaining('refused here (1)') as string,
      });
      await app.advance('30 min');

      // Started again, it refuses the same, and goes on with the same.
      app = await app.restart();
      const again = await app.as('handler');
      expect((await again.get(`/api/incidents/${theirs}`)).status).toBe(503);
      expect((await again.get(`/api/incidents/${other}`)).status).toBe(200);
    },
  );
});
