import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Instant, Problem } from '../../contract/index.js';
import type { Actor } from '../../domain/access/policy.js';
import { consultCardThen } from '../../incidents/consult-card-then.js';
import { RandomIds, SystemClock } from '../identity/adapters.js';
import { DataFolderError } from '../log/embedded/data-folder.js';
import { openEmbeddedLog } from '../log/embedded/open-log.js';
import { LoggedAccessRecord } from '../record/logged-access-record.js';
import type { Terminal } from './import.js';

export interface CardOptions {
  readonly incident: string;
  readonly reader: string;
  readonly at: string;
  readonly url?: string;
  readonly token?: string;
}

/** What was answered: the card's own bytes, or why there is none. */
type Answer = { readonly ok: true; readonly card: string } | { readonly ok: false; readonly why: string };

/** Whoever has the data folder reads as an auditor does, and is recorded as this. */
const AT_THE_FOLDER: Actor = { userId: 'command-line', name: 'Command line', roles: ['auditor'], sessionId: 'cli' };

/** Adds `outrider card` to the command line. */
export function addCardCommand(program: Command): void {
  program
    .command('card')
    .description('the card of an incident as one reader had it at an instant, byte for byte')
    .requiredOption('--incident <id>', 'which incident')
    .requiredOption('--reader <user>', 'whose card, by user name: with the masks of that reader')
    .requiredOption('--at <instant>', 'ISO 8601 in UTC, such as 2026-11-23T02:14:00Z')
    .option('--url <address>', 'ask the server that runs there; without it, the data folder (OUTRIDER_DATA)')
    .option('--token <token>', 'of a session that may ask; better in OUTRIDER_TOKEN, which others cannot see')
    .addHelpText('after', '\nAsking is a read of personal data, and is recorded as one.')
    .action(async (options: CardOptions) => {
      process.exitCode = await runCard(options, {
        out: (line) => process.stdout.write(line),
        error: (line) => process.stderr.write(`${line}\n`),
        interactive: process.stderr.isTTY,
        env: process.env,
      });
    });
}

/** Runs the command. Resolves to its exit code: 0 shown, 1 there is none, 2 used wrongly. */
export async function runCard(options: CardOptions, { out, error, env }: Terminal): Promise<number> {
  const { at, url } = options;
  const token = options.token ?? env['OUTRIDER_TOKEN'] ?? '';
  const wrong = [
    Instant.safeParse(at).success ? '' : `--at wants an instant in UTC such as 2026-11-23T02:14:00Z, not "${at}".`,
    url === undefined || URL.canParse(url) ? '' : `--url wants an address such as http://localhost:3000, not "${url}".`,
    url === undefined || token !== '' ? '' : 'A server wants to know who asks: --token or OUTRIDER_TOKEN.',
  ].find((complaint) => complaint !== '');
  if (wrong !== undefined) {
    error(wrong);
    return 2;
  }
  try {
    const folder = resolve(env['OUTRIDER_DATA'] ?? './data');
    const answer = url === undefined ? await fromFolder(folder, options) : await fromServer(url, token, options);
    if (answer.ok) out(answer.card);
    else error(answer.why);
    return answer.ok ? 0 : 1;
  } catch (cause) {
    if (!(cause instanceof DataFolderError)) throw cause;
    const inUse =
      cause.code === 'IN_USE' ? ' To ask while the server runs, go through it: --url http://localhost:3000' : '';
    error(`${cause.message}${inUse}`);
    return 1;
  }
}

async function fromFolder(folder: string, { incident, reader, at }: CardOptions): Promise<Answer> {
  const log = await openEmbeddedLog(folder);
  try {
    const clock = new SystemClock();
    const access = new LoggedAccessRecord(log, clock, new RandomIds());
    const found = await consultCardThen({ log, access, clock }, { incidentId: incident, reader, at }, AT_THE_FOLDER);
    return found.ok
      ? { ok: true, card: JSON.stringify(found.value) }
      : { ok: false, why: `${found.code}: ${found.detail ?? 'there is no such card.'}` };
  } finally {
    await log.close();
  }
}

async function fromServer(url: string, token: string, { incident, reader, at }: CardOptions): Promise<Answer> {
  const address = new URL(`/api/incidents/${encodeURIComponent(incident)}/card`, url);
  address.search = new URLSearchParams({ at, reader }).toString();
  const response = await fetch(address, { headers: { authorization: `Bearer ${token}` } }).catch(() => undefined);
  if (response === undefined) return { ok: false, why: `No answer from ${address.origin}: is Outrider running there?` };
  const text = await response.text();
  if (response.ok) return { ok: true, card: text };
  const problem = Problem.safeParse(JSON.parse(text)).data;
  return {
    ok: false,
    why: problem === undefined ? `The server answered ${response.status}` : `${problem.code}: ${problem.detail}`,
  };
}
