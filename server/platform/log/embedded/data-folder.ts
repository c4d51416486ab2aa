import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../error-code.js';

/** The layout of the data folder and of what is stored in it. A change that an older Outrider misreads adds one. */
export const FORMAT = 1;

export type DataFolderCode = 'NOT_A_FOLDER' | 'NOT_WRITABLE' | 'IN_USE' | 'CORRUPT' | 'NEWER_FORMAT';

/** Why a data folder cannot be opened, in a sentence that names the folder and says what to do. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
  constructor(
    readonly code: DataFolderCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Where everything is, below the data folder. */
export const placesIn = (folder: string): { format: string; log: string; logFile: string; mark: string } => ({
  format: join(folder, 'outrider.json'),
  log: join(folder, 'log'),
  logFile: join(folder, 'log', 'data.mdb'),
  mark: join(folder, 'log', 'mark'),
});

/** An error of the file system, said about the data folder; anything else as it is. */
export const explain = (folder: string, cause: unknown): unknown => {
  switch (codeOf(cause)) {
    case 'ENOTDIR':
    case 'EEXIST':
      return new DataFolderError(
        'NOT_A_FOLDER',
        `The data folder ${folder} is a file, or lies below one. Name a folder in OUTRIDER_DATA.`,
        { cause },
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
    case 'ENOSPC':
    case 'EFBIG':
    case 13: // EACCES, as lmdb reports it
    case 28: // ENOSPC, as lmdb reports it
    case 30: // EROFS, as lmdb reports it
      return new DataFolderError(
        'NOT_WRITABLE',
        `The data folder ${folder} cannot be written (${String(cause)}). ` +
          'Check who owns it, its rights and the free space, or name another in OUTRIDER_DATA.',
        { cause },
      );
    default:
      return cause;
  }
};

export const corrupt = (folder: string, what: string, cause?: unknown): DataFolderError =>
  new DataFolderError(
    'CORRUPT',
    `The data folder ${folder} is damaged: ${what}. Keep a copy of it, and restore the folder from a backup.`,
    { cause },
  );

/** Writes a file whole or not at all, synced. */
const writeWhole = async (path: string, text: string): Promise<void> => {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (cause) {
    await unlink(draft);
    throw cause;
  } finally {
    await file.close();
  }
  await rename(draft, path);
};

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const readFormat = async (folder: string): Promise<number | undefined> => {
  const text = await readFile(placesIn(folder).format, 'utf8').catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw cause;
  });
  if (text === undefined) return undefined;
  const format = /^\{"format":(\d+)\}\n$/.exec(text)?.[1];
  if (format === undefined) throw corrupt(folder, 'outrider.json does not say which format it has');
  return Number(format);
};

/** Checks that this Outrider can read what is there; undefined: nothing is there yet. */
export const checkFormat = async (folder: string): Promise<number | undefined> => {
  const format = await readFormat(folder);
  if (format !== undefined && format > FORMAT)
    throw new DataFolderError(
      'NEWER_FORMAT',
      `The data folder ${folder} was written by a newer Outrider (format ${format}, this one knows ${FORMAT}). ` +
        'Start that version, or restore a backup made before the upgrade.',
    );
  if (format === undefined && (await exists(placesIn(folder).logFile)))
    throw corrupt(folder, 'it holds a log, but outrider.json is missing');
  return format;
};

/**
 * Makes the folder when it is missing, for its owner alone, and states the format in it.
 * @throws DataFolderError
 */
export const prepareFolder = async (folder: string): Promise<void> => {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    if ((await checkFormat(folder)) === undefined)
      await writeWhole(placesIn(folder).format, `${JSON.stringify({ format: FORMAT })}\n`);
    await mkdir(placesIn(folder).log, { recursive: true, mode: 0o700 });
    await syncFolder(folder);
  } catch (cause) {
    throw explain(folder, cause);
  }
};
