/**
 * A process of its own that uses the embedded log, for tests that kill it, trace it or take its disk away. Run from the
 * build: `node dist/test/support/log-child.js MODE FOLDER [OPTIONS as JSON]`. It says what it does on stdout, line by
 * line, each written before anything else happens:
 *
 * - `append`: ASK n, ACK n FIRST LAST for each append; SEEN POSITION for what a tail gave; when the disk fails, FAILED
 *   NAME WRITABLE, then READ COUNT
 * - `hold`: OPEN or REFUSED CODE MESSAGE; holds the folder until stdin ends
 * - `import`: FAILED NAME when the disk fails an import, then DISCARDED
 * - `flips`: for each damaged copy of a log: INDEX found|harmless|wrong
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { DataFolderError } from '../../server/platform/log/embedded/data-folder.js';
import { openEmbeddedLog } from '../../server/platform/log/embedded/open-log.js';
import { openRegisterStore } from '../../server/platform/registers/register-store.js';
import { everything, request } from './log-requests.js';
import { surveyDamaged, type Flip } from './log-flips.js';

const say = (line: string): void => void writeSync(1, `${line}\n`);

const nameOf = (cause: unknown): string => (cause instanceof Error ? cause.name : typeof cause);

export interface AppendOptions {
  /** appends of this run are numbered from here; the number is the command id */
  readonly from: number;
  readonly count: number;
  readonly writers: number;
  /** bytes of each body */
  readonly bytes: number;
  readonly sync?: boolean;
}

const append = async (folder: string, { from, count, writers, bytes, sync = true }: AppendOptions): Promise<void> => {
  const log = await openEmbeddedLog(folder, { sync });
  let next = from;
  let failed: unknown;
  const write = async (): Promise<void> => {
    while (next < from + count && failed === undefined) {
      const n = next;
      next += 1;
      say(`ASK ${n}`);
      const body = randomBytes(bytes / 2).toString('hex');
      const appended = await log.append(
        request({ command: String(n), stream: `incident/${n % 97}`, bodies: [body, { n }] }),
      );
      if ('first' in appended) say(`ACK ${n} ${appended.first} ${appended.last}`);
    }
  };
  const fail = (cause: unknown): void => {
    failed ??= cause;
  };
  const stop = new AbortController();
  const seen = (async () => {
    const { position } = await log.head();
    for await (const batch of log.tail(position, stop.signal)) say(`SEEN ${batch.at(-1)?.position}`);
  })();
  await Promise.all(Array.from({ length: writers }, () => write().catch(fail)));
  stop.abort();
  await seen;
  if (failed !== undefined) {
    say(`FAILED ${nameOf(failed)} ${String(log.writable())}`);
    say(`READ ${(await everything(log)).length}`);
  }
  await log.close();
};

const hold = async (folder: string, { unprivileged = false }: { readonly unprivileged?: boolean }): Promise<void> => {
  // Root may write anywhere; nobody may not.
  if (unprivileged && process.getuid?.() === 0) process.seteuid?.(65534);
  try {
    const log = await openEmbeddedLog(folder);
    say('OPEN');
    process.stdin.resume();
    await once(process.stdin, 'end');
    await log.close();
  } catch (cause) {
    if (!(cause instanceof DataFolderError)) throw cause;
    say(`REFUSED ${cause.code} ${cause.message}`);
  }
};

const importRecords = async (folder: string): Promise<void> => {
  const store = await openRegisterStore(folder);
  const writer = await store.begin('warning', 'b1');
  const puts = (async () => {
    for (let n = 0; ; n += 1)
      await writer.put({ recordId: `R${n}`, summary: randomBytes(200).toString('hex'), recordedAt: '2026-01-01' });
  })();
  say(`FAILED ${await puts.catch(nameOf)}`);
  await writer.discard();
  say('DISCARDED');
  await store.close();
};

const flips = async (
  folder: string,
  options: { readonly flips: readonly Flip[]; readonly from: number },
): Promise<void> => {
  for (const [index, flip] of options.flips.entries())
    if (index >= options.from) say(`${index} ${await surveyDamaged(folder, flip)}`);
};

const [mode, folder = '', json = '{}'] = process.argv.slice(2);
const options: unknown = JSON.parse(json);
if (mode === 'append') await append(folder, options as AppendOptions);
else if (mode === 'hold') await hold(folder, options as { unprivileged?: boolean });
else if (mode === 'import') await importRecords(folder);
else if (mode === 'flips') await flips(folder, options as { flips: Flip[]; from: number });
else throw new Error(`There is no mode ${String(mode)}`);
