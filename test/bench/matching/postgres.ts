import { execFile } from 'node:child_process';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import type { BenchRow } from '../rows.js';
import { progress } from '../progress.js';
import { askPeer, peerRows, row } from './figures.js';
import { startGuarded } from './guarded.js';
import { lineOf, worldOf, type Scale } from './world.js';

const run = promisify(execFile);
const QUERIES = 60;
const ROWS_AT_A_TIME = 20_000;
/** Postgres refuses to run as root: the user and the group `nobody` of Debian. */
const NOBODY = 65_534;
const PORT = 5432;

/** What the indexes are and how each is asked for five people; `%` is similarity above the threshold. */
const INDEXES = [
  {
    name: 'GiST',
    create: 'CREATE INDEX trigrams ON people USING gist (line gist_trgm_ops)',
    ask: 'SELECT id FROM people WHERE line % $1 ORDER BY line <-> $1 LIMIT 5',
  },
  {
    name: 'GIN',
    create: 'CREATE INDEX trigrams ON people USING gin (line gin_trgm_ops)',
    ask: 'SELECT id FROM people WHERE line % $1 ORDER BY similarity(line, $1) DESC LIMIT 5',
  },
] as const;

/** PostgreSQL with trigrams over all that is known of a person in one line, on a private folder and socket. */
export async function measurePostgres(scale: Scale): Promise<BenchRow[]> {
  const binaries = await findBinaries();
  if (binaries === undefined) return [row('PostgreSQL: not installed, no figures', 0, '')];
  const folder = await mkdtemp(join(tmpdir(), 'outrider-postgres-'));
  const asRoot = process.getuid?.() === 0;
  if (asRoot) await chown(folder, NOBODY, NOBODY);
  const user = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const data = join(folder, 'data');
  let stop = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await run(join(binaries, 'initdb'), ['-D', data, '-U', 'bench', '-A', 'trust', '--no-sync', '-E', 'UTF8'], {
      ...user,
      cwd: folder,
    });
    const settings = ['fsync=off', 'synchronous_commit=off', 'shared_buffers=1GB', 'maintenance_work_mem=1GB'];
    stop = startGuarded(
      [
        join(binaries, 'postgres'),
        '-D',
        data,
        '-k',
        folder,
        '-h',
        '',
        '-p',
        String(PORT),
        ...settings.flatMap((one) => ['-c', one]),
      ],
      folder,
      user,
    );
    return await measureOn(await connect(folder), scale);
  } finally {
    await stop();
  }
}

/** The folder of PostgreSQL’s programs: where Debian puts the newest one, or on the path. */
async function findBinaries(): Promise<string | undefined> {
  const root = '/usr/lib/postgresql';
  const versions = await namesIn(root);
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0];
  const folders = [
    ...(newest === undefined ? [] : [join(root, newest, 'bin')]),
    ...(process.env['PATH'] ?? '').split(':'),
  ];
  for (const folder of folders) if ((await namesIn(folder)).includes('initdb')) return folder;
  return undefined;
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch((): string[] => []);

async function connect(folder: string): Promise<Client> {
  for (let tries = 0; ; tries += 1) {
    const client = new Client({ host: folder, port: PORT, user: 'bench', database: 'postgres' });
    try {
      await client.connect();
      return client;
    } catch (cause) {
      if (tries === 100) throw cause;
      await wait(100);
    }
  }
}

async function measureOn(client: Client, scale: Scale): Promise<BenchRow[]> {
  const { people, queries } = worldOf({ ...scale, addresses: 0 });
  const { rows: versions } = await client.query<{ version: string }>(
    "SELECT current_setting('server_version') AS version",
  );
  const engine = `PostgreSQL ${versions[0]?.version?.split(' ')[0]}`;
  const { rowCount } = await client.query("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'");
  if (rowCount === 0) {
    await client.end();
    return [row(`${engine}: has no pg_trgm, no figures`, 0, '')];
  }
  await client.query('CREATE EXTENSION pg_trgm');
  await client.query('CREATE TABLE people (id text, line text)');
  for (let at = 0; at < people.length; at += ROWS_AT_A_TIME) {
    const some = people.slice(at, at + ROWS_AT_A_TIME);
    await client.query('INSERT INTO people SELECT * FROM unnest($1::text[], $2::text[])', [
      some.map(({ id }) => id),
      some.map((person) => lineOf(person)),
    ]);
    if (at % (5 * ROWS_AT_A_TIME) === 0) progress(`  ${engine}: ${at} of ${people.length} rows inserted`);
  }
  const measured: BenchRow[] = [];
  for (const { name, create, ask } of INDEXES) {
    const started = performance.now();
    await client.query(create);
    const built = performance.now() - started;
    await client.query('ANALYZE people');
    progress(`  ${engine}: ${name} index built in ${(built / 1000).toFixed(0)} s`);
    const asked = await askPeer(queries.slice(0, QUERIES), async ({ said }) => {
      const { rows: hits } = await client.query<{ id: string }>(ask, [lineOf(said)]);
      return hits.map(({ id }) => id);
    });
    measured.push(...peerRows(`${engine}, pg_trgm ${name}, similarity above 0.3`, built, asked));
    await client.query('DROP INDEX trigrams');
  }
  await client.end();
  return measured;
}
