import { createReadStream } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../../server/app.module.js';
import type { Card, Report } from '../../server/contract/index.js';
import { DeskKeeper } from '../../server/desk/desk-keeper.js';
import { splitLines } from '../../server/domain/lines.js';
import { readLines } from '../../server/domain/register/read-lines.js';
import { Rechecks } from '../../server/incidents/rechecks.js';
import { incidentStream, IncidentsModel } from '../../server/incidents/incidents.model.js';
import { webAdapter } from '../../server/platform/edge/web-server.js';
import { InProcessMatcher } from '../../server/platform/matcher/in-process-matcher.js';
import { openAdapters, type Adapters } from '../../server/platform/platform.module.js';
import { readSettings } from '../../server/platform/settings.js';
import { Alarm, Clock, type Instant, type StoredEvent } from '../../server/ports.js';
import { importRecords, type ImportPorts } from '../../server/registers/import-records.js';
import { REGISTER_PORTS } from '../../server/registers/registers.tokens.js';
import { createAccounts, DEMONSTRATION_ACCOUNTS } from '../../server/sessions/create-accounts.js';
import type { SessionPorts } from '../../server/sessions/session-ports.js';
import { SESSION_PORTS } from '../../server/sessions/sessions.tokens.js';
import { startUp } from '../../server/start-up.js';
import { LogTimekeeper } from '../../server/timekeeper/keep-time.js';
import { Api, PASSWORD, type Session } from './api.js';
import { FailingMatcher } from './failing-matcher.js';
import { newFolder } from './log-folder.js';
import { valueOf } from './open-incidents.js';
import { TestTime } from './test-time.js';

