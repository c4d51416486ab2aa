import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { counted } from '../../domain/count.js';
import { LogCorrupt } from '../../ports.js';
import type { Erasure } from '../../ports/record.js';
import { eraseAgain } from '../../record/keep-incident.js';
import { eraseRecordAgain } from '../../registers/erase-record.js';
import { openRegisterStore } from '../registers/register-store.js';
import { SystemClock } from '../identity/adapters.js';
import { DataFolderError } from '../log/embedded/data-folder.js';
import { openEmbeddedLog } from '../log/embedded/open-log.js';
import { openRedisLog } from '../log/redis/open-log.js';
import { SharedRegisterStore } from '../nodes/shared-register-store.js';
import { RedisUnusable } from '../redis/errors.js';
import { openRedis, type RedisSettings } from '../redis/open-redis.js';
import { BackupError, backUp, checkBackup, copyBack, type Backup } from '../record/backup.js';
import { backUpShared, copyBackShared, isShared } from '../record/backup-shared.js';
import { CheckpointFile, CHECKPOINTS } from '../record/checkpoint-file.js';
import { ErasureFile } from '../record/erasure-file.js';
import { KEY_FILE, openSigningKey, SigningKeyError } from '../record/signing-key.js';
import { dataFolderOf } from './data-folder.js';
import { inWords, WronglyUsed } from './in-words.js';
import { sharedLogOf } from './shared-log.js';
import { openTerminal, type Terminal } from './terminal.js';

/** What of a backup a person can mend. */
const MENDABLE = [BackupError, DataFolderError, SigningKeyError, RedisUnusable, LogCorrupt];

/** Adds `outrider backup` to the command line. */
export function addBackupCommand(program: Command): void {
  program
    .command('backup')
    .description('copy the data folder, or the log that nodes share, into an empty folder, while nodes run or not')
    .argument('<to>', 'an empty folder')
    .addHelpText(
      'after',
      '\nFrom OUTRIDER_DATA, or OUTRIDER_REDIS_URL.' +
        ' The key that signs checkpoints is not in it; hashes of passwords are, with the accounts.',
    )
    .action(async (to: string) => {
      process.exitCode = await runBackup(to, openTerminal());
    });
}

export interface RestoreOptions {
  /** erase again what was erased since the backup */
  readonly erasures: boolean;
  /** go on with another key than the checkpoints were signed with */
  readonly newKey?: boolean;
}

/** Adds `outrider restore` to the command line. */
export function addRestoreCommand(program: Command): void {
  program
    .command('restore')
    .description('restore a backup into an empty data folder, or an empty Redis and archive: a new epoch begins')
    .argument('<from>', 'the folder of a backup')
    .option('--no-erasures', 'there is no list of erasures (OUTRIDER_CHECKPOINTS): what was erased since would be back')
    .option('--new-key', 'the key of the checkpoints (OUTRIDER_CHECKPOINT_KEY) is lost: verify will say so for ever')
    .addHelpText(
      'after',
      '\nInto OUTRIDER_DATA, or OUTRIDER_REDIS_URL and OUTRIDER_ARCHIVE.' +
        ' What was erased after the backup is erased again before anything can be served.',
    )
    .action(async (from: string, options: RestoreOptions) => {
      process.exitCode = await runRestore(from, options, openTerminal());
    });
}

/** Runs `backup`. Resolves to its exit code: 0 done, 1 failed. */
export async function runBackup(to: string, { out, error, env }: Terminal): Promise<number> {
  return inWords({ error }, MENDABLE, async () => {
    const folder = dataFolderOf({ env });
    const shared = sharedLogOf({ env });
    const at = new SystemClock().now();
    const { position, files } = await (shared === undefined
      ? backUp(folder, resolve(to), at)
      : backUpShared(shared, folder, resolve(to), at));
    out(`Backed up through position ${position}, ${counted(Object.keys(files).length, 'file')}, into ${resolve(to)}.`);
    return 0;
  });
}

/** Runs `restore`. Resolves to its exit code: 0 done, 1 failed, 2 used wrongly. */
export async function runRestore(
  from: string,
  { erasures: replay, newKey = false }: RestoreOptions,
  { out, error, env }: Terminal,
): Promise<number> {
  const checkpoints = env['OUTRIDER_CHECKPOINTS'];
  return inWords({ error }, MENDABLE, async () => {
    if (replay && checkpoints === undefined)
      throw new WronglyUsed(
        'Name the folder of checkpoints in OUTRIDER_CHECKPOINTS: the list of erasures is there. Or say --no-erasures.',
      );
    const folder = dataFolderOf({ env });
    const keyFile = env['OUTRIDER_CHECKPOINT_KEY'] ?? join(folder, KEY_FILE);
    if (checkpoints !== undefined && !newKey && existsSync(join(checkpoints, CHECKPOINTS)) && !existsSync(keyFile))
      throw new WronglyUsed(
        'Name the file of the key that signed the checkpoints in OUTRIDER_CHECKPOINT_KEY. If it is lost, say --new-key.',
      );
    const shared = sharedLogOf({ env });
    const { at } = await copyBackAny(shared, resolve(from), folder);
    const key = await openSigningKey(keyFile);
    const clock = new SystemClock();
    const { log, store, close } = await openRestored(shared, folder);
    try {
      await log.verify({ bodies: true });
      const head = await log.head();
      await new CheckpointFile(folder, checkpoints, key).add({ kind: 'restored', at: clock.now(), ...head });
      let erased = 0;
      if (replay && checkpoints !== undefined)
        for (const erasure of await new ErasureFile(checkpoints).all())
          if (await eraseAgainAny({ log, clock, store }, erasure)) erased += 1;
      out(`Restored the backup of ${at}: position ${head.position}, epoch ${head.epoch}; ${erased} erased again.`);
    } finally {
      await close();
    }
    return 0;
  });
}

async function copyBackAny(shared: RedisSettings | undefined, from: string, folder: string): Promise<Backup> {
  const backup = await checkBackup(from);
  if (isShared(backup) && shared === undefined)
    throw new BackupError(`${from} is of a log that nodes share: name its Redis in OUTRIDER_REDIS_URL.`);
  if (!isShared(backup) && shared !== undefined)
    throw new BackupError(`${from} is of a data folder: leave OUTRIDER_REDIS_URL out.`);
  return shared === undefined ? copyBack(from, folder) : copyBackShared(shared, from, folder);
}

/** The restored log and the registers, for what was erased to be erased again. */
async function openRestored(shared: RedisSettings | undefined, folder: string) {
  if (shared === undefined) {
    const log = await openEmbeddedLog(folder, { restored: true });
    const store = await openRegisterStore(folder);
    return { log, store, close: () => store.close().then(() => log.close()) };
  }
  const log = await openRedisLog(folder, shared);
  const link = await openRedis(shared);
  const store = new SharedRegisterStore(await openRegisterStore(folder), link, shared.force);
  const close = async (): Promise<void> => {
    await store.close();
    await link.close();
    await log.close();
  };
  return { log, store, close };
}

const eraseAgainAny = (ports: Parameters<typeof eraseRecordAgain>[0], erasure: Erasure): Promise<boolean> =>
  'incidentId' in erasure ? eraseAgain(ports, erasure) : eraseRecordAgain(ports, erasure);
