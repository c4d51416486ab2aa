import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { CsvError, parse } from 'csv-parse/sync';
import { MembersReply, WorkforceState } from '../../contract/index.js';
import { MEMBER_COLUMNS, membersOf, type MemberRow } from '../../domain/access/member-rows.js';
import { readMembers, type ReadMember } from '../../domain/access/read-member.js';
import { counted } from '../../domain/count.js';
import { splitLines } from '../../domain/lines.js';
import { kindOf, UnusableFile } from './import-source.js';
import { inWords, WronglyUsed } from './in-words.js';
import {
  NoAnswer,
  refusalInWords,
  serverNamed,
  withServer,
  type RunningServer,
  type ServerOptions,
} from './running-server.js';
import { openTerminal, type Terminal } from './terminal.js';

export interface WorkforceOptions extends ServerOptions {
  readonly replace?: boolean;
  readonly dryRun?: boolean;
  readonly undo?: string;
}

/** Adds `outrider workforce` to the command line. */
export function addWorkforceCommand(program: Command): void {
  const command = program
    .command('workforce')
    .description('import the list of the force’s own people through a running server, or undo the last import')
    .argument('[file]', 'CSV or NDJSON, told apart by the end of its name')
    .option('--replace', 'the file is the whole list: whoever is not in it is taken off')
    .option('--dry-run', 'check every row and import none')
    .option('--undo <import>', 'the list as it was before this import, the last one')
    .addHelpText('after', `\nColumns of a CSV: ${MEMBER_COLUMNS.join(', ')}. Lists are separated by semicolons.`)
    .addHelpText('after', 'A row with a relation is a relative of the member with its id.')
    .action(async (file: string | undefined, options: WorkforceOptions) => {
      process.exitCode = await runWorkforce(file, options, openTerminal());
    });
  withServer(command, 'needed, unless nothing is imported');
}

/** Runs the command. Resolves to its exit code: 0 done, 1 failed, 2 used wrongly. */
export const runWorkforce = (
  file: string | undefined,
  options: WorkforceOptions,
  terminal: Terminal,
): Promise<number> =>
  inWords(terminal, [UnusableFile, CsvError, NoAnswer], async () => {
    const { undo, dryRun, replace = false } = options;
    if (undo !== undefined && file === undefined) return undoImport(serverFor(options, terminal), undo, terminal);
    if (undo !== undefined || file === undefined) throw new WronglyUsed('Say which file, or --undo and which import.');
    if (dryRun !== true) return importInto(serverFor(options, terminal), file, replace, terminal);
    const { good, bad } = await checkedRows(file, terminal);
    terminal.out(`Dry run: ${counted(good.length, 'row')} good, ${bad} not.`);
    return good.length > 0 ? 0 : 1;
  });

function serverFor(options: WorkforceOptions, terminal: Terminal): RunningServer {
  const server = serverNamed(options, terminal);
  if (server === undefined)
    throw new WronglyUsed('A server keeps the list: say where it runs, such as --url http://localhost:3000.');
  return server;
}

async function importInto(server: RunningServer, file: string, replace: boolean, terminal: Terminal): Promise<number> {
  const { good } = await checkedRows(file, terminal);
  const answer = await server.askJson(`/api/workforce/imports?mode=${replace ? 'replace' : 'merge'}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: good.map((member) => `${JSON.stringify(member)}\n`).join(''),
  });
  const reply = MembersReply.safeParse(answer).data;
  if (reply === undefined) {
    terminal.error(refusalInWords(answer));
    return 1;
  }
  const { kept, unchanged, removed } = reply;
  terminal.out(`Import ${reply.import}: ${kept} new or changed, ${unchanged} as they were, ${removed} taken off.`);
  return 0;
}

async function undoImport(server: RunningServer, imported: string, terminal: Terminal): Promise<number> {
  const path = `/api/workforce/imports/${encodeURIComponent(imported)}`;
  const answer = await server.askJson(path, { method: 'DELETE' });
  const state = WorkforceState.safeParse(answer).data;
  if (state === undefined) {
    terminal.error(refusalInWords(answer));
    return 1;
  }
  terminal.out(`Import ${imported} is undone: ${state.members} on the list.`);
  return 0;
}

/** The members that a file declares, and how many of its rows cannot be taken: those are told one by one. */
async function checkedRows(file: string, { error }: Terminal) {
  const rows = await rowsOf(file);
  const good = rows.flatMap(({ read }) => (read.ok ? [{ id: read.id, ...read.member }] : []));
  for (const { line, read } of rows) if (!read.ok) error(`line ${line}: ${read.code}: ${read.detail}`);
  return { good, bad: rows.length - good.length };
}

async function rowsOf(file: string): Promise<{ readonly line: number; readonly read: ReadMember }[]> {
  if (kindOf(file) === 'ndjson') {
    const rows: { readonly line: number; readonly read: ReadMember }[] = [];
    for await (const row of readMembers(splitLines(createReadStream(file)))) rows.push(row);
    return rows;
  }
  const columns = true;
  const parsed = parse(await readFile(file), { bom: true, columns, info: true, skip_empty_lines: true, trim: true });
  const rows = (parsed as unknown as { record: MemberRow; info: { lines: number } }[]).map(({ record, info }) => ({
    line: info.lines,
    row: record,
  }));
  if (!rows.some(({ row }) => row.id)) throw new UnusableFile(`${file} has no column "id" with anybody in it`);
  return membersOf(rows);
}