/** The screens as they were built, where they were. */
const CLIENT = join(process.cwd(), 'dist/client/');
const HISTORICAL = join(process.cwd(), 'fixtures/registers');
const UNITS = { s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;
/** A span of time as a person would write it: `30 s`, `20 min`, `2 h`, `1 d`. */
export type Span = `${number} ${keyof typeof UNITS}`;

export interface AppOptions {
  /** the time when it opens */
  readonly at?: Instant;
  /** settings from the environment, beside those that a test needs */
  readonly env?: Readonly<Record<string, string>>;
  /** false: the registers stay as they are in the folder, none at first */
  readonly registers?: boolean;
  /** who may sign in beside the accounts of the demonstration */
  readonly accounts?: typeof DEMONSTRATION_ACCOUNTS;
}

/**
 * The whole of Outrider in the test's own process: the modules of the real application over a real log in a folder, a real
 * matcher and real sockets; only time stands still until the test moves it. The accounts are those of the demonstration,
 * the registers the few historical people.
 */
export class App extends Api {
  readonly #sessions = new Map<string, Session>();

  private constructor(
    private readonly nest: NestFastifyApplication,
    private readonly adapters: Adapters,
    readonly folder: string,
    private readonly options: AppOptions,
    readonly time: TestTime,
    readonly matcher: FailingMatcher,
    url: string,
  ) {
    super(url);
  }

  static async open(options: AppOptions = {}): Promise<App> {
    const time = new TestTime(options.at ?? '2026-07-30T12:00:00.000Z');
    const app = await App.#openIn(await newFolder(), options, time);
    if (options.registers === false) return app;
    for (const file of await readdir(HISTORICAL)) {
      const rows = readLines(splitLines(createReadStream(join(HISTORICAL, file))));
      await app.#import({ register: file.replace('.ndjson', ''), mode: 'replace', rows });
    }
    await app.settled();
    return app;
  }

  /** Opens it over a folder that holds something, such as what was restored from a backup. */
  static openIn(folder: string, options: AppOptions = {}): Promise<App> {
    return App.#openIn(folder, options, new TestTime(options.at ?? '2026-07-30T13:00:00.000Z'));
  }

  static async #openIn(folder: string, options: AppOptions, time: TestTime): Promise<App> {
    const settings = readSettings('production', {
      PORT: '0',
      OUTRIDER_DATA: folder,
      OUTRIDER_ORIGINS: 'http://127.0.0.1',
      OUTRIDER_ADMIN_PASSWORD: PASSWORD,
      OUTRIDER_CHECKPOINTS: join(folder, 'second-place'),
      ...options.env,
    });
    let matcher!: FailingMatcher;
    const adapters = await openAdapters(
      settings,
      (store) => (matcher = new FailingMatcher(new InProcessMatcher(store))),
      (cause) => {
        throw cause;
      },
    );
    const module = await Test.createTestingModule({ imports: [AppModule.with(settings, adapters)] })
      .overrideProvider(Clock)
      .useValue(time)
      .overrideProvider(Alarm)
      .useValue(time.alarm)
      .compile();
    const nest = module.createNestApplication<NestFastifyApplication>(webAdapter(settings), {
      logger: false,
      bodyParser: false,
    });
    const { serve } = await startUp(nest, settings, adapters, CLIENT);
    const accounts = [...DEMONSTRATION_ACCOUNTS, ...(options.accounts ?? [])];
    await createAccounts(nest.get<SessionPorts>(SESSION_PORTS), accounts, PASSWORD);
    await serve();
    const url = (await nest.getUrl()).replace('[::1]', '127.0.0.1');
    const app = new App(nest, adapters, folder, options, time, matcher, url);
    await app.settled();
    return app;
  }

  /** Whoever is signed in under that name, signed in again when time has ended the session. */
  async as(username: string): Promise<Session> {
    const known = this.#sessions.get(username);
    if (known && this.time.now() < known.reply.expiresAt) return known;
    const session = await this.signIn(username);
    this.#sessions.set(username, session);
    return session;
  }

  /** Reports an incident as the handler; resolves to its id, when all that follows from it has been done. */
  async report(report: Partial<Report>, by = 'handler'): Promise<string> {
    const answer = await (await this.as(by)).post<{ id: string }>('/api/incidents', { source: '999', ...report });
    if (answer.status !== 201) throw new Error(`not reported: ${JSON.stringify(answer.body)}`);
    await this.settled();
    return answer.body.id;
  }

  /** Adds records to a register; resolves when open incidents have been checked against them. */
  async take(register: string, ...records: readonly object[]): Promise<string> {
    const lines = (async function* () {
      yield* records.map((record) => JSON.stringify(record));
    })();
    const batch = await this.#import({ register, mode: 'merge', rows: readLines(lines) });
    await this.settled();
    return batch;
  }

  /** The unmasked card of an incident. */
  card(incidentId: string): Card {
    const card = this.nest.get(IncidentsModel).entry(incidentId)?.incident.card;
    if (card === undefined) throw new Error(`incident ${incidentId} has no card`);
    return card;
  }

  /** Closes an incident by a line of the log alone, without the steps that closing it takes. */
  async closeOutright(incidentId: string): Promise<void> {
    await this.adapters.log.append({
      stream: incidentStream(incidentId),
      expected: 'any',
      events: [{ type: 'closed', body: { v: 1 } }],
      at: this.time.now(),
      by: 'inspector',
      command: { id: `close-${incidentId}`, digest: 'close' },
    });
    await this.settled();
  }

  /** What the log holds of an incident, in order. */
  async events(incidentId: string): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    for await (const event of this.adapters.log.read(incidentStream(incidentId))) events.push(event);
    return events;
  }

  /** A provider of the application: a read model to look at, a port to use. */
  get<T>(token: abstract new (...args: never[]) => T): T {
    return this.nest.get<T>(token);
  }

  /** Lets time pass: everything that falls due on the way is done, each at its instant. */
  async advance(span: Span): Promise<void> {
    const [amount, unit] = span.split(' ') as [string, keyof typeof UNITS];
    await this.passTo(new Date(Date.parse(this.time.now()) + Number(amount) * UNITS[unit]).toISOString());
  }

  async passTo(instant: Instant): Promise<void> {
    await this.settled();
    await this.time.passTo(instant, () => this.settled());
    await this.settled();
  }

  /** Resolves when nothing is left to do at this instant: what was due, rechecks, and what they set off. */
  async settled(): Promise<void> {
    const { log, follower } = this.adapters;
    for (let before = -1; before !== follower.position;) {
      before = follower.position;
      await new Promise((resolve) => setImmediate(resolve));
      await this.nest.get(LogTimekeeper).idle();
      await this.nest.get(Rechecks).idle();
      await this.nest.get(DeskKeeper).idle();
      await follower.reached((await log.head()).position);
    }
  }

  /** Ends it and opens it again over the same folder, perhaps after a while in which it was away. */
  async restart(away: Span = '0 s'): Promise<App> {
    await this.leave();
    const [amount, unit] = away.split(' ') as [string, keyof typeof UNITS];
    const at = new Date(Date.parse(this.time.now()) + Number(amount) * UNITS[unit]).toISOString();
    return App.#openIn(this.folder, this.options, new TestTime(at));
  }

  async close(): Promise<void> {
    await this.leave();
    await rm(this.folder, { recursive: true });
  }

  /** Ends it; its folder stays, to be opened again with `openIn`. */
  async leave(): Promise<void> {
    this.hangUp();
    await this.nest.close();
    await this.adapters.close();
  }

  async #import(what: Parameters<typeof importRecords>[1]): Promise<string> {
    return valueOf(await importRecords(this.nest.get<ImportPorts>(REGISTER_PORTS), what, 'admin')).batch;
  }
}
