import { CsvError } from 'csv-parse';
import type { Command } from 'commander';
import { counted } from '../../domain/count.js';
import { COMMON_COLUMNS } from '../../domain/register/built-in/columns.js';
import { MANIFESTS } from '../../domain/register/manifests.js';
import { DataFolderError } from '../log/embedded/data-folder.js';
import { ManifestError, readManifests } from '../registers/manifest-files.js';
import { dataFolderOf } from './data-folder.js';
import { importFile } from './import-file.js';
import { UnusableFile } from './import-source.js';
import { folderTarget, serverTarget, type Target } from './import-targets.js';
import { inWords, WronglyUsed } from './in-words.js';
import { NoAnswer, problemInWords, serverNamed, withServer, type ServerOptions } from './running-server.js';
import { openTerminal, type Terminal } from './terminal.js';

export interface ImportOptions extends ServerOptions {
  readonly map?: string;
  readonly replace?: boolean;
  readonly dryRun?: boolean;
  readonly undo?: string;
}

/** Adds `outrider import` to the command line. */
export function addImportCommand(program: Command): void {
  const command = program
    .command('import')
    .description('import records into a register, or undo an import')
    .argument('[register]', `one of ${MANIFESTS.map(({ id }) => id).join(', ')}, or one of your own manifests`)
    .argument('[file]', 'CSV or NDJSON, told apart by the end of its name')
    .option('--map <file>', 'for a CSV: JSON, column name → path in a record, such as "people.0.surname"')
    .option('--replace', 'the file is the whole register: what it does not hold is gone')
    .option('--dry-run', 'check every row and import none')
    .option('--undo <batch>', 'make the register as if this batch had never been imported')
    .addHelpText(
      'after',
      `\nColumns of a CSV without --map: ${Object.keys(COMMON_COLUMNS).join(', ')},` +
        ' and those of its register; a manifest lists them. Lists in one cell are separated by semicolons.',
    )
    .addHelpText('after', 'Rows that cannot be taken are written to FILE.rejected.csv, with the reason.')
    .action(async (register: string | undefined, file: string | undefined, options: ImportOptions) => {
      process.exitCode = await runImport(register, file, options, openTerminal());
    });
  withServer(command, 'without it, the data folder (OUTRIDER_DATA)');
}

/** Runs the command. Resolves to its exit code: 0 done, 1 failed, 2 used wrongly. */
export const runImport = (
  register: string | undefined,
  file: string | undefined,
  options: ImportOptions,
  terminal: Terminal,
): Promise<number> =>
  inWords(terminal, [UnusableFile, CsvError, NoAnswer, DataFolderError, ManifestError], async () => {
    if (options.undo !== undefined) return undo(options.undo, register, options, terminal);
    if (register === undefined || file === undefined)
      throw new WronglyUsed('Say which register, and which file; or --undo and which batch.');
    return importInto(register, file, options, terminal);
  });

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
      terminal.out(`Dry run: ${counted(good, 'row')} good, ${rejected} not.${why}`);
      return good > 0 ? 0 : 1;
    }
    if (!outcome.ok) {
      terminal.error(`${problemInWords(outcome)}${why}`);
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
      terminal.error(problemInWords(outcome));
      return 1;
    }
    terminal.out(`Batch ${batch} is undone: ${outcome.value.id} is as if it had never been imported.`);
    return 0;
  } finally {
    await target.close();
  }
}

async function openTarget(options: ImportOptions, terminal: Terminal): Promise<Target> {
  const server = serverNamed(options, terminal);
  if (server !== undefined) return serverTarget(server);
  const folder = dataFolderOf(terminal);
  return folderTarget(folder, await readManifests(folder));
}
