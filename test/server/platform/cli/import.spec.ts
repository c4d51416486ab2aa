import { MANIFESTS } from '../../../../server/domain/register/manifests.js';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runImport, type ImportOptions } from '../../../../server/platform/cli/import.js';
import { folderTarget } from '../../../../server/platform/cli/import-targets.js';
import { splitLines } from '../../../../server/domain/lines.js';

let folder: string;
let said: { out: string; error: string };
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outrider-import-'));
  said = { out: '', error: '' };
});
afterEach(() => rm(folder, { recursive: true }));

const run = (args: readonly string[], options: ImportOptions = {}, env: Record<string, string> = {}) =>
  runImport(args[0], args[1], options, {
    out: (line) => void (said.out += `${line}\n`),
    error: (line) => void (said.error += `${line}\n`),
    interactive: false,
    env: { OUTRIDER_DATA: join(folder, 'data'), ...env },
  });
const put = async (name: string, text: string | Buffer): Promise<string> => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};
const rejects = (file: string) => readFile(`${file}.rejected.csv`, 'utf8');
const lastBatch = (): string => /Batch (\S+):/.exec(said.out)?.[1] ?? '';

const CSV = [
  'record_id,role,surname,date_of_birth,risk,summary,recorded_at',
  'cm-1,victim,Lovelace,10/12/1985,high,"Threats, and',
  'worse",2026-01-02',
  'cm-2,victim,Byron,31/02/1985,high,Threats,2026-01-02',
  'cm-3,victim,Somerville',
  '',
  'cm-4,victim,Herschel,1990,low,Threats,2026-01-02',
  'cm-5,victim,Babbage,1991,medium,Threats,2026-01-02',
].join('\n');

