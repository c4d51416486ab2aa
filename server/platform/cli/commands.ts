import type { Command } from 'commander';

/** Each command brings its own libraries: only the one that is asked for is loaded. In the order of `--help`. */
export const COMMANDS: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  import: async () => (await import('./import.js')).addImportCommand,
  workforce: async () => (await import('./workforce.js')).addWorkforceCommand,
  match: async () => (await import('./match.js')).addMatchCommand,
  evaluate: async () => (await import('./evaluate.js')).addEvaluateCommand,
  learn: async () => (await import('./learn.js')).addLearnCommand,
  simulate: async () => (await import('./simulate.js')).addSimulateCommand,
  card: async () => (await import('./card.js')).addCardCommand,
  audit: async () => (await import('./audit.js')).addAuditCommand,
  archive: async () => (await import('./archive.js')).addArchiveCommand,
  backup: async () => (await import('./backup.js')).addBackupCommand,
  restore: async () => (await import('./backup.js')).addRestoreCommand,
};
