import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  KnownMember,
  ListedMember,
  MembersReply,
  OwnNotice,
  WorkforceState,
} from '../../../server/contract/index.js';
import { runWorkforce, type WorkforceOptions } from '../../../server/platform/cli/workforce.js';
import { next } from '../../support/api.js';
import { App } from '../../support/app.js';

const ELIAS = { id: 'officer2', givenNames: 'Elias', surname: 'Whitcombe', dateOfBirth: '1984-02-11' };
const NORAH = { relation: 'wife', givenNames: 'Norah', surname: 'Whitcombe', dateOfBirth: '1986-09-30' };
const EDITH = { id: 'C-2107', givenNames: 'Edith', surname: 'Somervell', dateOfBirth: '1990-03-04' };

let app: App;
beforeEach(async () => {
  app = await App.open({ registers: false });
});
afterEach(() => app.close());

const send = async (members: readonly object[], mode = 'merge', key?: string, as = 'admin') =>
  app.call<MembersReply>('POST', `/api/workforce/imports?mode=${mode}`, {
    raw: members.map((member) => `${JSON.stringify(member)}\n`).join(''),
    token: (await app.as(as)).token,
    headers: { 'content-type': 'application/x-ndjson', ...(key ? { 'idempotency-key': key } : {}) },
  });
const state = async (as = 'admin') => (await app.as(as)).get<WorkforceState>('/api/workforce/state');
const listed = async (): Promise<string[]> => {
  await app.settled();
  const { body } = await (await app.as('standards')).get<ListedMember[]>('/api/workforce');
  return body.map(({ id }) => id).toSorted();
};
/** Whether somebody of the list is kept apart in a report about them. */
const isApart = async (person: object): Promise<boolean> => {
  const id = await app.report({ people: [{ role: 'suspect', ...person } as never] });
  return (await (await app.as('supervisor')).get(`/api/incidents/${id}`)).status === 404;
};

test('[R17] a list is imported at once, relatives and all; bad lines are named, and it can be undone', async () => {
  const { status, body } = await send([{ ...ELIAS, relatives: [NORAH] }, { id: 'C-1', givenNames: 'No' }, EDITH]);
  expect(status).toBe(201);
  expect(body).toMatchObject({ kept: 2, unchanged: 0, removed: 0, rejectedCount: 1 });
  expect(body.rejected).toEqual([{ line: 2, code: 'MISSING_FIELD', detail: expect.stringContaining('surname') }]);
  expect(await listed()).toEqual(['C-2107', 'officer2']);
  const { relation: _relation, ...norah } = NORAH;
  expect(await isApart(norah)).toBe(true);
  const undone = await app.call<WorkforceState>('DELETE', `/api/workforce/imports/${body.import}`, {
    token: (await app.as('admin')).token,
  });
  expect(undone.status).toBe(200);
  expect(await listed()).toEqual([]);
  expect(await isApart({ ...EDITH, id: 'p1' })).toBe(false);
  app = await app.restart();
  expect(await listed()).toEqual([]);
});

test('[R8] the same import again is answered as it was; what it does not hold is taken off by a replacing one alone', async () => {
  const first = await send([ELIAS, EDITH], 'merge', 'k1');
  expect((await send([ELIAS, EDITH], 'merge', 'k1')).body).toEqual(first.body);
  expect((await send([ELIAS], 'merge', 'k1')).status).toBe(409);
  expect((await send([ELIAS])).body).toMatchObject({ kept: 0, unchanged: 1, removed: 0 });
  expect(await listed()).toEqual(['C-2107', 'officer2']);
  expect((await send([{ ...ELIAS, phones: ['07700 900321'] }], 'replace')).body).toMatchObject({ kept: 1, removed: 1 });
  expect(await listed()).toEqual(['officer2']);
  expect((await send([])).status).toBe(400);
});

