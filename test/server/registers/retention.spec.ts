import type { AuditPage, RecordDue, RegisterState } from '../../../server/contract/index.js';
import { AlertsModel } from '../../../server/delivery/alerts.model.js';
import { RegistersModel } from '../../../server/registers/registers.model.js';
import { RegisterStore } from '../../../server/ports.js';
import { App } from '../../support/app.js';
import { someFileHolds } from '../../support/log-folder.js';

const PERSON = { role: 'victim', givenNames: 'Rosalind', surname: 'Attenborrow', dateOfBirth: '1979-02-03' };
const MARKER = {
  recordId: 'CM-7',
  summary: 'Threatened',
  recordedAt: '2026-01-14',
  reviewBy: '2026-08-01',
  people: [PERSON],
};
const ORDER = {
  recordId: 'CO-1',
  summary: 'Non-molestation order',
  recordedAt: '2026-01-14',
  validUntil: '2026-07-30T18:00:00Z',
  people: [{ ...PERSON, role: 'protected' }],
};

let app: App;
beforeEach(async () => {
  app = await App.open({ registers: false });
  await app.take('critical-marker', MARKER);
  await app.take('court-order', ORDER);
});
afterEach(() => app.close());

const due = async (as = 'admin'): Promise<RecordDue[]> =>
  (await (await app.as(as)).get<RecordDue[]>('/api/registers/reviews')).body;
const review = async (register: string, record: string, body: object) =>
  (await app.as('admin')).post(`/api/registers/${register}/records/${record}/review`, body);
const kinds = async (): Promise<string[]> => {
  const id = await app.report({ people: [{ ...PERSON, role: 'victim' }] });
  // What has ended is on the card as ended, and is none of the dangers.
  return app.card(id).flags.flatMap(({ kind, headline }) => (headline.startsWith('Ended') ? [] : [kind]));
};
const stored = (): unknown =>
  app.get(RegisterStore).get('critical-marker', 'CM-7', app.get(RegistersModel).active('critical-marker'));

describe('how long a record is kept', () => {
  test('[R2] an order is in force until its instant, and waits for a review after it; nothing goes by itself', async () => {
    expect(await kinds()).toContain('court-order');
    expect(await due()).toEqual([]);
    app = await app.restart('7 h');
    expect(await kinds()).not.toContain('court-order');
    app = await app.restart('3 d');
    expect(await due()).toMatchObject([
      { register: 'court-order', recordId: 'CO-1', why: 'expired' },
      { register: 'critical-marker', recordId: 'CM-7', why: 'review' },
    ]);
    expect((await (await app.as('officer1')).get('/api/registers/reviews')).status).toBe(403);
    expect(await kinds()).toContain('critical-marker');
  });

  test('[R8] that records are due is said once to those who keep them, on the morning of the day, and again when others are', async () => {
    const told = (who: string): string[] =>
      app
        .get(AlertsModel)
        .of(who, app.time.now())
        .flatMap(({ kind, sentence }) => (kind === 'records-due' ? [sentence] : []));
    const morning = async (): Promise<void> => {
      await app.advance('1 d');
      await app.report({});
    };
    await app.report({});
    expect(told('admin')).toEqual([]);
    await morning();
    expect(told('admin')).toEqual([expect.stringMatching(/^1 record is due for review: /)]);
    expect({ inspector: told('inspector').length, handler: told('handler'), officer: told('officer1') }).toEqual({
      inspector: 1,
      handler: [],
      officer: [],
    });
    const [alert] = app.get(AlertsModel).of('admin', app.time.now());
    await (await app.as('admin')).post(`/api/alerts/${alert?.id}/acknowledgement`, { version: alert?.version });
    expect(told('admin')).toEqual([]);
    await morning();
    await morning();
    expect(told('admin')).toEqual([expect.stringMatching(/^2 records are due for review: /)]);
    expect(told('inspector')).toHaveLength(1);
    app = await app.restart('1 d');
    expect(told('inspector')).toHaveLength(1);
  });

  test('what is kept is looked at again on its day', async () => {
    app = await app.restart('3 d');
    expect((await review('critical-marker', 'CM-7', { outcome: 'keep', reason: 'still at risk' })).status).toBe(400);
    await review('critical-marker', 'CM-7', {
      outcome: 'keep',
      reviewBy: '2026-08-10T00:00:00Z',
      reason: 'still at risk',
    });
    await app.settled();
    expect((await due()).map(({ recordId }) => recordId)).toEqual(['CO-1']);
    app = await app.restart('9 d');
    expect((await due()).map(({ recordId }) => recordId)).toContain('CM-7');
  });

  test('what was reviewed may be taken back for seven days; then its contents are erased, and match no more', async () => {
    app = await app.restart('3 d');
    await review('critical-marker', 'CM-7', { outcome: 'erase', reason: 'no risk any more' });
    await app.settled();
    expect(await due()).toContainEqual(
      expect.objectContaining({ recordId: 'CM-7', erasesAt: '2026-08-09T12:00:00.000Z' }),
    );
    app = await app.restart('6 d');
    expect(stored()).toMatchObject({ summary: 'Threatened' });
    app = await app.restart('1 d');
    await app.settled();
    expect(stored()).toBeUndefined();
    expect(await kinds()).not.toContain('critical-marker');
    expect((await due()).map(({ recordId }) => recordId)).toEqual(['CO-1']);
  });
});

