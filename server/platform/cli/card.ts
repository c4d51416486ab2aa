import type { Command } from 'commander';
import { Instant } from '../../contract/index.js';
import { consultCardThen } from '../../incidents/consult-card-then.js';
import { RandomIds, SystemClock } from '../identity/adapters.js';
import { DataFolderError } from '../log/embedded/data-folder.js';
import { LoggedAccessRecord } from '../record/logged-access-record.js';
import { AT_THE_FOLDER, dataFolderOf, openLogIn } from './data-folder.js';
import { inWords, WronglyUsed } from './in-words.js';
import {
  NoAnswer,
  problemInWords,
  refusalInWords,
  serverNamed,
  withServer,
  type RunningServer,
  type ServerOptions,
} from './running-server.js';
import { openTerminal, type Terminal } from './terminal.js';

export interface CardOptions extends ServerOptions {
  readonly incident: string;
  readonly reader: string;
  readonly at: string;
}

/** What was answered: the card's own bytes, or why there is none. */
type Answer = { readonly ok: true; readonly card: string } | { readonly ok: false; readonly why: string };

/** Adds `outrider card` to the command line. */
export function addCardCommand(program: Command): void {
  const command = program
    .command('card')
    .description('the card of an incident as one reader had it at an instant, byte for byte')
    .requiredOption('--incident <id>', 'which incident')
    .requiredOption('--reader <user>', 'whose card, by user name: with the masks of that reader')
    .requiredOption('--at <instant>', 'ISO 8601 in UTC, such as 2026-11-23T02:14:00Z')
    .addHelpText('after', '\nAsking is a read of personal data, and is recorded as one.')
    .action(async (options: CardOptions) => {
      // Nothing is added to the bytes of the card, no end of line either.
      process.exitCode = await runCard(options, { ...openTerminal(), out: (bytes) => process.stdout.write(bytes) });
    });
  withServer(command, 'without it, the data folder (OUTRIDER_DATA)');
}

/** Runs the command. Resolves to its exit code: 0 shown, 1 there is none, 2 used wrongly. */
export const runCard = (options: CardOptions, terminal: Terminal): Promise<number> =>
  inWords(terminal, [DataFolderError, NoAnswer], async () => {
    const { at } = options;
    if (!Instant.safeParse(at).success)
      throw new WronglyUsed(`--at wants an instant in UTC such as 2026-11-23T02:14:00Z, not "${at}".`);
    const server = serverNamed(options, terminal);
    const answer =
      server === undefined ? await fromFolder(dataFolderOf(terminal), options) : await fromServer(server, options);
    if (answer.ok) terminal.out(answer.card);
    else terminal.error(answer.why);
    return answer.ok ? 0 : 1;
  });

async function fromFolder(folder: string, { incident, reader, at }: CardOptions): Promise<Answer> {
  const log = await openLogIn(folder);
  try {
    const clock = new SystemClock();
    const access = new LoggedAccessRecord(log, clock, new RandomIds());
    const found = await consultCardThen({ log, access, clock }, { incidentId: incident, reader, at }, AT_THE_FOLDER);
    return found.ok ? { ok: true, card: JSON.stringify(found.value) } : { ok: false, why: problemInWords(found) };
  } finally {
    await log.close();
  }
}

async function fromServer(server: RunningServer, { incident, reader, at }: CardOptions): Promise<Answer> {
  const asked = new URLSearchParams({ at, reader });
  const response = await server.ask(`/api/incidents/${encodeURIComponent(incident)}/card?${asked.toString()}`);
  if (response.ok) return { ok: true, card: await response.text() };
  return { ok: false, why: refusalInWords(await response.json().catch(() => undefined)) };
}
