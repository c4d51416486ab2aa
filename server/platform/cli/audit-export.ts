import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AuditFilter } from '../../contract/index.js';
import type { Sought } from '../../domain/record/sought.js';
import { RandomIds, SystemClock } from '../identity/adapters.js';
import { DataFolderError } from '../log/embedded/data-folder.js';
import { openLogReader } from '../log/embedded/open-log.js';
import { exportRecord } from '../record/export-record.js';
import { LoggedAccessRecord } from '../record/logged-access-record.js';
import { KEY_FILE, openSigningKey, SigningKeyError } from '../record/signing-key.js';
import { AT_THE_FOLDER, dataFolderOf, openLogIn } from './data-folder.js';
import { inWords, WronglyUsed } from './in-words.js';
import { NoAnswer, refusalInWords, serverNamed, type RunningServer, type ServerOptions } from './running-server.js';
import type { Terminal } from './terminal.js';

export interface AuditExportOptions extends ServerOptions {
  readonly out?: string;
  readonly incident?: string;
  readonly record?: string;
  readonly user?: string;
  readonly operation?: string;
  readonly from?: string;
  readonly until?: string;
  readonly contents?: boolean;
}

/** Runs the command. Resolves to its exit code: 0 exported, 1 not, 2 used wrongly. */
export const runAuditExport = (options: AuditExportOptions, terminal: Terminal): Promise<number> =>
  inWords(terminal, [DataFolderError, SigningKeyError, NoAnswer, NotExported], async () => {
    const { contents = false } = options;
    const sought = soughtBy(options);
    const server = serverNamed(options, terminal);
    const folder = dataFolderOf(terminal);
    const lines =
      server === undefined
        ? fromFolder(folder, keyFileIn(folder, terminal.env), sought, contents)
        : await fromServer(server, sought, contents);
    await pipeline(lines, destination(options.out));
    return 0;
  });

/** What is asked for. @throws WronglyUsed naming the option that is wrong */
function soughtBy({ incident, record, user, operation, from, until }: AuditExportOptions): Sought {
  const filter = AuditFilter.safeParse({ incidentId: incident, record, user, operation, from, until });
  if (filter.success) return filter.data;
  const [issue] = filter.error.issues;
  throw new WronglyUsed(`--${String(issue?.path[0]).replace('Id', '')}: ${issue?.message}.`);
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
  const log = await openLogIn(folder);
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

async function fromServer(server: RunningServer, sought: Sought, contents: boolean): Promise<Readable> {
  const asked = new URLSearchParams(
    Object.entries(sought).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  if (contents) asked.set('contents', 'true');
  const response = await server.ask(`/api/audit/export?${asked.toString()}`);
  if (response.ok && response.body !== null)
    return Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  throw new NotExported(refusalInWords(await response.json().catch(() => undefined)));
}
