import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { fileURLToPath } from 'node:url';
import { furnishDemonstration } from './demonstration.js';
import { DeskKeeper } from './desk/desk-keeper.js';
import { Feeds } from './feeds/feeds.js';
import { Rechecks } from './incidents/rechecks.js';
import { RemoteChecks } from './incidents/remote-checks.js';
import { assertEveryHandlerIsDeclared } from './platform/edge/every-handler-is-declared.js';
import { runKept } from './platform/edge/run-kept.js';
import { furnish } from './platform/edge/web-server.js';
import { logger } from './platform/metrics/logger.js';
import type { Adapters } from './platform/platform.module.js';
import type { Settings } from './platform/settings.js';
import { AuditModel } from './record/audit.model.js';
import { finishErasure } from './record/keep-incident.js';
import { RegistersModel } from './registers/registers.model.js';
import { createAccounts } from './sessions/create-accounts.js';
import type { SessionPorts } from './sessions/session-ports.js';
import { SESSION_PORTS } from './sessions/sessions.tokens.js';
import { LogTimekeeper } from './timekeeper/keep-time.js';

const CLIENT = fileURLToPath(new URL('../client/', import.meta.url));

/**
 * Connections that the system keeps until they are taken, as far as it lets (Linux: net.core.somaxconn, 4,096): with Node's 511
 * most of 2,000 readers who come back at once would be turned away, and come again later and later.
 */
const MOST_KNOCKING = 4_096;

export interface StartedUp {
  /** to print, if there is one to print */
  readonly password: string | undefined;
  /** Begins to listen, and with everything that Outrider does by itself. */
  readonly serve: () => Promise<void>;
}

/** Brings an application from the log to where it can serve: read models, matcher, accounts, registers. */
export async function startUp(
  app: NestFastifyApplication,
  settings: Settings,
  { outbox, erasures, follower, snapshots, store, matcher, checkpointer, log }: Adapters,
  clientFolder = CLIENT,
): Promise<StartedUp> {
  await furnish(app, { clientFolder, settings, demonstration: settings.form === 'demonstration' });
  await app.init();
  assertEveryHandlerIsDeclared(app);
  await snapshots.useNewest();
  await follower.start();
  for (const id of app.get(AuditModel).unfinishedErasures()) await finishErasure({ log, erasures }, id);
  const registers = app.get(RegistersModel);
  await store.sweep(registers.kept());
  for (const { manifest, active } of registers.loaded()) await store.bring(manifest.id, active);
  for (const { id } of registers.manifests()) await store.erase(id, registers.erased(id));
  await matcher.load(registers.loaded());
  const password = await furnishAccounts(app, settings);
  const serve = async (): Promise<void> => {
    const { port, host } = settings;
    await app.listen({ port, host, backlog: MOST_KNOCKING });
    snapshots.keep();
    outbox.runBy(runKept(app, (cause) => logger.error({ err: cause }, 'what was kept could not run')));
    app.get(Rechecks).start();
    app.get(RemoteChecks).start();
    app.get(LogTimekeeper).start();
    app.get(DeskKeeper).start();
    app.get(Feeds).start();
    checkpointer.start();
  };
  return { password, serve };
}

/** Accounts and, for the demonstration, registers. Resolves to the password to print, if there is one to print. */
async function furnishAccounts(app: NestFastifyApplication, settings: Settings): Promise<string | undefined> {
  if (settings.form === 'demonstration') return furnishDemonstration(app, settings);
  const ports = app.get<SessionPorts>(SESSION_PORTS);
  if (ports.users.empty() && settings.administratorPassword) {
    const administrator = { username: 'admin', name: 'Administrator', roles: ['administrator'] } as const;
    await createAccounts(ports, [administrator], settings.administratorPassword);
  }
  return undefined;
}
