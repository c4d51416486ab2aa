/** `outrider`: the command line. Exit codes: 0 done, 1 failed, 2 used wrongly. */
import { Command, CommanderError } from 'commander';
import { COMMANDS } from './commands.js';

// Whoever reads the output may have had enough of it, as `head` does: that is no failure.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause;
  process.exit();
});

const [, , named = ''] = process.argv;
const asked = Object.hasOwn(COMMANDS, named) ? COMMANDS[named] : undefined;
const program = new Command('outrider')
  .description('Outrider from the command line')
  .usage('COMMAND [OPTIONS]')
  .configureHelp({ subcommandTerm: (command) => command.name() })
  .helpCommand(false)
  .addHelpText('after', '\noutrider COMMAND --help says what each of them takes.')
  .exitOverride()
  .showHelpAfterError(`(outrider ${asked === undefined ? '' : `${named} `}--help says more)`);
for (const load of asked === undefined ? Object.values(COMMANDS) : [asked]) (await load())(program);

try {
  await program.parseAsync();
} catch (cause) {
  if (!(cause instanceof CommanderError)) throw cause;
  process.exitCode = cause.exitCode === 0 ? 0 : 2;
}
