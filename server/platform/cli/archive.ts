import type { Command } from 'commander';
import { counted } from '../../domain/count.js';
import { LogCorrupt } from '../../ports.js';
import { ArchivedStore } from '../log/redis/archived-store.js';
import { openSharedReader } from '../log/redis/open-reader.js';
import { RedisUnusable } from '../redis/errors.js';
import { inWords, WronglyUsed } from './in-words.js';
import { sharedLogOf } from './shared-log.js';
import { openTerminal, type Terminal } from './terminal.js';

/** Adds `outrider archive` to the command line. */
export function addArchiveCommand(program: Command): void {
  program
    .command('archive')
    .description('say what left Redis for the archive, and whether it is whole; changes nothing')
    .option('--verify', 'read the whole log, archive and Redis, and check every header and body')
    .addHelpText(
      'after',
      '\nOf OUTRIDER_REDIS_URL and OUTRIDER_ARCHIVE. Nodes fill the archive by themselves: docs/shared-log.md.',
    )
    .action(async (options: { readonly verify?: boolean }) => {
      process.exitCode = await runArchive(options, openTerminal());
    });
}

/** Runs the command. Resolves to its exit code: 0 it is whole, 1 it is not, or cannot be read; 2 used wrongly. */
export async function runArchive(
  { verify = false }: { readonly verify?: boolean },
  { out, error, env }: Terminal,
): Promise<number> {
  return inWords({ error }, [LogCorrupt, RedisUnusable], async () => {
    const settings = sharedLogOf({ env });
    if (settings?.archive === undefined)
      throw new WronglyUsed(
        'Name the shared log in OUTRIDER_REDIS_URL and the folder of its archive in OUTRIDER_ARCHIVE.',
      );
    const { store, link, reader, head, close } = await openSharedReader(settings);
    try {
      if (store instanceof ArchivedStore) {
        const end = await store.reach(link.client);
        const { segments, folder } = store.archive;
        out(`${counted(segments.length, 'segment')} in ${folder}: positions 1 to ${end}.`);
        out(`In Redis alone: ${counted(head.position - end, 'event')}, through position ${head.position}.`);
      }
      if (verify) {
        const { events } = await reader.verify(head, true);
        out(`All ${counted(events, 'event')} are what was written.`);
      }
      return 0;
    } finally {
      await close();
    }
  });
}
