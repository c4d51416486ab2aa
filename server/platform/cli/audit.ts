import type { Command } from 'commander';
import { OperationKind } from '../../contract/index.js';
import { runAuditExport, type AuditExportOptions } from './audit-export.js';
import { runAuditVerify, type AuditVerifyOptions } from './audit-verify.js';
import { withServer } from './running-server.js';
import { openTerminal } from './terminal.js';

/** Adds `outrider audit export` and `outrider audit verify` to the command line. */
export function addAuditCommand(program: Command): void {
  const audit = program
    .command('audit')
    .description('the record of who did what to whose data, and whether it is whole');
  const exporting = audit
    .command('export')
    .description('the record as NDJSON, to be read by people and verified by "audit verify --export"')
    .option('--out <file>', 'where to; without it, to standard output')
    .option('--incident <id>', 'operations on one incident')
    .option('--record <register/record>', 'on one record of a register')
    .option('--user <id>', 'done by, or shown to, one person')
    .option('--operation <kind>', OperationKind.options.join(', '))
    .option('--from <instant>', 'ISO 8601 in UTC, inclusive')
    .option('--until <instant>', 'exclusive')
    .option('--contents', 'with what was reported and shown; without it, of contents the commitments alone')
    .addHelpText('after', '\nAn export is a disclosure, and is recorded as one before it is made.')
    .action(async (options: AuditExportOptions) => {
      process.exitCode = await runAuditExport(options, openTerminal());
    });
  withServer(exporting, 'without it, the data folder (OUTRIDER_DATA)');
  audit
    .command('verify')
    .description('verify the record: chain, contents, checkpoints. Exit code 1 and what is wrong when anything is')
    .option('--export <file>', 'an export; without it, the data folder (OUTRIDER_DATA), whether or not a server runs')
    .option('--checkpoints <folder>', 'where checkpoints are kept (OUTRIDER_CHECKPOINTS)')
    .option('--fingerprint <hex...>', 'of the keys that may have signed; without it, whichever signed the first')
    .option('--json', 'the verdict as JSON')
    .action(async (options: AuditVerifyOptions) => {
      process.exitCode = await runAuditVerify(options, openTerminal());
    });
}
