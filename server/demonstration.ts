import { createReadStream } from 'node:fs';
import { access, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { INestApplicationContext } from '@nestjs/common';
import { generateForce } from '../fixtures/force/force.js';
import { splitLines } from './domain/lines.js';
import { londonDay } from './domain/london.js';
import { readLines } from './domain/register/read-lines.js';
import type { BatchMode } from './domain/register/types.js';
import { FORCE_FOLDER } from './platform/feeds/file-day-of-calls.js';
import type { Settings } from './platform/settings.js';
import { Clock, Ids } from './ports.js';
import { importRecords, type ImportPorts } from './registers/import-records.js';
import { RegistersModel } from './registers/registers.model.js';
import { REGISTER_PORTS } from './registers/registers.tokens.js';
import { createAccounts, DEMONSTRATION_ACCOUNTS } from './sessions/create-accounts.js';
import type { SessionPorts } from './sessions/session-ports.js';
import { SESSION_PORTS } from './sessions/sessions.tokens.js';

/** The few historical people of fixtures/README.md. */
const HISTORICAL = fileURLToPath(new URL('../../fixtures/registers/', import.meta.url));
/** Registers are brought up to date well before the first of them counts as stale. */
const FRESH_MS = 6 * 3_600_000;

/**
 * Makes a fresh Outrider one that can be tried: accounts for every seat, with one password, and the registers of an
 * invented force with the few historical people among them. Resolves to the password: the one that was set, or a new one
 * at every start.
 */
export async function furnishDemonstration(app: INestApplicationContext, settings: Settings): Promise<string> {
  const password = settings.demonstrationPassword ?? app.get(Ids).secret(9);
  await createAccounts(app.get<SessionPorts>(SESSION_PORTS), DEMONSTRATION_ACCOUNTS, password);
  const force = join(settings.dataFolder, FORCE_FOLDER);
  if (settings.demonstrationPeople > 0) await inventForce(app, force, settings.demonstrationPeople);
  await loadRegisters(app, join(force, 'registers'));
  return password;
}

/** Whether its force is still to be invented: the first start in a data folder takes some seconds longer. */
export const isForceMissing = async ({ dataFolder, demonstrationPeople }: Settings): Promise<boolean> =>
  demonstrationPeople > 0 && !(await exists(join(dataFolder, FORCE_FOLDER)));

/** Invents the force at the first start, in one go: a folder of that name is a whole one. */
async function inventForce(app: INestApplicationContext, folder: string, people: number): Promise<void> {
  if (await exists(folder)) return;
  const unfinished = `${folder}.part`;
  await rm(unfinished, { recursive: true, force: true });
  await generateForce({ out: unfinished, people, today: londonDay(app.get(Clock).now()) });
  await rename(unfinished, folder);
}

/**
 * The force is imported once; the historical people are merged in as a batch of their own, again when the register is no
 * longer fresh: that is the update that a real register gets every night.
 */
async function loadRegisters(app: INestApplicationContext, force: string): Promise<void> {
  const registers = app.get(RegistersModel);
  const now = Date.parse(app.get(Clock).now());
  for (const { id } of registers.manifests().filter(({ manual }) => manual !== true)) {
    const { batches } = registers.state(id);
    if (batches.length === 0) await load(app, id, 'replace', join(force, `${id}.ndjson`));
    const newest = batches.at(-1)?.at;
    if (newest === undefined || now - Date.parse(newest) >= FRESH_MS) {
      await load(app, id, 'merge', join(HISTORICAL, `${id}.ndjson`));
    }
  }
}

/** A register of the force's own has no file here, and stays as it is. */
async function load(app: INestApplicationContext, register: string, mode: BatchMode, file: string): Promise<void> {
  if (!(await exists(file))) return;
  const rows = readLines(splitLines(createReadStream(file)));
  const outcome = await importRecords(app.get<ImportPorts>(REGISTER_PORTS), { register, mode, rows }, 'outrider');
  if (!outcome.ok) {
    throw new Error(`the demonstration's register ${register} could not be loaded: ${outcome.detail ?? outcome.code}`);
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
