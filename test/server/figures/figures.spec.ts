import type { Card, DeskState } from '../../../server/contract/index.js';
import { isValidClear } from '../../../server/domain/briefing/clear-is-valid.js';
import { App } from '../../support/app.js';
import { next } from '../../support/api.js';

const AT = '2026-07-30T02:00:00.000Z';
const MABEL = {
  grade: 'immediate' as const,
  people: [{ role: 'victim' as const, givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' }],
};

/** The samples of one figure, by their labels. */
async function figure(app: App, name: string): Promise<Record<string, number>> {
  const { body } = await app.call<string>('GET', '/metrics');
  const lines = body.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  return Object.fromEntries(
    lines.map((line) => [line.slice(name.length, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  );
}

describe('figures of the service', () => {
  let app: App;
  beforeAll(async () => {
    app = await App.open({ at: AT });
  });
  afterAll(() => app.close());

  const post = async (as: string, path: string, body: object): Promise<void> => {
    const { status } = await (await app.as(as)).post(path, body);
    expect([200, 201, 204]).toContain(status);
    await app.settled();
  };

  test('[R10] from a call to the door: who looked when, who arrived informed, who in silence', async () => {
    await post('analyst', '/api/desk/shift', { onDuty: true });
    const id = await app.report(MABEL);
    await post('dispatcher', `/api/incidents/${id}/dispatch`, { officers: ['officer1', 'officer2'], etaMinutes: 9 });
    const socket = (await app.as('officer1')).connect();
    const { card } = await next(socket, 'card', (frame) => frame.card.incidentId === id);
    await app.advance('60 s');
    await post('analyst', '/api/desk/jobs/next', {});
    await post('analyst', `/api/desk/jobs/${id}/first-look`, {});
    await app.advance('20 s');
    await socket.emitWithAck('acknowledge', { incidentId: id, version: card.version });
    await app.advance('100 s');
    await post('dispatcher', `/api/incidents/${id}/arrival`, { officer: 'officer1' });
    await post('dispatcher', `/api/incidents/${id}/arrival`, { officer: 'officer2' });

    expect(await figure(app, 'first_look_seconds_sum')).toEqual({ '{grade="immediate"}': 60 });
    expect(await figure(app, 'time_before_arrival_seconds_sum')).toEqual({ '{grade="immediate"}': 120 });
    expect(await figure(app, 'arrived_informed_ratio')).toEqual({ '{grade="immediate",review="first-look"}': 0.5 });
    expect(await figure(app, 'arrived_silent_total')).toEqual({ '': 1 });
    expect(Object.values(await figure(app, 'ack_seconds_sum'))).toEqual([80]);
    expect(await figure(app, 'backfill_age_seconds')).toEqual({ '': 0 });
    expect((await figure(app, 'interruptive_alerts_per_10min'))['{role="dispatcher"}']).toBeGreaterThan(0);
    const receipts = await figure(app, 'register_receipts_total');
    expect(receipts['{register="critical-marker",status="hit"}']).toBeGreaterThan(0);
    expect(Object.values(await figure(app, 'clear_invalid_total')).reduce((sum, n) => sum + n, 0)).toBe(0);
  });

  test('a danger that comes when officers are there, and the age of what nobody has looked at', async () => {
    const id = await app.report({
      people: [{ role: 'suspect', givenNames: 'Otto', surname: 'Quist', dateOfBirth: '1979-01-02' }],
    });
    await post('dispatcher', `/api/incidents/${id}/dispatch`, { officers: ['officer3'] });
    await app.advance('30 s');
    await post('dispatcher', `/api/incidents/${id}/arrival`, { officer: 'officer3' });
    const people = [{ role: 'holder', givenNames: 'Otto', surname: 'Quist', dateOfBirth: '1979-01-02' }];
    await app.take('firearms', { recordId: 'Q-1', people, summary: 'One shotgun', recordedAt: '2026-01-05' });
    expect(await figure(app, 'risk_raised_after_arrival_total')).toEqual({ '': 1 });
    expect(await figure(app, 'backfill_age_seconds')).toEqual({ '': 30 });
    await post('dispatcher', `/api/incidents/${id}/departure`, { officer: 'officer3' });
    expect(await figure(app, 'shed_total')).toMatchObject({ '{class="full-research"}': 1 });
  });

  test('how long each service level was announced, however often it is asked', async () => {
    const { body } = await (await app.as('supervisor')).get<DeskState>('/api/desk');
    const before = (await figure(app, 'service_level_seconds'))[`{level="${body.level}"}`] ?? 0;
    await app.advance('10 s');
    await figure(app, 'service_level_seconds');
    await app.advance('10 s');
    expect((await figure(app, 'service_level_seconds'))[`{level="${body.level}"}`]).toBe(before + 20);
  });

  test.each([
    'arrived_informed_ratio',
    'arrived_silent_total',
    'first_look_seconds',
    'time_before_arrival_seconds',
    'register_receipts_total',
    'clear_shown_total',
    'clear_invalid_total',
    'service_level_seconds',
    'backfill_age_seconds',
    'risk_raised_after_arrival_total',
    'interruptive_alerts_per_10min',
    'ack_seconds',
    'shed_total',
    'reports_waiting',
  ])('%s is told, with what it means', async (name) => {
    const { body } = await app.call<string>('GET', '/metrics');
    expect(body).toContain(`# HELP ${name} `);
    expect(body).toMatch(new RegExp(`^${name}(_count)?(\\{|\\s)`, 'm'));
  });

  test('names nobody: labels hold ids of registers, grades, levels and roles', async () => {
    const { body } = await app.call<string>('GET', '/metrics');
    for (const word of ['Mabel', 'Collins', 'Quist', 'officer1', 'analyst']) expect(body).not.toContain(word);
  });

  test('a restart counts nothing twice and loses nothing', async () => {
    const before = await figure(app, 'register_receipts_total');
    app = await app.restart();
    expect(await figure(app, 'register_receipts_total')).toEqual(before);
    expect(await figure(app, 'arrived_silent_total')).toEqual({ '': 2 });
  });
});

describe('a line that says "no trace", looked at once more', () => {
  const receipt = { subject: { kind: 'person', id: 'p' }, status: 'no-trace', asOf: AT, checkedAt: AT } as const;
  const line = (...subjects: Card['checks'][number]['subjects']) => ({
    register: 'firearms',
    status: 'no-trace' as const,
    subjects,
  });

  test.each([
    ['a fresh receipt for every subject', line(receipt, receipt), true],
    ['no subject at all', line(), false],
    ['a subject that was not checked', line(receipt, { ...receipt, status: 'not-checked' }), false],
    [
      'a receipt that does not say up to when',
      line({ subject: receipt.subject, status: 'no-trace', checkedAt: AT }),
      false,
    ],
    ['a receipt that is too old', line({ ...receipt, asOf: '2026-07-01T00:00:00.000Z' }), false],
  ])('[R2] %s', (_what, check, valid) => {
    expect(isValidClear(check, 72, AT)).toBe(valid);
  });
});
