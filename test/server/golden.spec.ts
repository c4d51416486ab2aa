import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LATEST, readIncidentEvent } from '../../server/domain/incident/upcast.js';
import { MANIFESTS } from '../../server/domain/register/manifests.js';
import { DeskModel } from '../../server/desk/desk.model.js';
import { CallsModel } from '../../server/incidents/calls.model.js';
import { IncidentsModel } from '../../server/incidents/incidents.model.js';
import { DomesticCallsModel } from '../../server/incidents/domestic-calls.model.js';
import { RejectionsModel } from '../../server/incidents/rejections.model.js';
import type { Json, StoredEvent } from '../../server/ports.js';
import { RegistersModel } from '../../server/registers/registers.model.js';
import { OUTRIDER } from '../../server/domain/access/policy.js';
import { DraftsModel } from '../../server/oversight/drafts.model.js';
import { GlassModel } from '../../server/oversight/glass.model.js';
import { OwnNoticesModel } from '../../server/workforce/notices.model.js';
import { RetentionModel } from '../../server/registers/retention.model.js';
import { WorkforceModel } from '../../server/workforce/workforce.model.js';
import { UsersModel } from '../../server/sessions/users.model.js';

const FOLDER = join(process.cwd(), 'fixtures/golden');
const logOf = (file: string): StoredEvent[] =>
  readFileSync(join(FOLDER, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as StoredEvent);

/** The registers that there were when the logs were written. */
const FIRST_REGISTERS = ['critical-marker', 'prior-call', 'firearms', 'children'];

/** Every read model, folded from a log, and what they come to as one value. */
function fold(events: readonly StoredEvent[]): { readonly state: Json; readonly incidents: IncidentsModel } {
  const users = new UsersModel();
  const registers = new RegistersModel(MANIFESTS);
  const incidents = new IncidentsModel();
  const desk = new DeskModel();
  const calls = new CallsModel();
  const rejections = new RejectionsModel();
  const access = {
    workforce: new WorkforceModel(),
    notices: new OwnNoticesModel(),
    glass: new GlassModel(),
    drafts: new DraftsModel(),
    retention: new RetentionModel({ records: () => [] }),
  };
  const models = [
    new DomesticCallsModel(incidents),
    users,
    registers,
    incidents,
    desk,
    calls,
    rejections,
    ...Object.values(access),
  ];
  for (const event of events) for (const model of models) model.apply(event);
  const state = {
    desk: desk.at('2026-11-23T16:00:00.000Z'),
    accounts: ['handler', 'supervisor', 'dispatcher', 'officer1', 'admin'].map((id) => users.account(id) ?? null),
    registers: FIRST_REGISTERS.map((id) => registers.state(id)),
    closed: [...incidents.allClosed()].map(({ incident }) => incident),
    incidents: [...incidents.all()].map(({ incident, views }) => ({
      ...incident,
      views: [...views].map(([role, view]) => ({ role, ...view })),
    })),
  };
  const at = '2026-11-23T16:00:00.000Z';
  const kept = {
    members: access.workforce.all(),
    notices: access.notices.for(OUTRIDER),
    glass: access.glass.all(at),
    drafts: access.drafts.all(at),
    erasures: access.retention.dues(),
  };
  // Nothing of this was in the logs before there was any of it.
  const load = desk.load.length === 0 ? {} : { load: desk.load };
  const held = access.retention.holds();
  const holds = held.length === 0 ? {} : { holds: held, toErase: access.retention.dues() };
  const whole = { ...state, ...(kept.members.length === 0 ? {} : kept), ...load, ...holds };
  return { state: JSON.parse(JSON.stringify(whole)) as Json, incidents };
}

const hashOf = (state: Json): string => createHash('sha256').update(JSON.stringify(state)).digest('hex').slice(0, 16);

/** What each golden log came to when it was written: an upcaster that is wrong, or missing, changes it. */
const STATES: Readonly<Record<string, string>> = {
  'access.ndjson': '6acbeaca932b6545',
  'accounts.ndjson': '07d5e2dd5cc237cb',
  'closing.ndjson': 'ea22cb1b22c5f4e0',
  'delivery.ndjson': '63f69071417c0cdc',
  'desk.ndjson': '7a64ec050f72b23b',
  'dispute.ndjson': 'a010962b7ccd6c54',
  'first-light.ndjson': 'ca1c35aee0a8690f',
  'grading.ndjson': 'f83ab066f03086a5',
  'handover.ndjson': '1660e28d3844c7cc',
  'keeping.ndjson': 'de3de1143ad37f55',
  'load.ndjson': '874661995ce38b9f',
  'readers.ndjson': '8187f984de6f6a6d',
  'registers.ndjson': 'd607a97cc31525b5',
  'retention.ndjson': 'b0843f8648145c2e',
  'standing.ndjson': '98c33b6897a78b10',
  'together.ndjson': 'df15ad1700bb40bd',
};

describe('golden logs: what older versions wrote', () => {
  test('every one of them is known here', () => {
    expect(readdirSync(FOLDER).toSorted()).toEqual(Object.keys(STATES));
  });

  test('[R11] they hold every version of every event of an incident that can be in a log', () => {
    const events = Object.keys(STATES).flatMap(logOf);
    const written = new Set(events.map(({ type, body }) => `${type} ${(body as { readonly v?: number }).v}`));
    const versions = Object.entries(LATEST).flatMap(([type, latest]) =>
      Array.from({ length: latest }, (_, version) => `${type} ${version + 1}`),
    );
    expect(versions.filter((version) => !written.has(version))).toEqual([]);
  });

  test.each(Object.entries(STATES))('[R11] %s folds to the state that it always had', (file, hash) => {
    expect(hashOf(fold(logOf(file)).state)).toBe(hash);
  });

  test.each(Object.keys(STATES))('[R8] %s: every event twice changes nothing', (file) => {
    const events = logOf(file);
    expect(fold(events.flatMap((event) => [event, event])).state).toEqual(fold(events).state);
  });

  test.each(Object.keys(STATES))('%s: every fold accepts an erased body, wherever it is', (file) => {
    const events = logOf(file);
    for (const [index, event] of events.entries()) {
      const erased = events.with(index, { ...event, body: { erased: true } });
      expect(() => fold(erased)).not.toThrow();
    }
  });

  test('[R11] an incident whose contents were erased is offered to nobody', () => {
    const events = logOf('first-light.ndjson');
    const wiped = events.map((event): StoredEvent =>
      event.stream.startsWith('incident/') ? { ...event, body: { erased: true } } : event,
    );
    expect([...fold(wiped).incidents.all()]).toEqual([]);
  });

  test('an event of a newer version is refused by name, not misread', () => {
    expect(() => readIncidentEvent('reported', { v: 99 })).toThrow(/newer/);
    expect(() => readIncidentEvent('teleported', { v: 1 })).toThrow(/teleported/);
  });
});
