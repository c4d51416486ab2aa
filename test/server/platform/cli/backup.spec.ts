import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditPage, Kept } from '../../../../server/contract/index.js';
import { runAuditVerify } from '../../../../server/platform/cli/audit-verify.js';
import { runBackup, runRestore } from '../../../../server/platform/cli/backup.js';
import { App } from '../../../support/app.js';
import { inFolder, someFileHolds } from '../../../support/log-folder.js';
import { next } from '../../../support/api.js';

const terminal = (env: Record<string, string>) => {
  const said: string[] = [];
  const line = (text: string): void => void said.push(text);
  return { said, out: line, error: line, interactive: false, env };
};

test('[R1] [R9] a backup made while it runs is restored into a new epoch: readers start again, and what was erased since is gone', () =>
  inFolder(async (place) => {
    const checkpoints = join(place, 'checkpoints');
    const elsewhere = { OUTRIDER_CHECKPOINTS: checkpoints, OUTRIDER_CHECKPOINT_KEY: join(place, 'key') };
    const app = await App.open({ env: elsewhere });
    const kept = await app.report({ narrative: 'Lasting words' });
    const gone = await app.report({ narrative: 'Forgettable words' });
    const handler = await app.as('handler');
    const first = await next(handler.connect(), 'card');
    await app.take('warning', { recordId: 'W-9', summary: 'Unmemorable words', recordedAt: '2026-01-01' });
    const saved = join(place, 'backup');
    expect(await runBackup(saved, terminal({ OUTRIDER_DATA: app.folder }))).toBe(0);
    for (const word of ['Forgettable', 'Unmemorable']) expect(await someFileHolds(saved, word)).toBe(true);
    expect((await readdir(saved)).toSorted()).toEqual(['backup.json', 'log', 'outrider.json', 'registers']);
    await app.closeOutright(gone);
    const admin = await app.as('admin');
    const erased = await admin.post<Kept>(`/api/incidents/${gone}/erasure`, { reason: 'kept long enough' });
    expect(erased.body).toMatchObject({ state: 'erased' });
    const record = await admin.post('/api/registers/warning/records/W-9/erasure', { reason: 'by order' });
    expect(record.status).toBe(204);
    await app.close();

    const data = await mkdtemp(join(place, 'restored-'));
    const keyless = terminal({ OUTRIDER_DATA: data, OUTRIDER_CHECKPOINTS: checkpoints });
    expect(await runRestore(saved, { erasures: true }, keyless)).toBe(2);
    expect(keyless.said).toEqual([expect.stringMatching(/OUTRIDER_CHECKPOINT_KEY.*--new-key/)]);
    const restoring = terminal({ OUTRIDER_DATA: data, ...elsewhere });
    expect(await runRestore(saved, { erasures: true }, restoring)).toBe(0);
    expect(restoring.said.at(-1)).toMatch(/2 erased again/);
    for (const word of ['Forgettable', 'Unmemorable']) expect(await someFileHolds(data, word)).toBe(false);
    const restored = await App.openIn(data, { env: elsewhere });
    const supervisor = await restored.as('supervisor');
    expect((await supervisor.get(`/api/incidents/${kept}`)).status).toBe(200);
    expect(await supervisor.get(`/api/incidents/${gone}`)).toMatchObject({ status: 410, body: { code: 'ERASED' } });
    const again = await next(
      (await restored.as('handler')).connect({ epoch: first.epoch, lastSeq: first.seq }),
      'reset',
    );
    expect(again.epoch).not.toBe(first.epoch);
    const { entries } = (await (await restored.as('auditor')).get<AuditPage>(`/api/audit?incidentId=${gone}`)).body;
    expect(entries.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['erasure', 'collection', 'disclosure']));
    await restored.close();
  }));

test('a backup that was damaged is refused, and so is a folder that is not empty', () =>
  inFolder(async (place) => {
    const app = await App.open({ registers: false });
    const saved = join(place, 'backup');
    const env = { OUTRIDER_DATA: app.folder, OUTRIDER_CHECKPOINTS: join(place, 'checkpoints') };
    expect(await runBackup(saved, terminal(env))).toBe(0);
    expect(await runBackup(saved, terminal(env))).toBe(1);
    expect(await runRestore(saved, { erasures: true }, terminal(env))).toBe(1);
    await app.close();
    const intact = terminal({ ...env, OUTRIDER_DATA: join(place, 'one') });
    expect(await runRestore(saved, { erasures: true }, intact)).toBe(0);
    expect(await runAuditVerify({}, intact)).toBe(0);
    const file = join(saved, 'log', 'data.mdb');
    const bytes = await readFile(file);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 9) ^ 1, bytes.length - 9);
    await writeFile(file, bytes);
    const damaged = terminal({ ...env, OUTRIDER_DATA: join(place, 'other') });
    expect(await runRestore(saved, { erasures: true, newKey: true }, damaged)).toBe(1);
    expect(damaged.said.at(-1)).toMatch(/data\.mdb is not what it was/);
    expect(await runRestore(saved, { erasures: true }, terminal({ OUTRIDER_DATA: place }))).toBe(2);
  }));
