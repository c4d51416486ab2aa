import 'reflect-metadata';
import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { isForceMissing } from './demonstration.js';
import { webAdapter } from './platform/edge/web-server.js';
import { DataFolderError } from './platform/log/embedded/data-folder.js';
import { endOnFaults } from './platform/metrics/end-on-faults.js';
import { logger, nestLogger } from './platform/metrics/logger.js';
import { openAdapters } from './platform/platform.module.js';
import { RedisAway, RedisUnusable } from './platform/redis/errors.js';
import { ManifestError } from './platform/registers/manifest-files.js';
import { WeightsError } from './platform/matcher/weights-file.js';
import { SigningKeyError } from './platform/record/signing-key.js';
import { readSettings, SettingsError, type Form, type Settings } from './platform/settings.js';
import { StorageUnavailable } from './ports.js';
import { startUp } from './start-up.js';

/** What keeps it from starting and that a person can mend: their messages say how. */
const REFUSALS = [DataFolderError, RedisUnusable, ManifestError, WeightsError, SigningKeyError];

/** How long connections on which nothing comes, or an answer that does not end, may keep it from stopping, in ms. */
const HANG_UP_MS = 3_000;
/** The longest that stopping may take, in ms: what was acknowledged is on disk, and whoever starts it again waits. */
const STOP_MS = 10_000;

endOnFaults();
const form: Form = process.argv[2] === 'production' ? 'production' : 'demonstration';
try {
  await run(readSettings(form, process.env));
} catch (cause) {
  process.exitCode = tell(cause);
  // Whatever was opened already must not keep a server alive that does not serve.
  setImmediate(() => process.exit());
}

async function run(settings: Settings): Promise<void> {
  const adapters = await openAdapters(settings);
  if (form === 'demonstration' && (await isForceMissing(settings))) {
    const people = settings.demonstrationPeople.toLocaleString('en-GB');
    process.stderr.write(`Inventing a force that knows ${people} people: this start alone takes longer …\n`);
  }
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(settings, adapters),
    webAdapter(settings),
    {
      logger: nestLogger,
      abortOnError: false,
      bodyParser: false,
    },
  );
  const { password, serve } = await startUp(app, settings, adapters);
  stopCleanly(app, adapters.close);
  await serve();
  announce((await app.getUrl()).replace('[::1]', 'localhost').replace('127.0.0.1', 'localhost'), settings, password);
}

function stopCleanly(app: NestFastifyApplication, closeAdapters: () => Promise<void>): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => (app.getHttpServer() as Server).closeAllConnections(), HANG_UP_MS).unref();
    setTimeout(() => {
      logger.fatal('stopping takes too long: it ends as it is');
      process.exit(1);
    }, STOP_MS).unref();
    void app
      .close()
      .then(closeAdapters)
      .catch((cause: unknown) => {
        logger.error({ err: cause }, 'stopping failed');
        process.exitCode = 1;
      })
      .finally(() => process.exit());
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function announce(address: string, settings: Settings, password: string | undefined): void {
  process.stdout.write(`Outrider is at ${address}\n`);
  if (password === undefined) return;
  const given = settings.demonstrationPassword === undefined ? password : '(the one you set)';
  process.stdout.write(
    [
      `Demonstration: everything said about anybody is invented. Data: ${settings.dataFolder}`,
      `Watch the scenes of a control room: ${address}/scenes.html`,
      `Sign in as handler, supervisor, inspector, admin, … (one password for all): ${given}`,
      'Stop with Ctrl+C.',
      '',
    ].join('\n'),
  );
}

/** Says what went wrong in words, where it is something that a person can mend; returns the exit code. */
function tell(cause: unknown): number {
  const { code, port } = cause as { code?: string; port?: number };
  if (cause instanceof SettingsError) {
    process.stderr.write(
      `Outrider cannot start with these settings:\n${cause.message}\nWhat each sets: docs/settings.md\n`,
    );
    return 2;
  }
  if (REFUSALS.some((refusal) => cause instanceof refusal)) {
    process.stderr.write(`${(cause as Error).message}\n`);
    return 1;
  }
  if (cause instanceof RedisAway || cause instanceof StorageUnavailable) {
    process.stderr.write(`The log went away while Outrider was starting: ${cause.message}. Start it again.\n`);
    return 1;
  }
  if (code === 'EADDRINUSE') {
    process.stderr.write(
      `Port ${port} is in use: stop what uses it, or choose another one, e.g. PORT=${(port ?? 3000) + 1} npm start\n`,
    );
    return 1;
  }
  if (code === 'EACCES' && port !== undefined) {
    process.stderr.write(
      `Port ${port} may not be used by this user: choose one above 1023, e.g. PORT=3000 npm start\n`,
    );
    return 1;
  }
  logger.fatal({ err: cause }, 'Outrider could not start');
  return 1;
}
