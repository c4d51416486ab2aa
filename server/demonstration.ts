import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { INestApplicationContext } from '@nestjs/common';
import type { Settings } from './platform/settings.js';
import { Clock, Ids } from './ports.js';
import { importRecords, type ImportPorts } from './registers/import-records.js';
import { splitLines } from './domain/lines.js';
import { RegistersModel } from './registers/registers.model.js';
import { REGISTER_PORTS } from './registers/registers.tokens.js';
import { createAccounts, DEMONSTRATION_ACCOUNTS } from './sessions/create-accounts.js';
import type { SessionPorts } from './sessions/open-session.js';
import { SESSION_PORTS } from './sessions/sessions.tokens.js';

const FIXTURES = new URL('../../fixtures/registers/', import.meta.url);
/** Fixtures are taken in again well before the first of their registers counts as stale. */
const RELOAD_AFTER_MS = 6 * 3_600_000;

/**
 * Makes a fresh Outrider one that can be tried: accounts for every seat, with one password, and the fixture registers.
 * Resolves to the password: the one that was set, or a new one at every start.
 */
export async function furnishDemonstration(app: INestApplicationContext, settings: Settings): Promise<string> {
  const password = settings.demonstrationPassword ?? app.get(Ids).secret(9);
  await Promise.all([
    createAccounts(app.get<SessionPorts>(SESSION_PORTS), DEMONSTRATION_ACCOUNTS, password),
    loadFixtures(app),
  ]);
  return password;
}

async function loadFixtures(app: INestApplicationContext): Promise<void> {
  const registers = app.get(RegistersModel);
  const now = Date.parse(app.get(Clock).now());
  for (const { id, manual } of registers.manifests()) {
    if (manual) continue;
    const newest = registers.state(id).batches.at(-1)?.at;
    if (newest !== undefined && now - Date.parse(newest) < RELOAD_AFTER_MS) continue;
    const file = createReadStream(fileURLToPath(new URL(`${id}.ndjson`, FIXTURES)));
    const outcome = await importRecords(
      app.get<ImportPorts>(REGISTER_PORTS),
      { register: id, mode: 'replace', lines: splitLines(file) },
      'outrider',
    );
    if (!outcome.ok)
      throw new Error(`the fixture register ${id} could not be loaded: ${outcome.detail ?? outcome.code}`);
  }
}