describe('outrider import, into the data folder', () => {
  it('takes the good rows of a CSV and writes the others to a file, by line and code', async () => {
    const file = await put('markers.csv', CSV);
    expect(await run(['critical-marker', file])).toBe(0);
    expect(said.out).toContain('2 accepted, 3 rejected. Why: ' + file);
    expect(await rejects(file)).toBe(
      [
        'line,code,detail',
        '4,BAD_DATE,"people.0.dateOfBirth: A date or an instant is not in the calendar or not written as ISO 8601"',
        '5,MALFORMED_ROW,"The row does not have the columns of the header"',
        '7,BAD_VALUE,"risk: A field holds a value that is not one of its list"',
        '',
      ].join('\n'),
    );
  });

  it('takes NDJSON, leaves no file of rejects, and clears away an old one', async () => {
    const file = await put('calls.ndjson', '{"recordId":"1","summary":"x","recordedAt":"2026-01-02"}\n');
    await put('calls.ndjson.rejected.csv', 'old');
    expect(await run(['prior-call', file], { replace: true })).toBe(0);
    await expect(rejects(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('reads any columns with a map', async () => {
    const file = await put('export.csv', 'Nr;x,Text,When\n7,Gun,2026-01-02\n');
    const map = await put('map.json', '{"Nr;x":"recordId","Text":"summary","When":"recordedAt"}');
    expect(await run(['firearms', file], { map })).toBe(0);
    expect(said.out).toContain('1 accepted, 0 rejected.');
  });

  it('names a row that is not UTF-8', async () => {
    const head = 'record_id,summary,recorded_at\n';
    const file = await put('latin.csv', Buffer.from(`${head}1,Caf\xe9,2026-01-02\n2,x,2026-01-02\n`, 'latin1'));
    expect(await run(['prior-call', file])).toBe(0);
    expect(await rejects(file)).toContain('2,NOT_UTF8,');
  });

  it('imports nothing in a dry run', async () => {
    const file = await put('markers.csv', CSV);
    expect(await run(['critical-marker', file], { dryRun: true })).toBe(0);
    expect(said.out).toContain('2 rows good, 3 not.');
    await expect(readFile(join(folder, 'data'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('undoes a batch, found by its id alone, and once only', async () => {
    await run(['critical-marker', await put('markers.csv', CSV)]);
    const batch = lastBatch();
    expect(await run([], { undo: batch })).toBe(0);
    expect(said.out).toContain('critical-marker is as if it had never been imported');
    expect(await run([], { undo: batch })).toBe(1);
    expect(said.error).toContain('BATCH_UNDONE');
    expect(await run([], { undo: 'never' })).toBe(1);
    expect(said.error).toContain('NOT_FOUND');
  });

  it('says to go through the server when one uses the folder', async () => {
    const server = await folderTarget(join(folder, 'data'), MANIFESTS);
    try {
      expect(await run(['critical-marker', await put('markers.csv', CSV)])).toBe(1);
      expect(said.error).toContain('--url');
    } finally {
      await server.close();
    }
  });
});

describe('outrider import, used wrongly or on a file that is not one', () => {
  it.each([
    ['no file', ['critical-marker'], {}, 2, 'which file'],
    ['a server without a token', ['critical-marker', 'x.ndjson'], { url: 'http://localhost:1' }, 2, 'OUTRIDER_TOKEN'],
    ['an address that is none', ['critical-marker', 'x.ndjson'], { url: 'localhost', token: 't' }, 2, '--url'],
    ['a file that is not there', ['critical-marker', 'x.ndjson'], { dryRun: true }, 1, 'ENOENT'],
    ['a file of another kind', ['critical-marker', 'x.xlsx'], { dryRun: true }, 1, '.csv, .ndjson'],
    ['a register that is not declared', ['horoscopes', 'x.csv'], { dryRun: true }, 1, '--map'],
  ] as const)('%s', async (_, args, options, code, words) => {
    expect(await run(args, options)).toBe(code);
    expect(said.error).toContain(words);
    expect(said.error).not.toContain('    at ');
  });

  it.each(['folder.csv', 'folder.ndjson'])('a folder called %s', async (name) => {
    await mkdir(join(folder, name));
    expect(await run(['critical-marker', join(folder, name)], { dryRun: true })).toBe(1);
    expect(said.error).toContain('EISDIR');
  });

  it.each([
    ['no known column', 'markers.csv', 'a,b\n1,2\n', {}, 'record_id'],
    ['nothing in it', 'markers.csv', '', {}, 'is empty'],
    ['a quote that never closes', 'markers.csv', 'record_id,summary\n1,"x\n2,y\n', {}, 'Quote'],
    ['no good row', 'markers.ndjson', '{}\n', {}, '0 rows good'],
  ])('a file with %s', async (_, name, text, options, words) => {
    expect(await run(['critical-marker', await put(name, text)], { dryRun: true, ...options })).toBe(1);
    expect(said.error + said.out).toContain(words);
  });

  it.each([
    ['is not JSON', '{', 'not JSON'],
    ['names a field of no record', '{"a":"people.0.shoeSize"}', 'not the path'],
  ])('a map that %s', async (_, text, words) => {
    const map = await put('map.json', text);
    expect(await run(['critical-marker', await put('a.csv', 'a\n1\n')], { map, dryRun: true })).toBe(1);
    expect(said.error).toContain(words);
  });
});

describe('outrider import, through a server', () => {
  let server: Server;
  let url: string;
  const got: { lines: string[]; headers: Record<string, unknown>; path: string | undefined }[] = [];
  let answer: { status: number; body: unknown };

  beforeAll(async () => {
    server = createServer((request, response) => {
      void (async () => {
        const lines: string[] = [];
        for await (const line of splitLines(request)) lines.push(line);
        got.push({ lines, headers: request.headers, path: `${request.method} ${request.url}` });
        response.writeHead(answer.status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer.body));
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => void got.splice(0));
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const take = async (options: ImportOptions = {}) =>
    run(['critical-marker', await put('markers.csv', CSV)], { url, ...options }, { OUTRIDER_TOKEN: 'secret' });

  it('streams the good rows, each on its line in the file, and adds what the server refused', async () => {
    const refused = { line: 8, code: 'MISSING_FIELD', detail: 'terms' };
    answer = { status: 201, body: { batch: 'b9', accepted: 1, rejected: [refused], rejectedCount: 1 } };
    expect(await take({ replace: true })).toBe(0);
    const [request] = got;
    expect(request).toMatchObject({
      path: 'POST /api/registers/critical-marker/records?mode=replace',
      headers: { authorization: 'Bearer secret', 'content-type': 'application/x-ndjson' },
    });
    expect(request?.lines.map((line) => line.length > 0)).toEqual([
      false,
      false,
      true,
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(said.out).toContain('Batch b9: 1 accepted, 4 rejected.');
    expect(await rejects(join(folder, 'markers.csv'))).toContain('8,MISSING_FIELD,"terms"');
  });

  it('tells a refusal by its code', async () => {
    const problem = { type: 'x', title: 't', status: 401, code: 'NOT_SIGNED_IN', detail: 'The session has ended.' };
    answer = { status: 401, body: problem };
    expect(await take()).toBe(1);
    expect(said.error).toContain('NOT_SIGNED_IN: The session has ended.');
  });

  it('does not take just any answer for success', async () => {
    answer = { status: 200, body: { hello: 'world' } };
    expect(await take()).toBe(1);
    expect(said.error).toContain('does not know');
  });

  it('says so when nobody answers', async () => {
    expect(await take({ url: 'http://127.0.0.1:1' })).toBe(1);
    expect(said.error).toContain('No answer from http://127.0.0.1:1');
  });

  it('undoes a batch that it finds in the list of registers', async () => {
    const state = { id: 'firearms', title: 't', holds: 'h', manual: false, available: true, records: 0 };
    answer = {
      status: 200,
      body: [{ ...state, batches: [{ batch: 'b9', at: '2026-01-02T00:00:00Z', accepted: 1, mode: 'merge' }] }],
    };
    await run([], { undo: 'b9', url, token: 't' });
    expect(got.map(({ path }) => path)).toEqual(['GET /api/registers', 'DELETE /api/registers/firearms/batches/b9']);
  });
});
