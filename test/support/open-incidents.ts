import { DeskModel } from '../../server/desk/desk.model.js';
import { CallsModel } from '../../server/incidents/calls.model.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Card, Outcome, Report } from '../../server/contract/index.js';
import type { Actor } from '../../server/domain/access/policy.js';
import { TIMINGS } from '../../server/domain/grade/timings.js';
import { readLines } from '../../server/domain/register/read-lines.js';
import type { Manifest } from '../../server/domain/register/types.js';
import { MANIFESTS } from '../../server/domain/register/manifests.js';
import { IncidentPorts } from '../../server/incidents/incident-ports.js';
import { incidentStream, IncidentsModel } from '../../server/incidents/incidents.model.js';
import { BriefingQueue } from '../../server/incidents/briefing-queue.js';
import { DomesticCallsModel } from '../../server/incidents/domestic-calls.model.js';
import { RejectionsModel } from '../../server/incidents/rejections.model.js';
import { Rechecks } from '../../server/incidents/rechecks.js';
import { RemoteChecks } from '../../server/incidents/remote-checks.js';
import { reportIncident } from '../../server/incidents/report-incident.js';
import { RandomIds } from '../../server/platform/identity/adapters.js';
import { openEmbeddedLog } from '../../server/platform/log/embedded/open-log.js';
import { OwnLease } from '../../server/platform/nodes/alone.js';
import { FollowedLog } from '../../server/platform/log/followed-log.js';
import { Follower } from '../../server/platform/log/follower.js';
import { InProcessMatcher } from '../../server/platform/matcher/in-process-matcher.js';
import { LoggedAccessRecord } from '../../server/platform/record/logged-access-record.js';
import { openRegisterStore } from '../../server/platform/registers/register-store.js';
import {
  Presence,
  type Instant,
  type RegisterStore,
  type RemoteRegisters,
  type StoredEvent,
} from '../../server/ports.js';
import { Activations } from '../../server/registers/activations.js';
import { importRecords, type ImportPorts } from '../../server/registers/import-records.js';
import { WorkforceModel } from '../../server/workforce/workforce.model.js';
import { RegistersModel } from '../../server/registers/registers.model.js';
import { TestTime } from './test-time.js';

export const HANDLER: Actor = { userId: 'handler', name: 'Handler', roles: ['handler'], sessionId: 's' };

class Nobody extends Presence {
  override connected(): readonly Actor[] {
    return [];
  }
}

/** Incidents and registers over a real log, store and matcher in a folder of their own. */
export interface OpenIncidents {
  readonly ports: IncidentPorts;
  readonly registers: ImportPorts;
  readonly store: RegisterStore;
  readonly activations: Activations;
  readonly rechecks: Rechecks;
  readonly remoteChecks: RemoteChecks;
  readonly time: TestTime;
  /** what failed in the background */
  readonly failures: unknown[];
  report(report: Partial<Report>): Promise<string>;
  /** @returns the batch */
  take(register: string, mode: 'merge' | 'replace', ...records: object[]): Promise<string>;
  card(incidentId: string): Card;
  events(incidentId: string): Promise<StoredEvent[]>;
  /** closes everything and opens it again, as a restart does */
  restart(): Promise<OpenIncidents>;
  close(): Promise<void>;
}

/** Registers that are there besides, or instead of, the built-in ones. */
export interface Declared {
  readonly manifests?: readonly Manifest[];
  readonly remotes?: RemoteRegisters;
}

export async function openIncidents(
  at: Instant = '2026-07-30T12:00:00.000Z',
  declared: Declared = {},
): Promise<OpenIncidents> {
  return openIn(await mkdtemp(join(tmpdir(), 'outrider-incidents-')), new TestTime(at), declared);
}

async function openIn(folder: string, time: TestTime, declared: Declared): Promise<OpenIncidents> {
  const { manifests = MANIFESTS, remotes = { all: [] } } = declared;
  const log = new FollowedLog(await openEmbeddedLog(folder));
  const store = await openRegisterStore(folder);
  const failures: unknown[] = [];
  const follower = new Follower(log, (cause) => failures.push(cause));
  log.followBy(follower);
  const matcher = new InProcessMatcher(store);
  const registers = follower.feed(new RegistersModel(manifests));
  const incidents = follower.feed(new IncidentsModel());
  const calls = follower.feed(new CallsModel());
  const ids = new RandomIds();
  const access = new LoggedAccessRecord(log, time, ids);
  const ports = new IncidentPorts(
    log,
    matcher,
    registers,
    incidents,
    access,
    new Nobody(),
    new DeskModel(),
    calls,
    follower.feed(new DomesticCallsModel(incidents)),
    follower.feed(new RejectionsModel()),
    follower.feed(new WorkforceModel()),
    time,
    ids,
    { timings: TIMINGS },
    new BriefingQueue(),
  );
  const around = { alarm: time.alarm, lease: new OwnLease() };
  const activations = new Activations(log, store, matcher, registers);
  const rechecks = follower.feed(
    new Rechecks(ports, { activation: activations, ...around }, (cause) => failures.push(cause)),
  );
  const remoteChecks = follower.feed(new RemoteChecks(ports, remotes, around, (cause) => failures.push(cause)));
  await follower.start();
  await matcher.load(registers.loaded());
  const importPorts = { log, store, manifests: registers, activations, clock: time, ids };
  const shut = async (): Promise<void> => {
    await rechecks.stop();
    await remoteChecks.stop();
    await follower.stop();
    await store.close();
    await log.close();
  };
  return {
    ports,
    registers: importPorts,
    store,
    activations,
    rechecks,
    remoteChecks,
    time,
    failures,
    report: async (report) => {
      const command = { id: ids.next(), digest: 'd' };
      const filed = await reportIncident(ports, { report: { source: '999', people: [], ...report }, command }, HANDLER);
      return valueOf(filed).id;
    },
    take: async (register, mode, ...records) => {
      const rows = readLines(stream(records.map((record) => JSON.stringify(record))));
      return valueOf(await importRecords(importPorts, { register, mode, rows }, 'admin')).batch;
    },
    card: (incidentId) => {
      const card = incidents.entry(incidentId)?.incident.card;
      if (card === undefined) throw new Error(`incident ${incidentId} has no card`);
      return card;
    },
    events: async (incidentId) => {
      const events: StoredEvent[] = [];
      for await (const event of log.read(incidentStream(incidentId))) events.push(event);
      return events;
    },
    restart: async () => {
      await shut();
      return openIn(folder, time, declared);
    },
    close: async () => {
      await shut();
      await rm(folder, { recursive: true });
    },
  };
}

async function* stream(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

/** The value of an outcome that a test relies on. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.detail ?? ''}`);
  return outcome.value;
}
