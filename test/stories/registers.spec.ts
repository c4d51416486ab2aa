import { once } from 'node:events';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import type {
  BatchReply,
  CardFrame,
  IncidentReply,
  IncidentSummary,
  RegisterState,
} from '../../server/contract/index.js';
import { FIREARMS } from '../../server/domain/register/built-in/firearms.js';
import { newFolder } from '../support/log-folder.js';
import { Outrider, type Session } from '../support/outrider.js';
import { until } from '../support/until.js';

const NDJSON = { 'content-type': 'application/x-ndjson' };
const WOLF = { givenNames: 'Peregrine', surname: 'Wolfenden', dateOfBirth: '1970-01-02' };
const call = { source: '999', people: [{ role: 'suspect', ...WOLF }] };
const record = (more: object = {}): string =>
  JSON.stringify({
    recordId: 'X-1',
    people: [{ role: 'holder', ...WOLF }],
    summary: 'Worn on the left ankle',
    recordedAt: '2026-01-01',
    ...more,
  });

describe('registers and feeds of a running Outrider', () => {
  let folder: string;
  let drop: string;
  let outrider: Outrider;
  let [handler, supervisor, admin]: Session[] = [];
  let stderr = '';

  beforeAll(async () => {
    folder = await newFolder();
    drop = await newFolder();
    await mkdir(join(folder, 'manifests'));
    const tags = {
      ...FIREARMS,
      id: 'tags',
      title: 'Electronic tags',
      flag: { severity: 'medium', headline: 'Tag: {summary}' },
    };
    await writeFile(join(folder, 'manifests', 'tags.json'), JSON.stringify(tags));
    outrider = await Outrider.start({ dataFolder: folder, env: { OUTRIDER_DROP: drop } });
    outrider.process.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    [handler, supervisor, admin] = await Promise.all(['handler', 'supervisor', 'admin'].map((u) => outrider.signIn(u)));
  });
  afterAll(async () => {
    await outrider.stop();
    await Promise.all([folder, drop].map((path) => rm(path, { recursive: true, force: true })));
  });

  const importTo = (register: string, raw: string): ReturnType<typeof outrider.call<BatchReply>> =>
    outrider.call<BatchReply>('POST', `/api/registers/${register}/records`, {
      raw,
      token: admin!.token,
      headers: NDJSON,
    });
  const open = async (): Promise<IncidentSummary[]> =>
    (await supervisor!.get<IncidentSummary[]>('/api/incidents?status=open')).body;

  test('a register that the force added by a manifest is asked and shown like any other', async () => {
    expect((await importTo('tags', record())).status).toBe(201);
    const { card } = (await handler!.post<IncidentReply>('/api/incidents', call)).body;
    expect(card.flags.map(({ kind, headline }) => [kind, headline])).toEqual([['tags', 'Tag: Worn on the left ankle']]);
    expect(card.checks.at(-1)).toMatchObject({ register: 'tags', status: 'hit' });
  });

  test('a manifest that cannot be used keeps Outrider from starting, in one line that says where', async () => {
    const bad = await newFolder();
    await mkdir(join(bad, 'manifests'));
    await writeFile(join(bad, 'manifests', 'tags.json'), '{"id":"Tags"}');
    const { code, stderr: said } = await Outrider.refused(bad);
    await rm(bad, { recursive: true });
    expect(code).toBe(1);
    expect(said.trim()).toMatch(/^\S+tags\.json: id: /);
    expect(said.trim().split('\n')).toHaveLength(1);
  });

  test('a register that changes reaches the card of an open incident, without anybody asking', async () => {
    const { id } = (await handler!.post<IncidentReply>('/api/incidents', call)).body;
    const socket = handler!.connect();
    const changed = new Promise<CardFrame['card']>((resolve) => {
      socket.on('card', ({ card }) => {
        if (card.incidentId === id && card.version > 1) resolve(card);
      });
    });
    await once(socket as unknown as NodeJS.EventEmitter, 'connect');
    const { batch } = (await importTo('firearms', record({ summary: 'Two shotguns' }))).body;
    expect((await changed).flags[0]).toMatchObject({ kind: 'firearms', severity: 'life-risk' });
    await outrider.call('DELETE', `/api/registers/firearms/batches/${batch}`, { token: admin!.token });
  });

  test('a client that aborts an import changes nothing, and is no failure of Outrider', async () => {
    const before = (await admin!.get<RegisterState[]>('/api/registers')).body;
    const sending = request(`${outrider.url}/api/registers/firearms/records?mode=replace`, {
      method: 'POST',
      headers: { ...NDJSON, authorization: `Bearer ${admin!.token}` },
    });
    sending.on('error', () => undefined);
    await new Promise((resolve) => sending.write(`${record()}\n`.repeat(2_000), resolve));
    const closed = new Promise((resolve) => sending.on('close', resolve));
    sending.destroy();
    await closed;
    // The server takes the next import only after it has let go of this one's connection.
    await importTo('tags', record());
    expect((await admin!.get<RegisterState[]>('/api/registers')).body.find((r) => r.id === 'firearms')).toEqual(
      before.find((r) => r.id === 'firearms'),
    );
    expect(stderr).not.toMatch(/"level":50/);
  });

  test('[R8] what another program drops is an incident on the supervisor’s board, once', async () => {
    const said = (sourceVersion: number, grade: string): string =>
      JSON.stringify({ report: { ...call, source: 'cad', reference: 'CAD-9', grade }, sourceVersion });
    const lines = [said(1, 'immediate'), '{broken', said(2, 'scheduled')].join('\n');
    for (const name of ['first', 'again']) {
      await writeFile(join(drop, `${name}.part`), lines);
      await rename(join(drop, `${name}.part`), join(drop, `${name}.ndjson`));
      await until(async () => (await readdir(join(drop, 'done')).catch((): string[] => [])).includes(`${name}.ndjson`));
    }
    const found = (await open()).filter(({ reference }) => reference === 'CAD-9');
    expect(found).toMatchObject([{ grade: 'immediate' }]);
    expect(found[0]?.topFlags.map(({ kind }) => kind)).toContain('tags');
    const { body: log } = await supervisor!.get<{ sentence: string }[]>(`/api/incidents/${found[0]!.id}/log`);
    expect(log.filter(({ sentence }) => sentence.includes('the grade stays immediate'))).toHaveLength(1);
    expect((await readdir(join(drop, 'poison'))).toSorted()).toEqual(['again.ndjson', 'first.ndjson']);
  });
});

describe('the demonstration', () => {
  test('invents a force at its first start, with a day of calls that come in by themselves', async () => {
    const folder = await newFolder();
    const env = { OUTRIDER_DEMO_PEOPLE: '2000', OUTRIDER_FEED: '10000' };
    const outrider = await Outrider.start({ dataFolder: folder, env });
    const supervisor = await outrider.signIn('supervisor');
    const reported = async (): Promise<number> =>
      (await supervisor.get<IncidentSummary[]>('/api/incidents?status=open')).body.length;
    await until(async () => (await reported()) > 3);
    const list = async (of: Session): Promise<[string, number | undefined, number][]> =>
      (await of.get<RegisterState[]>('/api/registers')).body.map((r) => [r.id, r.records, r.batches.length]);
    const registers = await list(supervisor);
    expect(registers.find(([id]) => id === 'prior-call')?.[1]).toBeGreaterThan(272);
    expect(await outrider.stop()).toBe(0);

    const again = await Outrider.start({ dataFolder: folder, env: { ...env, OUTRIDER_FEED: 'off' } });
    expect(await list(await again.signIn('supervisor'))).toEqual(registers);
    await again.stop();
    await rm(folder, { recursive: true, force: true });
  });
});
