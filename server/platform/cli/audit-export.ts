import { createWriteStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AuditFilter, Problem } from '../../contract/index.js';
import type { Actor } from '../../domain/access/policy.js';
import type { Sought } from '../../domain/record/sought.js';
import { RandomIds, SystemClock } from '../identity/adapters.js';
import { DataFolderError } from '../log/embedded/data-folder.js';
import { openEmbeddedLog, openLogReader } from '../log/embedded/open-log.js';
import { exportRecord } from '../record/export-record.js';
import { LoggedAccessRecord } from '../record/logged-access-record.js';
import { KEY_FILE, openSigningKey, SigningKeyError } from '../record/signing-key.js';
import type { Terminal } from './import.js';

export interface AuditExportOptions {
  readonly out?: string;
  readonly incident?: string;
  readonly record?: string;
  readonly user?: string;
  readonly operation?: string;
  readonly from?: string;
  readonly until?: string;
  readonly contents?: boolean;
  readonly url?: string;
  readonly token?: string;
}

/** Whoever has the data folder reads as an auditor does, and is recorded as this. */
const AT_THE_FOLDER: Actor = { userId: 'command-line', name: 'Command line', roles: ['auditor'], sessionId: 'cli' };

/** Runs the command. Resolves to its exit code: 0 exported, 1 not, 2 used wrongly. */
export async function runAuditExport(options: AuditExportOptions, { error, env }: Terminal): Promise<number> {
  const { incident, record, user, operation, from, until, url, contents = false } = options;
  const filter = AuditFilter.safeParse({ incidentId: incident, record, user, operation, from, until });
  const token = options.token ?? env['OUTRIDER_TOKEN'] ?? '';
  if (!filter.success || (url !== undefined && (!URL.canParse(url) || token === ''))) {
    const [issue] = filter.error?.issues ?? [];
    error(
      issue
        ? `--${String(issue.path[0]).replace('Id', '')}: ${issue.message}.`
        : '--url wants an address, and a token in OUTRIDER_TOKEN.',
    );
    return 2;
  }
  try {
    const folder = resolve(env['OUTRIDER_DATA'] ?? './data');
    const lines =
      url === undefined
        ? fromFolder(folder, keyFileIn(folder, env), filter.data, contents)
        : await fromServer(url, token, filter.data, contents);
    await pipeline(lines, destination(options.out));
    return 0;
  } catch (cause) {
    const known = [DataFolderError, SigningKeyError, NotExported].some((kind) => cause instanceof kind);
    if (!known) throw cause;
    const inUse = cause instanceof DataFolderError && cause.code === 'IN_USE';
    error(`${(cause as Error).message}${inUse ? ' To export while the server runs, go through it: --url' : ''}`);
    return 1;
  }
}

const keyFileIn = (folder: string, env: Terminal['env']): string =>
  env['OUTRIDER_CHECKPOINT_KEY'] ?? join(folder, KEY_FILE);

/** Why nothing was exported, in words. */
class NotExported extends Error {
  override readonly name = 'NotExported';
}

const destination = (out: string | undefined): Writable =>
  out === undefined ? process.stdout : createWriteStream(out, { mode: 0o600 });

async function* fromFolder(folder: string, keyFile: string, sought: Sought, contents: boolean): AsyncGenerator<string> {
  const key = await openSigningKey(keyFile);
  const log = await openEmbeddedLog(folder);
  try {
    const access = new LoggedAccessRecord(log, new SystemClock(), new RandomIds());
    const what = `audit/export${contents ? '/with-contents' : ''}?${JSON.stringify(sought)}`;
    const body = { v: 1 as const, action: 'audit.export' as const, what, rule: 'data folder', reason: 'role auditor' };
    await access.store(AT_THE_FOLDER, [{ type: 'consulted', body }]);
  } finally {
    await log.close();
  }
  const opened = await openLogReader(folder);
  try {
    const head = opened.head();
    const sealed = { head, entries: opened.reader.sealed(head) };
    for await (const line of exportRecord(sealed, key, { sought, contents })) yield `${line}\n`;
  } finally {
    await opened.close();
  }
}

async function fromServer(url: string, token: string, sought: Sought, contents: boolean): Promise<Readable> {
  const address = new URL('/api/audit/export', url);
  for (const [name, value] of Object.entries(sought) as [string, string | undefined][])
    if (value !== undefined) address.searchParams.set(name, value);
  if (contents) address.searchParams.set('contents', 'true');
  const response = await fetch(address, { headers: { authorization: `Bearer ${token}` } }).catch(() => undefined);
  if (response === undefined) throw new NotExported(`No answer from ${address.origin}: is Outrider running there?`);
  if (response.ok && response.body !== null)
    return Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  const problem = Problem.safeParse(await response.json().catch(() => undefined)).data;
  throw new NotExported(problem ? `${problem.code}: ${problem.detail}` : `The server answered ${response.status}.`);
}
