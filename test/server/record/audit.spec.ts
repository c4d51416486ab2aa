import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  OPERATIONS,
  type AuditEntry,
  type AuditPage,
  type Found,
  type Kept,
  type LogLine,
} from '../../../server/contract/index.js';
import { EventLog, StorageUnavailable, type Append } from '../../../server/ports.js';
import { exportEvidence } from '../../../server/platform/verifier/export-evidence.js';
import { verifyRecord } from '../../../server/platform/verifier/verify.js';
import { App } from '../../support/app.js';
import { someFileHolds } from '../../support/log-folder.js';

const MABEL = { id: 'p1', role: 'victim' as const, givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' };
const AT_HOME = { street: '1 High Street', town: 'Billericay', postcode: 'CM12 9BE' };

const brief = ({ kind, by, recipient, reason }: AuditEntry): string =>
  `${kind} by ${by}${recipient === undefined ? '' : ` to ${recipient}`}: ${reason}`;

describe('the record of who did what to whose data', () => {
  let app: App;
  let id: string;
  beforeAll(async () => {
    app = await App.open();
    id = await app.report({ people: [MABEL], location: AT_HOME });
    await (await app.as('supervisor')).get(`/api/incidents/${id}`);
  });
  afterAll(() => app.close());

  const audit = async (query: string): Promise<AuditPage> =>
    (await (await app.as('auditor')).get<AuditPage>(`/api/audit?${query}`)).body;

  test('[R7] says of an incident who collected, combined, was shown and consulted, for which derived reason', async () => {
    const { entries } = await audit(`incidentId=${id}`);
    expect(entries.map(brief)).toEqual([
      'consultation by supervisor to supervisor: supervising',
      'disclosure by handler to handler: creator',
      'combination by handler: incident',
      'collection by handler: incident',
    ]);
    const [read, , combined] = entries;
    expect(read?.fields).toEqual(expect.arrayContaining(['situation', 'flags', 'matches', 'record.summary']));
    expect(read?.records?.some((record) => /^critical-marker\/.+@\d{4}-/.test(record))).toBe(true);
    expect(combined?.records).toEqual(expect.arrayContaining([...(read?.records ?? [])]));
    expect(JSON.stringify(entries)).not.toMatch(/Mabel|Collins|Billericay/);
  });

  test('[R7] finds by record, person and time, a page at a time, and reading it is in it', async () => {
    const found = (await (await app.as('auditor')).post<Found[]>('/api/audit/people', MABEL_SOUGHT)).body;
    expect(found.map(({ incidentId }) => incidentId)).toContain(id);
    const record = found.find((one) => one.record?.startsWith('critical-marker/'))?.record ?? '';
    const { entries } = await audit(`record=${record}`);
    expect(entries.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['consultation', 'combination']));
    const own = await audit('user=auditor&operation=consultation');
    expect(own.entries.some(({ what }) => what.includes(`record=${record}`))).toBe(true);
    expect(own.entries.some(({ what }) => what === 'audit.read: audit: a person')).toBe(true);
    const first = await audit('limit=2');
    const second = await audit(`limit=2&before=${first.next}`);
    const positions = [...first.entries, ...second.entries].map(({ position }) => position);
    expect(positions).toEqual(positions.toSorted((a, b) => b - a));
    expect((await audit('until=2020-01-01T00:00:00Z')).entries).toEqual([]);
  });

  test('[R7] an event that is more operations than a page holds goes on the next one, none twice and none left out', async () => {
    for (const place of ['2 High Street', '3 High Street']) await app.report({ location: { text: place } });
    await (await app.as('supervisor')).get('/api/incidents');
    const whole = await audit('limit=200');
    const most = Math.max(
      ...whole.entries.map(({ position: at }) => whole.entries.filter((one) => one.position === at).length),
    );
    expect(most).toBeGreaterThan(1);
    const below = whole.entries[0]?.position ?? 0;
    const told: AuditEntry[] = [];
    for (let before: string | undefined = `${below + 1}`; before !== undefined;) {
      const page: AuditPage = await audit(`limit=1&before=${before}`);
      expect(page.entries.length).toBeLessThanOrEqual(1);
      told.push(...page.entries);
      before = page.next;
    }
    expect(told).toEqual((await audit(`limit=200&before=${below + 1}`)).entries);
  });

  test('[R7] is exported by the server, and the export is verified', async () => {
    const { body, headers } = await (await app.as('auditor')).get<string>(`/api/audit/export?incidentId=${id}`);
    expect(headers.get('content-type')).toContain('application/x-ndjson');
    expect(body.trim().split('\n')[0]).toContain(`"sought":{"incidentId":"${id}"}`);
    const file = join(app.folder, 'export.ndjson');
    await writeFile(file, body);
    const verdict = await verifyRecord(await exportEvidence(file, undefined));
    expect(verdict).toMatchObject({ found: 0 });
    expect(verdict.headers).toBeGreaterThan(1);
  });

  test('[R7] is the auditor’s alone', async () => {
    for (const who of ['handler', 'supervisor', 'admin', 'officer1'])
      for (const path of ['/api/audit', '/api/audit/export'])
        expect((await (await app.as(who)).get(path)).status).toBe(403);
    expect((await (await app.as('handler')).post('/api/audit/people', MABEL_SOUGHT)).status).toBe(403);
  });

  test('[R7] no record, no read: nothing is answered that cannot be recorded, by request or by socket', async () => {
    const log = app.get(EventLog);
    const append = log.append.bind(log);
    const supervisor = await app.as('supervisor');
    const auditor = await app.as('auditor');
    log.append = (request: Append) =>
      request.stream.startsWith('reader/')
        ? Promise.reject(new StorageUnavailable('the disk is full'))
        : append(request);
    try {
      for (const path of [
        `/api/incidents/${id}`,
        `/api/incidents/${id}/card`,
        `/api/incidents/${id}/log`,
        '/api/incidents',
      ])
        expect(await supervisor.get(path)).toMatchObject({ status: 503, body: { code: 'STORAGE_UNAVAILABLE' } });
      expect((await auditor.get('/api/audit')).status).toBe(503);
      expect((await auditor.get('/api/audit/export')).status).toBe(503);
      const shown: string[] = [];
      const socket = supervisor.connect();
      socket.onAny((...frame: unknown[]) => shown.push(JSON.stringify(frame)));
      await new Promise((gone) => socket.once('disconnect', gone));
      // Who has read which version is said without a word of what it says.
      expect(shown.filter((frame) => frame.includes(id) && !frame.startsWith('["delivery"'))).toEqual([]);
    } finally {
      log.append = append;
    }
  });

  test('[R11] erasure: on hold it is refused; afterwards nothing says what it was, and the record says what was done', async () => {
    const gone = await app.report({ people: [{ ...MABEL, surname: 'Forgettable' }], location: AT_HOME });
    await (await app.as('supervisor')).get(`/api/incidents/${gone}`);
    const admin = await app.as('admin');
    const erase = () => admin.post<Kept>(`/api/incidents/${gone}/erasure`, { reason: 'kept for seven years' });
    expect((await erase()).body).toMatchObject({ code: 'NOT_CLOSED' });
    await app.closeOutright(gone);
    expect((await admin.put(`/api/incidents/${gone}/hold`, { held: true, reason: 'inquest' })).status).toBe(200);
    expect((await erase()).body).toMatchObject({ code: 'LEGAL_HOLD' });
    expect((await admin.put(`/api/incidents/${gone}/hold`, { held: false, reason: 'inquest over' })).status).toBe(200);
    expect((await erase()).body).toEqual({ incidentId: gone, state: 'erased' });
    expect((await erase()).body).toMatchObject({ code: 'ERASED' });
    expect(await someFileHolds(app.folder, 'Forgettable')).toBe(false);
    expect(await answersWith(app, 'Forgettable', gone)).toEqual([]);
    const { entries } = await audit(`incidentId=${gone}&limit=200`);
    expect(entries[0]).toMatchObject({ kind: 'erasure', by: 'admin', reason: 'kept for seven years' });
    expect(entries.map(brief)).toContain('consultation by supervisor to supervisor: supervising');
    expect(entries.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['collection', 'combination']));
    const restarted = (app = await app.restart());
    const after = await (await restarted.as('auditor')).get<AuditPage>(`/api/audit?incidentId=${gone}&limit=200`);
    expect(after.body.entries.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['collection', 'combination']));
    const log = await (await restarted.as('supervisor')).get<LogLine[]>(`/api/incidents/${gone}/log`);
    expect(log).toMatchObject({ status: 410, body: { code: 'ERASED' } });
  });
});

const MABEL_SOUGHT = { givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' };

/** The questions about an incident, or about everything, that somebody is answered with a word. */
async function answersWith(app: App, word: string, incidentId: string): Promise<string[]> {
  const paths = Object.values(OPERATIONS).flatMap(({ method, path }) =>
    method === 'GET' ? [path.replace('{id}', incidentId)] : [],
  );
  const found: string[] = [];
  for (const who of ['handler', 'supervisor', 'inspector', 'dispatcher', 'sergeant', 'auditor', 'admin', 'analyst']) {
    const session = await app.as(who);
    for (const path of paths)
      if (JSON.stringify((await session.get(path)).body).includes(word)) found.push(`${who}: ${path}`);
  }
  return found;
}
