import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { parse } from 'csv-parse/sync';
import { MembersReply, Problem, WorkforceState } from '../../contract/index.js';
import { MEMBER_COLUMNS, membersOf, type MemberRow } from '../../domain/access/member-rows.js';
import { readMembers, type ReadMember } from '../../domain/access/read-member.js';
import { splitLines } from '../../domain/lines.js';
import type { Terminal } from './import.js';
import { kindOf, UnusableFile } from './import-source.js';

export interface WorkforceOptions {
  readonly url?: string;
  readonly token?: string;
  readonly replace?: boolean;
  readonly dryRun?: boolean;
  readonly undo?: string;
}

/** Adds `outrider workforce` to the command line. */
export function addWorkforceCommand(program: Command): void {
  program
    .command('workforce')
    .description('import the list of the force’s own people through a running server, or undo the last import')
    .argument('[file]', 'CSV or NDJSON, told apart by the end of its name')
    .option('--replace', 'the file is the whole list: whoever is not in it is taken off')
    .option('--dry-run', 'check every row and import none')
    .option('--undo <import>', 'the list as it was before this import, the last one')
    .option('--url <address>', 'of the server, such as http://localhost:3000')
    .option('--token <token>', 'of a session that may import; better in OUTRIDER_TOKEN, which others cannot see')
    .addHelpText('after', `\nColumns of a CSV: ${MEMBER_COLUMNS.join(', ')}. Lists are separated by semicolons.`)
    .addHelpText('after', 'A row with a relation is a relative of the member with its id.')
    .action(async (file: string | undefined, options: WorkforceOptions) => {
      process.exitCode = await runWorkforce(file, options, {
        out: (line) => process.stdout.write(`${line}\n`),
        error: (line) => process.stderr.write(`${line}\n`),
        interactive: process.stderr.isTTY,
        env: process.env,
      });
    });
}

/** Runs the command. Resolves to its exit code: 0 done, 1 failed, 2 used wrongly. */
export async function runWorkforce(
  file: string | undefined,
  options: WorkforceOptions,
  { out, error, env }: Terminal,
): Promise<number> {
  const { url, token = env['OUTRIDER_TOKEN'], undo, replace, dryRun } = options;
  const needsServer = dryRun !== true;
  if ((file === undefined) === (undo === undefined) || (needsServer && (!url || !URL.canParse(url) || !token))) {
    error('Say which file, or --undo; where the server is: --url; and who imports: --token or OUTRIDER_TOKEN.');
    return 2;
  }
  const ask = async (method: string, path: string, body?: string): Promise<unknown> => {
    const authorization = `Bearer ${token}`;
    const sent = body === undefined ? {} : { 'content-type': 'application/x-ndjson' };
    const init = { method, headers: { authorization, ...sent }, ...(body === undefined ? {} : { body }) };
    const answer = await fetch(new URL(path, url), init);
    return answer.json();
  };
  try {
    if (undo !== undefined) {
      const answer = await ask('DELETE', `/api/workforce/imports/${encodeURIComponent(undo)}`);
      const state = WorkforceState.safeParse(answer).data;
      if (!state) return refused(answer, error);
      out(`Import ${undo} is undone: ${state.members} on the list.`);
      return 0;
    }
    const rows = await rowsOf(file ?? '');
    const good = rows.flatMap(({ read }) => (read.ok ? [{ id: read.id, ...read.member }] : []));
    for (const { line, read } of rows) if (!read.ok) error(`line ${line}: ${read.code}: ${read.detail}`);
    if (!needsServer) {
      out(`Dry run: ${good.length} rows are good, ${rows.length - good.length} are not.`);
      return good.length > 0 ? 0 : 1;
    }
    const lines = good.map((member) => `${JSON.stringify(member)}\n`).join('');
    const answer = await ask('POST', `/api/workforce/imports?mode=${replace ? 'replace' : 'merge'}`, lines);
    const reply = MembersReply.safeParse(answer).data;
    if (!reply) return refused(answer, error);
    const { kept, unchanged, removed } = reply;
    out(`Import ${reply.import}: ${kept} new or changed, ${unchanged} as they were, ${removed} taken off.`);
    return 0;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const isNoAnswer = message === 'fetch failed';
    if (!isNoAnswer && !(cause instanceof UnusableFile) && !/^(E[A-Z]+|CSV_[A-Z_]+)$/.test(code ?? '')) throw cause;
    error(isNoAnswer ? `No answer from ${url}: is Outrider running there?` : message);
    return 1;
  }
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

function refused(answer: unknown, error: Terminal['error']): number {
  const problem = Problem.safeParse(answer).data;
  error(problem ? `${problem.code}: ${problem.detail ?? 'nothing was changed.'}` : 'The server answered otherwise.');
  return 1;
}
