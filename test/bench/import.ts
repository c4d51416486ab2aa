import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { BatchReply, IncidentReply } from '../../server/contract/index.js';
import { newFolder } from '../support/log-folder.js';
import { Outrider, type ReaderSocket } from '../support/outrider.js';
import { quantile } from './quantile.js';
import type { BenchRow } from './rows.js';
import { syntheticPeople, type SyntheticPerson } from './synthetic-people.js';

export interface ImportBenchOptions {
  readonly rows?: number;
}

const REGISTER = 'critical-marker';
const PEOPLE_AT_A_TIME = 20_000;
/** A handler types a draft, and a call is reported, this often while the import runs. */
const DRAFT_EVERY_MS = 50;
const REPORT_EVERY_MS = 250;
const CLI = join(process.cwd(), 'dist/server/platform/cli/main.js');

/**
 * An import of many rows: by the command line into a data folder, from CSV and from NDJSON, and over HTTP into a server that
 * answers drafts and reports all the while.
 */
export async function benchImport({ rows = 1_000_000 }: ImportBenchOptions = {}): Promise<BenchRow[]> {
  const folder = await newFolder();
  try {
    const files = { ndjson: join(folder, 'rows.ndjson'), csv: join(folder, 'rows.csv') };
    await writeFiles(files, rows);
    return [
      { what: 'rows', value: rows, unit: '' },
      ...(await byCommand('NDJSON', files.ndjson, join(folder, 'a'), rows)),
      ...(await byCommand('CSV', files.csv, join(folder, 'b'), rows)),
      ...(await overHttp(files.ndjson, rows)),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const perSecond = (what: string, rows: number, seconds: number): BenchRow => ({
  what,
  value: Math.round(rows / seconds),
  unit: 'rows/s',
  goal: '≥ 50,000',
});

async function byCommand(kind: string, file: string, dataFolder: string, rows: number): Promise<BenchRow[]> {
  const started = performance.now();
  const child = spawn(process.execPath, [CLI, 'import', REGISTER, file], {
    env: { ...process.env, OUTRIDER_DATA: dataFolder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const memory = peakMemory(child.pid ?? 0);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`outrider import ended with ${code}`);
  return [
    perSecond(`outrider import, ${kind}`, rows, (performance.now() - started) / 1000),
    { what: `outrider import, ${kind}: peak memory`, value: memory.stop(), unit: 'MiB' },
  ];
}

/** Looks at a process's peak resident memory until it is told to stop. */
function peakMemory(pid: number): { stop: () => number } {
  let peak = 0;
  const timer = setInterval(() => {
    try {
      const kib = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      peak = Math.max(peak, Number(kib ?? 0) / 1024);
    } catch {
      // It has just ended.
    }
  }, 100);
  return {
    stop: () => {
      clearInterval(timer);
      return Math.round(peak);
    },
  };
}

async function overHttp(file: string, rows: number): Promise<BenchRow[]> {
  const outrider = await Outrider.start();
  try {
    const [admin, handler] = await Promise.all([outrider.signIn('admin'), outrider.signIn('handler')]);
    const socket = handler.connect();
    await once(socket as unknown as NodeJS.EventEmitter, 'connect');
    const report = async (n: number): Promise<void> => {
      const answer = await handler.post<IncidentReply>('/api/incidents', { source: '999', ...said(n) });
      if (answer.status !== 201) throw new Error(`a report was answered ${answer.status}`);
    };
    const quiet = await whileDoing(wait(5_000), socket, report);

    let sent = 0;
    const started = performance.now();
    const bytes = createReadStream(file).on('end', () => (sent = performance.now()));
    const importing = fetch(`${outrider.url}/api/registers/${REGISTER}/records?mode=replace`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${admin.token}` },
      body: Readable.toWeb(bytes) as ReadableStream,
      duplex: 'half',
    } as RequestInit);
    const busy = await whileDoing(importing, socket, report);
    const ended = performance.now();
    const { accepted } = (await (await importing).json()) as BatchReply;
    if (accepted !== rows) throw new Error(`${accepted} of ${rows} rows were taken`);
    return [
      perSecond('over HTTP, until the last row is taken', rows, (sent - started) / 1000),
      { what: 'over HTTP, from then until it can be found', value: Math.round(ended - sent) / 1000, unit: 's' },
      ...figures('beside no import', quiet),
      ...figures('during the import', busy, { drafts: 20, reports: 50 }),
    ];
  } finally {
    await outrider.stop();
  }
}

interface Latencies {
  readonly drafts: readonly number[];
  readonly reports: readonly number[];
}

/** Types drafts and reports calls at a steady pace, whatever becomes of the ones before, until `work` is done. */
async function whileDoing(
  work: Promise<unknown>,
  socket: ReaderSocket,
  report: (n: number) => Promise<void>,
): Promise<Latencies> {
  let done = false;
  const ended = work.finally(() => (done = true));
  const pace = async (everyMs: number, act: (n: number) => Promise<unknown>): Promise<number[]> => {
    const times: Promise<number>[] = [];
    for (let n = 0; !done; n += 1) {
      const started = performance.now();
      times.push(act(n).then(() => performance.now() - started));
      await wait(everyMs);
    }
    return Promise.all(times);
  };
  const typing = pace(DRAFT_EVERY_MS, (n) => socket.emitWithAck('draft', { source: '999', ...said(n) }));
  const reporting = pace(REPORT_EVERY_MS, report);
  await ended;
  return { drafts: await typing, reports: await reporting };
}

const said = (n: number) => ({
  people: [{ role: 'suspect' as const, givenNames: 'Thomas', surname: 'Guthrie', approximateAge: 20 + (n % 50) }],
  location: { building: '60A', street: 'Bromham Road', town: 'Bedford', postcode: 'MK40 2QG' },
});

const figures = (
  when: string,
  { drafts, reports }: Latencies,
  goals?: { readonly drafts: number; readonly reports: number },
): BenchRow[] =>
  (
    [
      ['draft', drafts, goals?.drafts],
      ['report', reports, goals?.reports],
    ] as const
  ).flatMap(([what, times, goal]) =>
    ([0.5, 0.99] as const).map((q) => ({
      what: `${what} ${when}, p${q * 100}`,
      value: Math.round(quantile(times, q) * 10) / 10,
      unit: 'ms',
      ...(goal !== undefined && q === 0.99 ? { goal: `≤ ${goal}` } : {}),
    })),
  );

async function writeFiles(files: { readonly ndjson: string; readonly csv: string }, rows: number): Promise<void> {
  const ndjson = createWriteStream(files.ndjson);
  const csv = createWriteStream(files.csv);
  csv.write(`${Object.keys(csvCells(0, syntheticPeople(1, 1, 0).people[0]!)).join(',')}\n`);
  for (let from = 0; from < rows; from += PEOPLE_AT_A_TIME) {
    const { people } = syntheticPeople(from + 1, Math.min(PEOPLE_AT_A_TIME, rows - from), 0);
    const numbered = people.map((person, index) => [from + index, person] as const);
    const jsonLines = numbered.map(([n, person]) => `${JSON.stringify(recordOf(n, person))}\n`).join('');
    const csvLines = numbered.map(([n, person]) => `${Object.values(csvCells(n, person)).join(',')}\n`).join('');
    if (!ndjson.write(jsonLines)) await once(ndjson, 'drain');
    if (!csv.write(csvLines)) await once(csv, 'drain');
  }
  await Promise.all([ndjson, csv].map((stream) => once(stream.end(), 'finish')));
}

const recordOf = (n: number, person: SyntheticPerson) => ({
  recordId: `B-${n}`,
  people: [
    {
      role: 'victim',
      givenNames: person.givenNames,
      surname: person.surname,
      dateOfBirth: person.dateOfBirth,
      sex: person.sex,
      phones: [person.phone],
    },
  ],
  addresses: [{ building: person.building, street: person.street, town: person.town, postcode: person.postcode }],
  summary: 'Repeated assaults by a partner',
  risk: 'medium',
  recordedAt: '2026-01-02',
});

const csvCells = (n: number, person: SyntheticPerson) => ({
  record_id: `B-${n}`,
  role: 'victim',
  given_names: person.givenNames,
  surname: person.surname,
  date_of_birth: person.dateOfBirth,
  sex: person.sex,
  phone: person.phone,
  building: person.building,
  street: person.street,
  town: person.town,
  postcode: person.postcode,
  summary: 'Repeated assaults by a partner',
  risk: 'medium',
  recorded_at: '2026-01-02',
});
