import type { Command } from 'commander';

/** Each command brings its own libraries: only the one that is asked for is loaded. */
export const COMMANDS: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  archive: async () => (await import('./archive.js')).addArchiveCommand,
  audit: async () => (await import('./audit.js')).addAuditCommand,
  backup: async () => (await import('./backup.js')).addBackupCommand,
  card: async () => (await import('./card.js')).addCardCommand,
  import: async () => (await import('./import.js')).addImportCommand,
  match: async () => (await import('./match.js')).addMatchCommand,
  evaluate: async () => (await import('./evaluate.js')).addEvaluateCommand,
  learn: async () => (await import('./learn.js')).addLearnCommand,
  restore: async () => (await import('./backup.js')).addRestoreCommand,
  workforce: async () => (await import('./workforce.js')).addWorkforceCommand,
  simulate: async () => (await import('./simulate.js')).addSimulateCommand,
};
