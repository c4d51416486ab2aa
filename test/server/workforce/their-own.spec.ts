import { randomUUID } from 'node:crypto';
import type { AuditPage, IncidentSummary, OwnNotice, Problem, Report } from '../../../server/contract/index.js';
import type { Answer } from '../../support/api.js';
import { App } from '../../support/app.js';

const OFFICER = { givenNames: 'Elias', surname: 'Whitcombe', dateOfBirth: '1984-02-11' };
const HOME = { street: '14 Tannery Lane', town: 'Ashford', postcode: 'TN23 1PN' };
const WIFE = { givenNames: 'Norah', surname: 'Whitcombe', dateOfBirth: '1986-09-30', phones: ['07700 900321'] };
const MEMBER = {
  ...OFFICER,
  addresses: [HOME],
  relatives: [{ ...WIFE, relation: 'wife' }],
  supervisors: ['supervisor'],
};
/** She rings about him. */
const CALL: Partial<Report> = {
  category: 'domestic abuse',
  grade: 'immediate',
  call: { state: 'open', firstWords: 'He has come home angry' },
  people: [{ role: 'suspect', ...OFFICER }],
};
/** They must not learn of it: he, who leads him, and everybody who has no part in it. */
const OTHERS = [
  'officer2',
  'supervisor',
  'supervisor2',
  'dispatcher',
  'sergeant',
  'analyst',
  'handler2',
  'auditor',
  'admin',
];

