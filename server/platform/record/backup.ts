import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { copyStore } from '../log/embedded/copy-store.js';
import { openLogReader } from '../log/embedded/open-log.js';
import { PAGE_BYTES as LOG_PAGE } from '../log/embedded/store.js';
import { PAGE_BYTES as REGISTER_PAGE } from '../registers/tables.js';

/** Why there is no backup, or why it is not restored, in words. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/** What a backup says of itself, in `backup.json`. */
export interface Backup {
  readonly outrider: 'backup';
  readonly v: 1;
  /** ISO 8601 */
  readonly at: string;
  readonly epoch: string;
  /** of the last event in it */
  readonly position: number;
  readonly link: string;
  /** SHA-256, hex, of each file */
  readonly files: Readonly<Record<string, string>>;
}

const MANIFEST = 'backup.json';
/** Copied as they are. The key of checkpoints is left out, and the matcher's snapshot, which is made anew. */
const PLAIN = ['outrider.json', 'weights.json'] as const;
const MANIFESTS = 'manifests';

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** @throws BackupError unless the folder is missing or empty */
export async function mustBeEmpty(folder: string): Promise<void> {
  const there = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [];
    throw cause;
  });
  if (there.length > 0) throw new BackupError(`${folder} is not empty: name a folder that is.`);
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((name) => name !== MANIFEST && !name.endsWith('lock.mdb'))
    .toSorted();

/**
 * Copies what a data folder holds into an empty folder, while a server may run on it: first the log, then the registers, so
 * that every batch that the log speaks of is among them.
 * @throws BackupError, DataFolderError
 */
export async function backUp(dataFolder: string, to: string, at: string): Promise<Backup> {
  await mustBeEmpty(to);
  if (!(await exists(join(dataFolder, 'log', 'data.mdb'))))
    throw new BackupError(
      `There is no log in ${dataFolder}: where several nodes share one, name it in OUTRIDER_REDIS_URL.`,
    );
  await copyStore(join(dataFolder, 'log'), join(to, 'log'), LOG_PAGE);
  if (await exists(join(dataFolder, 'registers', 'data.mdb')))
    await copyStore(join(dataFolder, 'registers'), join(to, 'registers'), REGISTER_PAGE);
  await copyOwn(dataFolder, to);
  const reader = await openLogReader(to);
  const { epoch, position, link } = reader.head();
  await reader.close();
  return writeManifest(to, { at, epoch, position, link });
}

/** Copies what a force has set up in a data folder, as it is. */
export async function copyOwn(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const name of PLAIN) if (await exists(join(from, name))) await copyFile(join(from, name), join(to, name));
  await copyFolder(join(from, MANIFESTS), join(to, MANIFESTS));
}

/** Says of a backup what is in it. */
export async function writeManifest(
  to: string,
  end: Pick<Backup, 'at' | 'epoch' | 'position' | 'link'>,
): Promise<Backup> {
  const files: Record<string, string> = {};
  for (const name of await filesIn(to)) files[name] = await digestOf(join(to, name));
  const backup: Backup = { outrider: 'backup', v: 1, ...end, files };
  await writeFile(join(to, MANIFEST), `${JSON.stringify(backup, undefined, 2)}\n`, { mode: 0o600 });
  return backup;
}

async function copyFolder(from: string, to: string): Promise<void> {
  if (!(await exists(from))) return;
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const name of await readdir(from)) await copyFile(join(from, name), join(to, name));
}

/** What a backup says of itself, once every file of it has been found to be what it was. @throws BackupError */
export async function checkBackup(from: string): Promise<Backup> {
  const text = await readFile(join(from, MANIFEST), 'utf8').catch(() => '');
  const backup = readBackup(text);
  if (backup === undefined) throw new BackupError(`${from} is no backup, or its ${MANIFEST} is damaged.`);
  const there = new Set(await filesIn(from));
  for (const [name, digest] of Object.entries(backup.files))
    if (!there.has(name) || (await digestOf(join(from, name))) !== digest)
      throw new BackupError(`The backup ${from} is damaged: ${name} is not what it was.`);
  return backup;
}

/**
 * Copies a backup of a data folder into an empty one.
 * @throws BackupError when it is damaged, or the folder is not empty
 */
export async function copyBack(from: string, dataFolder: string): Promise<Backup> {
  await mustBeEmpty(dataFolder);
  const backup = await checkBackup(from);
  for (const name of Object.keys(backup.files)) {
    await mkdir(dirname(join(dataFolder, name)), { recursive: true, mode: 0o700 });
    await copyFile(join(from, name), join(dataFolder, name));
  }
  return backup;
}

function readBackup(text: string): Backup | undefined {
  try {
    const backup = JSON.parse(text) as Backup;
    return backup.outrider === 'backup' && backup.v === 1 ? backup : undefined;
  } catch {
    return undefined;
  }
}
