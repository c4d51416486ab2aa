/** `outrider`: the command line. Exit codes: 0 done, 1 failed, 2 used wrongly. */
import { Command, CommanderError } from 'commander';

/** Each command brings its own libraries: only the one that is asked for is loaded. */
const COMMANDS: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  archive: async () => (await import('./archive.js')).addArchiveCommand,
  audit: async () => (await import('./audit.js')).addAuditCommand,
  backup: async () => (await import('./backup.js')).addBackupCommand,
  card: async () => (await import('./card.js')).addCardCommand,
  import: async () => (await import('./import.js')).addImportCommand,
  match: async () => (await import('./match.js')).addMatchCommand,
  evaluate: async () => (await import('./evaluate.js')).addEvaluateCommand,
  learn: async () => (await import('./learn.js')).addLearnCommand,
  restore: async () => (await import('./backup.js')).addRestoreCommand,
  simulate: async () => (await import('./simulate.js')).addSimulateCommand,
};

// Whoever reads the output may have had enough of it, as `head` does: that is no failure.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause;
  process.exit();
});

const [, , named = ''] = process.argv;
const program = new Command('outrider')
  .description('Outrider from the command line')
  .usage('COMMAND [OPTIONS]')
  .exitOverride()
  .showHelpAfterError('(outrider --help says more)');
const asked = Object.hasOwn(COMMANDS, named) ? COMMANDS[named] : undefined;
for (const load of asked === undefined ? Object.values(COMMANDS) : [asked]) (await load())(program);

try {
  await program.parseAsync();
} catch (cause) {
  if (!(cause instanceof CommanderError)) throw cause;
  process.exitCode = cause.exitCode === 0 ? 0 : 2;
}
