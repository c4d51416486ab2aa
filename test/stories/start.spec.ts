import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { IncidentReply } from '../../server/contract/index.js';
import { openEmbeddedLog } from '../../server/platform/log/embedded/open-log.js';
import type { StoredEvent } from '../../server/ports.js';
import { newFolder } from '../support/log-folder.js';
import { Outrider } from '../support/outrider.js';

describe('starting and stopping', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await newFolder();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('a port that is in use: one line that says so and what to do', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { code, stderr } = await Outrider.refused(folder, { PORT: String(port) });
    taken.close();
    expect(code).toBe(1);
    expect(stderr.trim()).toMatch(new RegExp(`^Port ${port} is in use: .*PORT=`));
  });

  test('a data folder that another Outrider uses', async () => {
    const outrider = await Outrider.start({ dataFolder: folder });
    const { code, stderr } = await Outrider.refused(folder);
    await outrider.stop();
    expect(code).toBe(1);
    expect(stderr).toContain(folder);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('a data folder that cannot be one', async () => {
    await writeFile(join(folder, 'file'), '');
    const { code, stderr } = await Outrider.refused(join(folder, 'file'));
    expect(code).toBe(1);
    expect(stderr).toMatch(/is a file.*OUTRIDER_DATA/);
  });

  test('a log that is damaged is not served', async () => {
    await (await Outrider.start({ dataFolder: folder })).stop();
    const file = join(folder, 'log', 'data.mdb');
    const bytes = await readFile(file);
    for (let at = 4096 * 2; at < bytes.length; at += 97) bytes[at] = (bytes[at] ?? 0) ^ 0x10;
    await writeFile(file, bytes);
    const { code, stderr } = await Outrider.refused(folder);
    expect(code).toBe(1);
    expect(stderr).toContain(folder);
    expect(stderr).not.toMatch(/ at .*\.js/);
  });

  test('settings that are missing or unknown are named, and nothing is made', async () => {
    const production = await Outrider.refused(folder, { OUTRIDER_ORIGINS: '' }, 'production');
    expect(production).toMatchObject({ code: 2, stdout: '' });
    expect(production.stderr).toMatch(/OUTRIDER_ADMIN_PASSWORD is missing/);
    const unknown = await Outrider.refused(folder, { OUTRIDER_COLOUR: 'red' });
    expect(unknown.stderr).toMatch(/OUTRIDER_COLOUR is not a setting/);
  });

  test('production starts with one administrator and invents nothing', async () => {
    const child = spawn(process.execPath, [join(process.cwd(), 'dist/server/main.js'), 'production'], {
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        OUTRIDER_DATA: folder,
        OUTRIDER_ORIGINS: 'https://control.example',
        OUTRIDER_ADMIN_PASSWORD: 'a long enough password',
        OUTRIDER_CHECKPOINTS: join(folder, 'second-place'),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const url = /http\S+/.exec(line.toString())![0].replace('localhost', '127.0.0.1');
    const signIn = (username: string, password: string): Promise<Response> =>
      fetch(`${url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password }),
      });
    expect((await signIn('admin', 'a long enough password')).status).toBe(201);
    expect((await signIn('handler', 'a long enough password')).status).toBe(401);
    const [page, scenes] = await Promise.all([fetch(`${url}/`), fetch(`${url}/scenes.html`)]);
    expect(scenes.status).toBe(404);
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('[R7] [R1] every read is in the record with its derived reason, and report, checks and card are one append', async () => {
    const outrider = await Outrider.start({ dataFolder: folder });
    const handler = await outrider.signIn('handler');
    const { body } = await handler.post<IncidentReply>('/api/incidents', {
      source: '999',
      caller: { phone: '07700 900999' },
    });
    await handler.get(`/api/incidents/${body.id}/card`);
    const socket = handler.connect();
    await socket.emitWithAck('draft', { source: '999', people: [], caller: { phone: '07700 900999' } });
    expect(await outrider.stop()).toBe(0);

    const events = await readAll(folder);
    const commands = events.filter((e) => e.stream === `incident/${body.id}`).map((e) => e.commandId);
    expect(commands).toHaveLength(3);
    expect(new Set(commands).size).toBe(1);
    const consulted = events.filter((e) => e.stream === 'reader/handler' && e.type === 'consulted').map((e) => e.body);
    expect(consulted).toMatchObject([
      {
        action: 'card.read',
        reason: 'creator',
        what: `incident/${body.id}/card/1`,
        records: ['critical-marker/CM-0001@2026-08-30'],
      },
      { action: 'draft.check', reason: 'role handler', what: 'draft', records: ['critical-marker/CM-0001@2026-08-30'] },
    ]);
    expect(JSON.stringify(consulted)).not.toMatch(/Leverson|900999/);
  });

  test('[R1] the data folder is for its owner alone', async () => {
    await mkdir(folder, { recursive: true });
    const outrider = await Outrider.start({ dataFolder: join(folder, 'data') });
    await outrider.stop();
    const { mode } = await import('node:fs/promises').then(({ stat }) => stat(join(folder, 'data')));
    expect(mode & 0o077).toBe(0);
  });
});

async function readAll(folder: string): Promise<StoredEvent[]> {
  const log = await openEmbeddedLog(folder);
  const { position } = await log.head();
  const stop = new AbortController();
  const events: StoredEvent[] = [];
  for await (const batch of log.tail(0, stop.signal)) {
    events.push(...batch);
    if (events.length >= position) break;
  }
  await log.close();
  return events;
}
