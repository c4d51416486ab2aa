import type { Command } from 'commander';
import { LogCorrupt } from '../../ports.js';
import { ArchivedStore } from '../log/redis/archived-store.js';
import { openSharedReader } from '../log/redis/open-reader.js';
import { RedisUnusable } from '../redis/errors.js';
import type { Terminal } from './import.js';
import { sharedLogOf } from './shared-log.js';
import { terminal } from './terminal.js';

/** Adds `outrider archive` to the command line. */
export function addArchiveCommand(program: Command): void {
  program
    .command('archive')
    .description('say how the archive of the shared log stands (OUTRIDER_REDIS_URL, OUTRIDER_ARCHIVE); changes nothing')
    .option('--verify', 'read the whole log, archive and Redis, and check every header and body')
    .addHelpText('after', '\nThe nodes move to the archive by themselves what may leave Redis: docs/shared-log.md.')
    .action(async (options: { readonly verify?: boolean }) => {
      process.exitCode = await runArchive(options, terminal());
    });
}

/** Runs the command. Resolves to its exit code: 0 it is whole, 1 it is not, or cannot be read; 2 used wrongly. */
export async function runArchive(
  { verify = false }: { readonly verify?: boolean },
  { out, error, env }: Terminal,
): Promise<number> {
  const settings = sharedLogOf(env);
  if (settings?.archive === undefined) {
    error('Name the shared log in OUTRIDER_REDIS_URL and the folder of its archive in OUTRIDER_ARCHIVE.');
    return 2;
  }
  try {
    const { store, link, reader, head, close } = await openSharedReader(settings);
    try {
      if (store instanceof ArchivedStore) {
        const end = await store.reach(link.client);
        out(`${store.archive.segments.length} segments in ${store.archive.folder}: positions 1 to ${end}.`);
        out(`In Redis alone: ${head.position - end} events, through position ${head.position}.`);
      }
      if (verify) {
        const { events } = await reader.verify(head, true);
        out(`All ${events} events are what was written.`);
      }
      return 0;
    } finally {
      await close();
    }
  } catch (cause) {
    if (!(cause instanceof LogCorrupt || cause instanceof RedisUnusable)) throw cause;
    error(`The log is not whole: ${cause.message}.`);
    return 1;
  }
}