describe('a record that is erased', () => {
  const erase = async (record: string) =>
    (await app.as('admin')).post(`/api/registers/critical-marker/records/${record}/erasure`, { reason: 'by order' });
  const hold = async (held: boolean) =>
    (await app.as('inspector')).put('/api/registers/critical-marker/records/CM-7/hold', { held, reason: 'an inquest' });

  test('[R7] is in no file any more, typed and shown in a draft as it was; that there was one stays in the record', async () => {
    const typing = (await app.as('handler')).connect();
    const drafted = await typing.emitWithAck('draft', {
      source: '999',
      people: [{ id: 'p1', ...PERSON, role: 'victim' }],
    });
    expect(drafted).toMatchObject({ ok: true, matches: expect.arrayContaining([expect.anything()]) });
    expect(await someFileHolds(app.folder, 'Attenborrow')).toBe(true);
    expect((await erase('CM-7')).status).toBe(204);
    await (await app.as('admin')).post('/api/registers/court-order/records/CO-1/erasure', { reason: 'by order' });
    await app.settled();
    for (const word of ['Attenborrow', 'Threatened', 'Non-molestation'])
      expect(await someFileHolds(app.folder, word)).toBe(false);
    const { body } = await (await app.as('auditor')).get<AuditPage>('/api/audit?record=critical-marker/CM-7');
    expect(body.entries.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['erasure', 'consultation']));
    expect(body.entries.find(({ kind }) => kind === 'erasure')).toMatchObject({ by: 'admin', reason: 'by order' });
    expect((await erase('CM-7')).status).toBe(404);
    app = await app.restart();
    expect(await kinds()).toEqual([]);
  });

  test('[R2] leaves open cards with a correction, and makes nothing look fresher than it is', async () => {
    const asOf = async (): Promise<string | undefined> =>
      (await (await app.as('admin')).get<RegisterState[]>('/api/registers')).body.find(
        ({ id }) => id === 'critical-marker',
      )?.asOf;
    const id = await app.report({ people: [{ ...PERSON, role: 'victim' }] });
    const before = await asOf();
    await app.advance('1 h');
    await erase('CM-7');
    await app.settled();
    expect(app.card(id).matches.map(({ recordId }) => recordId)).not.toContain('CM-7');
    expect(await asOf()).toBe(before);
  });

  test('a legal hold goes before every erasure, and says so; when it is lifted, what was reviewed goes', async () => {
    app = await app.restart('3 d');
    await review('critical-marker', 'CM-7', { outcome: 'erase', reason: 'no risk any more' });
    expect((await hold(true)).status).toBe(204);
    await app.settled();
    expect(await erase('CM-7')).toMatchObject({ status: 409, body: { code: 'LEGAL_HOLD' } });
    expect(await review('critical-marker', 'CM-7', { outcome: 'erase', reason: 'again' })).toMatchObject({
      status: 409,
      body: { code: 'LEGAL_HOLD' },
    });
    app = await app.restart('10 d');
    expect(stored()).toMatchObject({ summary: 'Threatened' });
    expect((await due()).find(({ recordId }) => recordId === 'CM-7')).toMatchObject({ heldSince: expect.anything() });
    await hold(false);
    await app.settled();
    expect(stored()).toBeUndefined();
  });

  test('what its source sends again is there again, and is due for a review that says so', async () => {
    app = await app.restart('3 d');
    await erase('CM-7');
    await app.take('critical-marker', MARKER);
    app = await app.restart();
    expect(await kinds()).toContain('critical-marker');
    expect((await due()).find(({ recordId }) => recordId === 'CM-7')).toMatchObject({
      erasedBefore: expect.stringContaining('2026-08-02'),
    });
  });
});
