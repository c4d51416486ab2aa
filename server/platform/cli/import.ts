import { resolve } from 'node:path';
import type { Command } from 'commander';
import { MANIFESTS } from '../../domain/register/manifests.js';
import { DataFolderError } from '../log/embedded/data-folder.js';
import { ManifestError, readManifests } from '../registers/manifest-files.js';
import { importFile } from './import-file.js';
import { UnusableFile } from './import-source.js';
import { folderTarget, NoAnswer, serverTarget, type Target } from './import-targets.js';

export interface ImportOptions {
  readonly map?: string;
  readonly replace?: boolean;
  readonly dryRun?: boolean;
  readonly undo?: string;
  readonly url?: string;
  readonly token?: string;
}

/** What a command writes to, and the environment that it reads. */
export interface Terminal {
  readonly out: (line: string) => void;
  readonly error: (line: string) => void;
  /** progress is drawn only where somebody watches */
  readonly interactive: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Arguments that do not fit together: exit code 2. */
class WronglyUsed extends Error {
  override readonly name = 'WronglyUsed';
}

/** Adds `outrider import` to the command line. */
export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description('import records into a register, or undo an import')
    .argument('[register]', `one of ${MANIFESTS.map(({ id }) => id).join(', ')}, or one of your own manifests`)
    .argument('[file]', 'CSV or NDJSON, told apart by the end of its name')
    .option('--map <file>', 'for a CSV: JSON, column name → path in a record, such as "people.0.surname"')
    .option('--replace', 'the file is the whole register: what it does not hold is gone')
    .option('--dry-run', 'check every row and import none')
    .option('--undo <batch>', 'make the register as if this batch had never been imported')
    .option('--url <address>', 'through the server that runs there; without it, into the data folder (OUTRIDER_DATA)')
    .option('--token <token>', 'of a session that may import; better in OUTRIDER_TOKEN, which others cannot see')
    .addHelpText('after', '\nRows that cannot be taken are written to FILE.rejected.csv, with the reason.')
    .action(async (register: string | undefined, file: string | undefined, options: ImportOptions) => {
      process.exitCode = await runImport(register, file, options, {
        out: (line) => process.stdout.write(`${line}\n`),
        error: (line) => process.stderr.write(`${line}\n`),
        interactive: process.stderr.isTTY,
        env: process.env,
      });
    });
}

/** Runs the command. Resolves to its exit code: 0 done, 1 failed, 2 used wrongly. */
export async function runImport(
  register: string | undefined,
  file: string | undefined,
  options: ImportOptions,
  terminal: Terminal,
): Promise<number> {
  try {
    if (options.undo !== undefined) return await undo(options.undo, register, options, terminal);
    if (register === undefined || file === undefined) throw new WronglyUsed('Say which register, and which file.');
    return await importInto(register, file, options, terminal);
  } catch (cause) {
    terminal.error(explain(cause, options));
    return cause instanceof WronglyUsed ? 2 : 1;
  }
}

async function importInto(register: string, file: string, options: ImportOptions, terminal: Terminal): Promise<number> {
  const manifests = await readManifests(dataFolderOf(terminal));
  const target = options.dryRun === true ? undefined : await openTarget(options, terminal);
  try {
    const { outcome, good, rejected, rejects } = await importFile({
      manifests,
      register,
      file,
      mode: options.replace === true ? 'replace' : 'merge',
      showProgress: terminal.interactive,
      ...(options.map === undefined ? {} : { map: options.map }),
      ...(target === undefined ? {} : { target }),
    });
    const why = rejects === undefined ? '' : ` Why: ${rejects}`;
    if (outcome === undefined) {
      terminal.out(`Dry run: ${good} rows are good, ${rejected} are not.${why}`);
      return good > 0 ? 0 : 1;
    }
    if (!outcome.ok) {
      terminal.error(`${outcome.code}: ${outcome.detail ?? 'nothing was imported.'}${why}`);
      return 1;
    }
    terminal.out(`Batch ${outcome.value.batch}: ${outcome.value.accepted} accepted, ${rejected} rejected.${why}`);
    return 0;
  } finally {
    await target?.close();
  }
}

async function undo(
  batch: string,
  register: string | undefined,
  options: ImportOptions,
  terminal: Terminal,
): Promise<number> {
  const target = await openTarget(options, terminal);
  try {
    const outcome = await target.undo(batch, register);
    if (!outcome.ok) {
      terminal.error(`${outcome.code}: ${outcome.detail ?? 'nothing was undone.'}`);
      return 1;
    }
    terminal.out(`Batch ${batch} is undone: ${outcome.value.id} is as if it had never been imported.`);
    return 0;
  } finally {
    await target.close();
  }
}

const dataFolderOf = ({ env }: Terminal): string => resolve(env['OUTRIDER_DATA'] ?? './data');

async function openTarget({ url, token }: ImportOptions, terminal: Terminal): Promise<Target> {
  const { env } = terminal;
  if (url === undefined) {
    const folder = dataFolderOf(terminal);
    return folderTarget(folder, await readManifests(folder));
  }
  if (!URL.canParse(url)) throw new WronglyUsed(`--url wants an address such as http://localhost:3000, not "${url}".`);
  const given = token ?? env['OUTRIDER_TOKEN'] ?? '';
  if (given === '') throw new WronglyUsed('A server wants to know who imports: --token or OUTRIDER_TOKEN.');
  return serverTarget(url, given);
}

/** An error that a person can mend, in a sentence; any other with its stack, for those who mend Outrider. */
function explain(cause: unknown, { url }: ImportOptions): string {
  if (cause instanceof DataFolderError && cause.code === 'IN_USE' && url === undefined) {
    return `${cause.message} To import while the server runs, go through it: --url http://localhost:3000`;
  }
  const { code, message, stack } = cause as NodeJS.ErrnoException;
  const said = [WronglyUsed, UnusableFile, NoAnswer, DataFolderError, ManifestError].some(
    (kind) => cause instanceof kind,
  );
  return said || /^(E[A-Z]+|CSV_[A-Z_]+)$/.test(code ?? '') ? message : (stack ?? String(cause));
}