test('an undo leaves alone whom somebody changed since, and goes back one import, no further', async () => {
  const first = await send([ELIAS]);
  const second = await send([{ ...ELIAS, surname: 'Whitcomb' }, EDITH]);
  const { id, ...edith } = EDITH;
  await app.settled();
  await (await app.as('standards')).put(`/api/workforce/${id}`, { ...edith, surname: 'Summerville' });
  await app.settled();
  const token = (await app.as('admin')).token;
  const undo = async (batch: string) => (await app.call('DELETE', `/api/workforce/imports/${batch}`, { token })).status;
  expect(await undo(first.body.import)).toBe(404);
  expect(await undo(second.body.import)).toBe(200);
  await app.settled();
  const read = async (who: string) =>
    (await (await app.as('standards')).get<KnownMember>(`/api/workforce/${who}`)).body.surname;
  expect([await read('officer2'), await read('C-2107')]).toEqual(['Whitcombe', 'Summerville']);
  expect(await undo(second.body.import)).toBe(404);
});

test('[R7] who keeps the list sees how large and how old it is; professional standards alone see who is on it', async () => {
  await send([{ ...ELIAS, relatives: [NORAH] }]);
  await app.settled();
  const { body } = await state();
  expect(body).toMatchObject({ members: 1, relatives: 1, addresses: 0, overdue: false });
  expect(JSON.stringify(body)).not.toMatch(/Whitcombe|officer2/);
  for (const path of ['/api/workforce', '/api/workforce/officer2'])
    expect((await (await app.as('admin')).get(path)).status).toBe(403);
  for (const other of ['supervisor', 'auditor', 'handler']) expect((await state(other)).status).toBe(403);
  expect((await (await app.as('standards')).get('/api/workforce/officer2')).body).toMatchObject({ relatives: [NORAH] });
  app = await app.restart('32 d');
  expect((await state()).body).toMatchObject({ overdue: true });
});

test('[R17] what was open when the list came is looked at again, and professional standards are told', async () => {
  const id = await app.report({ people: [{ role: 'suspect', ...ELIAS, id: 'p1' }] });
  const standards = await app.as('standards');
  const alerted = next(standards.connect(), 'alert', (frame) => JSON.stringify(frame).includes(id));
  await send([ELIAS]);
  await app.settled();
  await alerted;
  expect((await standards.get<OwnNotice[]>('/api/workforce/notices')).body).toMatchObject([{ incidentId: id }]);
});

test('a CSV has a row for each member and each relative; the command line says what it did', async () => {
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  const run = async (file: string | undefined, options: WorkforceOptions) => {
    const env = { OUTRIDER_TOKEN: (await app.as('admin')).token };
    return runWorkforce(file, { url: app.url, ...options }, { out: say, error: say, interactive: false, env });
  };
  const file = join(app.folder, 'list.csv');
  await writeFile(
    file,
    [
      'id,relation,given_names,surname,date_of_birth,phones,address,supervisors',
      'officer2,,Elias,Whitcombe,1984-02-11,,"14 Tannery Lane, Ashford",supervisor',
      'officer2,wife,Norah,Whitcombe,1986-09-30,07700 900321; 07700 900322,,',
      'C-9,,Nobody,,,,,',
      'C-8,son,Orphaned,Row,,,,',
    ].join('\n'),
  );
  expect(await run(file, { dryRun: true })).toBe(0);
  expect(said).toEqual([
    expect.stringMatching(/^line 4: MISSING_FIELD: surname/),
    expect.stringMatching(/^line 5: BAD_VALUE: id/),
    'Dry run: 1 row good, 2 not.',
  ]);
  expect(await run(file, {})).toBe(0);
  const [, id] = /^Import (\S+): 1 new or changed, 0 as they were, 0 taken off\.$/.exec(said.at(-1) ?? '') ?? [];
  await app.settled();
  const { body } = await (await app.as('standards')).get<KnownMember>('/api/workforce/officer2');
  expect(body.relatives).toMatchObject([{ givenNames: 'Norah', phones: ['07700 900321', '07700 900322'] }]);
  expect(await run(undefined, { undo: id ?? '' })).toBe(0);
  expect(await listed()).toEqual([]);
  expect(await run(undefined, {})).toBe(2);
  expect(await run(join(app.folder, 'none.csv'), {})).toBe(1);
});
