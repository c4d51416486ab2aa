import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kept } from '../../../../server/contract/index.js';
import { runBackup, runRestore } from '../../../../server/platform/cli/backup.js';
import { App } from '../../../support/app.js';
import { inFolder } from '../../../support/log-folder.js';
import { RedisServer } from '../../../support/redis.js';

const terminal = (env: Record<string, string>) => {
  const said: string[] = [];
  const line = (text: string): void => void said.push(text);
  return { said, out: line, error: line, interactive: false, env };
};

let redis: RedisServer;
let another: RedisServer;
beforeAll(async () => {
  [redis, another] = [await RedisServer.start(), await RedisServer.start()];
});
afterAll(() => Promise.all([redis, another].map((server) => server.stop())));

test('[R1] a backup of a shared log, made while a node runs, is restored into another Redis: what was erased since is gone', () =>
  inFolder(async (place) => {
    const checkpoints = join(place, 'checkpoints');
    const env = (server: RedisServer, archive: string): Record<string, string> => ({
      OUTRIDER_REDIS_URL: server.url,
      OUTRIDER_ARCHIVE: join(place, archive),
      OUTRIDER_CHECKPOINTS: checkpoints,
      OUTRIDER_CHECKPOINT_KEY: join(place, 'key'),
    });
    const app = await App.open({ env: env(redis, 'archive') });
    const mabel = {
      people: [{ role: 'caller' as const, surname: 'Collins', givenNames: 'Mabel', dateOfBirth: '1981-09-09' }],
    };
    const kept = await app.report({ ...mabel, narrative: 'Lasting words' });
    const gone = await app.report({ narrative: 'Forgettable words' });
    const before = await app.events(kept);
    const saved = join(place, 'backup');
    expect(await runBackup(saved, terminal({ ...env(redis, 'archive'), OUTRIDER_DATA: app.folder }))).toBe(0);
    await app.closeOutright(gone);
    const admin = await app.as('admin');
    const erased = await admin.post<Kept>(`/api/incidents/${gone}/erasure`, { reason: 'kept long enough' });
    expect(erased.body).toMatchObject({ state: 'erased' });
    await app.close();

    const restore = async (from: string, to: Record<string, string>, data: string) => {
      const restoring = terminal({ ...to, OUTRIDER_DATA: data });
      return [await runRestore(from, { erasures: true }, restoring), restoring.said.join(' ')] as const;
    };
    const data = await mkdtemp(join(place, 'restored-'));
    const { OUTRIDER_REDIS_URL: _, ...noRedis } = env(another, 'restored-archive');
    expect(await restore(saved, noRedis, data)).toEqual([1, expect.stringContaining('name its Redis')]);
    expect(await restore(saved, env(redis, 'restored-archive'), data)).toEqual([
      1,
      expect.stringContaining('restore into one that is empty'),
    ]);
    const [segment = ''] = await readdir(join(saved, 'segments'));
    const intact = await readFile(join(saved, 'segments', segment));
    await writeFile(join(saved, 'segments', segment), intact.subarray(1));
    expect(await restore(saved, env(another, 'restored-archive'), data)).toEqual([1, expect.stringContaining(segment)]);
    await writeFile(join(saved, 'segments', segment), intact);
    expect(await restore(saved, env(another, 'restored-archive'), data)).toEqual([
      0,
      expect.stringContaining('1 erased again'),
    ]);

    const restored = await App.openIn(data, { env: env(another, 'restored-archive') });
    const supervisor = await restored.as('supervisor');
    expect((await supervisor.get(`/api/incidents/${kept}`)).status).toBe(200);
    expect((await restored.events(kept)).slice(0, before.length)).toEqual(before);
    expect(await supervisor.get(`/api/incidents/${gone}`)).toMatchObject({ status: 410, body: { code: 'ERASED' } });
    // The registers have come along: the same person is found, by a node that never saw their import.
    const found = await restored.report({ ...mabel, narrative: 'Again' });
    expect(restored.card(found).flags.map(({ kind }) => kind)).toContain('critical-marker');
    await restored.close();
  }));