const MABEL = { givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' };
const MARKER = {
  recordId: 'CM-1',
  summary: 'Threatened',
  recordedAt: '2026-06-14',
  people: [{ role: 'victim', ...MABEL }],
};

let app: App;
beforeEach(async () => {
  app = await App.open({ registers: false });
  await keep('officer2', MEMBER);
});
afterEach(() => app.close());

async function keep(id: string, member: object): Promise<void> {
  await (await app.as('standards')).put(`/api/workforce/${id}`, member);
  await app.settled();
}

const ask = async (as: string, path: string): Promise<string> => {
  const { status, body }: Answer<Problem> = await (await app.as(as)).get(path);
  return `${status} ${JSON.stringify(body)}`;
};
const listed = async (as: string): Promise<string[]> => {
  const { body } = await (await app.as(as)).get<IncidentSummary[]>('/api/incidents');
  return Array.isArray(body) ? body.map(({ id }) => id) : [];
};
const notices = async (): Promise<OwnNotice[]> =>
  (await (await app.as('standards')).get<OwnNotice[]>('/api/workforce/notices')).body;

describe('one of their own', () => {
  test('[R17] everybody else is answered as if there were no such incident, however it is found', async () => {
    const found: readonly Partial<Report>[] = [
      CALL,
      { people: [{ role: 'suspect', ...OFFICER, givenNames: 'Elyas', surname: 'Whitcomb' }] },
      { location: HOME, call: { state: 'silent' } },
      { people: [{ role: 'victim', givenNames: 'Norah', surname: 'Whitcombe', dateOfBirth: WIFE.dateOfBirth }] },
      { caller: { phone: '07700 900321' }, call: { state: 'silent' } },
    ];
    const ids: string[] = [];
    for (const report of found) ids.push(await app.report(report));
    for (const other of OTHERS) {
      for (const part of ['', '/log', '/card', '/card?reader=handler', '/delivery']) {
        const nothing = await ask(other, `/api/incidents/${randomUUID()}${part}`);
        for (const id of ids) {
          const said = await ask(other, `/api/incidents/${id}${part}`);
          expect({ other, part, id, said }).toEqual({ other, part, id, said: nothing });
        }
      }
      expect({ other, listed: await listed(other) }).toEqual({ other, listed: [] });
    }
    for (const known of ['handler', 'inspector', 'standards'])
      expect((await listed(known)).toSorted()).toEqual(ids.toSorted());
  });

  test('[R17] it stands in no queue, no officer’s list and no figure', async () => {
    const figures = async (): Promise<string> => {
      const { body } = await app.call<string>('GET', '/metrics');
      return body
        .split('\n')
        .filter((line) => /^(cards_issued|register_receipts|clear_shown|arrived)/.test(line))
        .join('\n');
    };
    const before = { desk: await ask('analyst', '/api/desk'), figures: await figures() };
    const id = await app.report(CALL);
    await (
      await app.as('inspector')
    ).post(`/api/incidents/${id}/restriction`, { letIn: ['dispatcher'], reason: 'sends officers' });
    const sent = await (
      await app.as('dispatcher')
    ).post(`/api/incidents/${id}/dispatch`, { officers: ['officer1', 'officer3'], etaMinutes: 5 });
    expect(sent.status).toBe(200);
    await app.settled();
    expect({ desk: await ask('analyst', '/api/desk'), figures: await figures() }).toEqual(before);
    expect((await (await app.as('analyst')).post('/api/desk/jobs/next', {})).status).toBe(204);
    expect(await ask('supervisor', '/api/officers')).not.toContain(id);
    expect(await ask('dispatcher', '/api/officers')).toContain(id);
    expect((await (await app.as('officer1')).get(`/api/incidents/${id}/card`)).status).toBe(200);
  });

  test('[R17] professional standards are told, and nobody else: not even that they were', async () => {
    const id = await app.report(CALL);
    expect(await notices()).toMatchObject([
      { kind: 'restricted', incidentId: id, members: ['officer2'], how: ['person'], by: 'handler' },
    ]);
    for (const other of [...OTHERS, 'inspector', 'handler']) {
      expect({ other, status: (await (await app.as(other)).get('/api/workforce/notices')).status }).toEqual({
        other,
        status: 403,
      });
    }
  });

  test('[R17] whoever types what is their own is answered as if no register could be asked, and standards hear of it', async () => {
    await app.take('critical-marker', MARKER);
    await keep('handler', MABEL);
    const typed = {
      source: '999',
      people: [{ role: 'victim', ...MABEL }],
    };
    const draft = async (as: string) => (await app.as(as)).connect().emitWithAck('draft', typed as never);
    const [hers, another] = [await draft('handler'), await draft('handler2')];
    expect(another).toMatchObject({
      ok: true,
      flags: expect.arrayContaining([expect.objectContaining({ kind: 'critical-marker' })]),
    });
    expect(hers).toMatchObject({ ok: true, flags: [], matches: [], linked: [] });
    app.matcher.fails = true;
    const unasked = await draft('handler2');
    expect(JSON.stringify(hers).replace(/"checkedAt":"[^"]*"/g, '')).toBe(
      JSON.stringify(unasked).replace(/"checkedAt":"[^"]*"/g, ''),
    );
    await draft('handler');
    expect(await notices()).toMatchObject([{ kind: 'own-looked-for', by: 'handler', members: ['handler'] }]);
  });

  test('[R7] the record has what is done with the list and each match with it, and who typed what is their own for nobody else', async () => {
    const recordOf = async (record: string): Promise<string[]> => {
      const asked = await (await app.as('auditor')).get<AuditPage>(`/api/audit?record=${record}`);
      return asked.body.entries.map(({ kind, what }) => `${kind} ${what.replace(/:.*/, '')}`);
    };
    const whole = async (): Promise<string> =>
      (await (await app.as('auditor')).get<string>('/api/audit/export')).body.toString();
    await keep('handler', MABEL);
    await (await app.as('standards')).get('/api/workforce/handler');
    await (
      await app.as('handler')
    )
      .connect()
      .emitWithAck('draft', { source: '999', people: [{ role: 'victim', ...MABEL }] } as never);
    await app.settled();
    expect(await notices()).toMatchObject([{ kind: 'own-looked-for' }]);
    expect(await recordOf('workforce/handler')).toEqual(['consultation workforce.read', 'collection member-kept']);
    expect(await whole()).not.toContain('own-looked-for');
    const id = await app.report(CALL);
    expect(await recordOf('workforce/officer2')).toEqual(['collection member-kept']);
    await (await app.as('standards')).post(`/api/incidents/${id}/restriction`, { lift: true, reason: 'a namesake' });
    await app.call('DELETE', '/api/workforce/officer2', { token: (await app.as('standards')).token });
    await app.settled();
    expect(await recordOf('workforce/officer2')).toEqual([
      'erasure member-removed',
      'combination matched with the workforce',
      'collection member-kept',
    ]);
  });

  test('[R17] [R16] no later call tells of it, and one about the same number is kept beside it', async () => {
    const first = await app.report({ ...CALL, caller: { phone: '07700 900837' } });
    const place = await app.report(
      {
        people: [{ role: 'witness', givenNames: 'Ida', surname: 'Quill' }],
        location: { street: '9 Mill Row', town: 'Ashford' },
      },
      'handler2',
    );
    const again = await app.report({ caller: { phone: '07700 900837' }, call: { state: 'silent' } }, 'handler2');
    expect(app.card(place).linked).toEqual([]);
    expect(app.card(again).linked.map(({ incidentId }) => incidentId)).toEqual([first]);
    expect(await listed('supervisor2')).toEqual([place]);
    expect(await listed('handler2')).toEqual(expect.arrayContaining([again, place]));
    const typed = { source: '999', caller: { phone: '07700 900837' } };
    const reply = await (await app.as('handler')).connect().emitWithAck('draft', typed as never);
    expect(reply).toMatchObject({ ok: true, linked: [], flags: [] });
  });

  test('[R17] somebody put on the list later is kept from what is open already; lifting it opens it again', async () => {
    const id = await app.report({
      people: [{ role: 'victim', givenNames: 'Ottoline', surname: 'Fairbrass', dateOfBirth: '1990-03-03' }],
    });
    expect(await listed('supervisor')).toEqual([id]);
    await (
      await app.as('admin')
    ).put('/api/workforce/officer3', { givenNames: 'Ottoline', surname: 'Fairbrass', dateOfBirth: '1990-03-03' });
    await app.settled();
    expect(await listed('supervisor')).toEqual([]);
    const lifted = await (
      await app.as('standards')
    ).post(`/api/incidents/${id}/restriction`, { lift: true, reason: 'a namesake' });
    expect(lifted).toMatchObject({ status: 200, body: { lifted: true } });
    await app.settled();
    expect(await listed('supervisor')).toEqual([id]);
    await app.advance('2 h');
    expect(await listed('supervisor')).toEqual([id]);
  });

  test('[R17] whoever reports what is their own is answered without a finding, and it is theirs no more', async () => {
    await app.take('critical-marker', MARKER);
    await keep('handler', MABEL);
    const report = {
      source: '999',
      people: [{ role: 'victim', ...MABEL }],
    };
    const made = await (
      await app.as('handler')
    ).post<{ id: string; card: { matches: object[]; flags: object[] } }>('/api/incidents', report);
    expect(made).toMatchObject({ status: 201, body: { card: { matches: [], flags: [], linked: [] } } });
    expect((await (await app.as('handler')).get(`/api/incidents/${made.body.id}`)).status).toBe(404);
    expect(await listed('inspector')).toEqual([made.body.id]);
  });
});
