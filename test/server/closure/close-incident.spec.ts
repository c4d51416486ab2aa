import type { ChecklistAnswer, Report, Role } from '../../../server/contract/index.js';
import { closeIncident } from '../../../server/closure/close-incident.js';
import { recordSuspect } from '../../../server/closure/record-suspect.js';
import { signOff } from '../../../server/closure/sign-off.js';
import { updateLog } from '../../../server/closure/update-log.js';
import { dispatchOfficers, moveOfficer } from '../../../server/dispatch/change-attendance.js';
import type { Actor } from '../../../server/domain/access/policy.js';
import { checklistOf } from '../../../server/domain/closing/checklist.js';
import { readIncident } from '../../../server/incidents/incidents.model.js';
import { consultCard, consultIncident, consultLog, listIncidents } from '../../../server/incidents/consult-incident.js';
import { FeedIntake } from '../../../server/incidents/feed-intake.js';
import { reopenIncident } from '../../../server/incidents/reopen-incident.js';
import { LoggedIncidents } from '../../../server/incidents/change-incident.js';
import { reviseIncident } from '../../../server/incidents/revise-incident.js';
import { HANDLER, openIncidents, valueOf, type OpenIncidents } from '../../support/open-incidents.js';

const person = (userId: string, ...roles: Role[]): Actor => ({ userId, name: userId, roles, sessionId: userId });
const OFFICER = person('officer1', 'officer');
const DISPATCHER = person('dispatcher', 'dispatcher');
const SERGEANT = person('sergeant', 'sergeant');
const SUPERVISOR = person('supervisor', 'supervisor');
const INSPECTOR = person('inspector', 'inspector');

let incidents: OpenIncidents;
beforeEach(async () => {
  incidents = await openIncidents();
});
afterEach(async () => {
  expect(incidents.failures).toEqual([]);
  await incidents.close();
});

const command = () => {
  const id = incidents.ports.ids.next();
  return { id, digest: id };
};
const closing = () => ({ clock: incidents.time, changes: new LoggedIncidents(incidents.ports) });
const officers = { account: () => ({ userId: OFFICER.userId, name: OFFICER.name, roles: OFFICER.roles }) };
const dispatching = () => ({
  users: officers as never,
  changes: new LoggedIncidents(incidents.ports),
  incidents: incidents.ports.incidents,
});

async function attended(category = 'Domestic abuse', reference?: string): Promise<string> {
  const incidentId = await incidents.report({
    category,
    grade: 'immediate',
    ...(reference === undefined ? {} : { reference }),
    people: [{ role: 'victim', givenNames: 'Ada', surname: 'Byron', dateOfBirth: '1985-12-10', phone: '07700 900111' }],
  });
  await dispatchOfficers(
    dispatching(),
    { incidentId, command: command(), officers: ['officer1'], singleCrewedReason: 'nobody else' },
    DISPATCHER,
  );
  for (const type of ['arrived', 'departed'] as const) {
    valueOf(
      await moveOfficer(dispatching(), { incidentId, command: command(), type, officer: 'officer1' }, DISPATCHER),
    );
  }
  return incidentId;
}

async function answers(incidentId: string): Promise<ChecklistAnswer[]> {
  const { incident } = await readIncident(incidents.ports.log, incidentId);
  if (incident.kind !== 'open') throw new Error('not open');
  return checklistOf(incident.closing, incident.card).map(({ item }) => ({ item, done: true, note: 'as it was' }));
}

async function sign(incidentId: string, actor: Actor, given: ChecklistAnswer[] = []) {
  const { version: cardVersion } = incidents.card(incidentId);
  return signOff(closing(), { incidentId, command: command(), assessment: 'Seen', cardVersion, answers: given }, actor);
}
const close = (incidentId: string, actor = SUPERVISOR) =>
  closeIncident(closing(), { incidentId, command: command(), result: 'Arrest' }, actor);

async function closed(category?: string, reference?: string): Promise<string> {
  const incidentId = await attended(category, reference);
  valueOf(await sign(incidentId, OFFICER, await answers(incidentId)));
  valueOf(await sign(incidentId, SERGEANT));
  valueOf(await sign(incidentId, SUPERVISOR));
  valueOf(await close(incidentId));
  return incidentId;
}

test('[R6] closing is refused with everything that is missing, then done when three people have assessed it', async () => {
  const incidentId = await attended();
  const refused = await close(incidentId);
  if (refused.ok) throw new Error('it was closed');
  expect(refused.code).toBe('NOT_READY_TO_CLOSE');
  expect(refused.errors?.map(({ path }) => path)).toEqual([
    'victim-seen',
    'safe-contact',
    'dash',
    'unchecked-registers',
    'sign-off:officer',
    'sign-off:sergeant',
    'sign-off:supervisor',
  ]);
  expect(await sign(incidentId, SUPERVISOR)).toMatchObject({ code: 'WRONG_ORDER', errors: [{ path: 'officer' }] });
  expect(await sign(incidentId, SERGEANT)).toMatchObject({ code: 'WRONG_ORDER' });
  valueOf(await sign(incidentId, OFFICER, await answers(incidentId)));
  expect(await sign(incidentId, OFFICER)).toMatchObject({ code: 'ALREADY_SIGNED' });
  expect(await sign(incidentId, SUPERVISOR)).toMatchObject({ code: 'WRONG_ORDER', errors: [{ path: 'sergeant' }] });
  valueOf(await sign(incidentId, SERGEANT));
  expect(await close(incidentId)).toMatchObject({ errors: [{ path: 'sign-off:supervisor' }] });
  valueOf(await sign(incidentId, SUPERVISOR));
  expect(valueOf(await close(incidentId))).toMatchObject({ missing: [], closedBy: 'supervisor' });
});

test('[R7] a closed incident leaves the boards, is read by those who may, and its officers read nothing more of it', async () => {
  const incidentId = await closed();
  const { ports } = incidents;
  expect(valueOf(await listIncidents(ports, 'open', SUPERVISOR))).toEqual([]);
  expect(valueOf(await listIncidents(ports, 'closed', SUPERVISOR))).toMatchObject([
    { id: incidentId, status: 'closed' },
  ]);
  expect(valueOf(await consultIncident(ports, incidentId, HANDLER))).toMatchObject({ status: 'closed' });
  expect(valueOf(await consultCard(ports, incidentId, SERGEANT)).incidentId).toBe(incidentId);
  const log = valueOf(await consultLog(ports, incidentId, SUPERVISOR));
  expect(log.map(({ sentence }) => sentence).slice(-2)).toEqual(['Stood down: officer1', 'Closed: Arrest']);
  expect(await consultCard(ports, incidentId, OFFICER)).toMatchObject({ code: 'NOT_FOUND' });
  expect(valueOf(await listIncidents(ports, 'closed', OFFICER))).toEqual([]);
  const again = await incidents.restart();
  incidents = again;
  expect(valueOf(await listIncidents(again.ports, 'closed', SUPERVISOR))).toMatchObject([{ id: incidentId }]);
});

test('what a closed incident is asked for is answered sensibly, and an update is still written', async () => {
  const incidentId = await closed();
  const { ports } = incidents;
  const to = { incidentId, command: command() };
  const revised = await reviseIncident(ports, { ...to, patch: { weapons: 'knife' }, ifMatch: '1' }, HANDLER);
  expect(revised).toMatchObject({ code: 'INCIDENT_CLOSED' });
  const sent = await dispatchOfficers(dispatching(), { ...to, officers: ['officer1'] }, DISPATCHER);
  expect(sent).toMatchObject({ code: 'INCIDENT_CLOSED' });
  expect(await recordSuspect(closing(), { ...to, outstanding: true }, SUPERVISOR)).toMatchObject({
    code: 'INCIDENT_CLOSED',
  });
  expect(await close(incidentId)).toMatchObject({ code: 'INCIDENT_CLOSED' });
  const line = valueOf(await updateLog(closing(), { ...to, text: 'She rang to say thank you' }, HANDLER));
  expect(line).toMatchObject({ by: 'handler', type: 'noted', sentence: 'She rang to say thank you' });
});

test('[R16] a call after the closing is linked with it, and says when it was closed', async () => {
  await closed();
  const later = await incidents.report({ caller: { phone: '07700 900111' } });
  expect(incidents.card(later).linked).toMatchObject([
    { sentence: expect.stringMatching(/closed \d\d:\d\d/) as string },
  ]);
});

test('[R8] [R6] another system that says nothing new about it is noted; what is new opens it again, once', async () => {
  const intake = new FeedIntake(incidents.ports);
  const reference = 'CAD-7';
  const base: Report = { reference, source: 'cad', category: 'Theft', grade: 'scheduled', people: [] };
  await intake.take({ report: base, sourceVersion: 1 });
  const id = [...incidents.ports.incidents.all()][0]?.incident.id ?? '';
  valueOf(await sign(id, DISPATCHER, await answers(id)));
  valueOf(await sign(id, SERGEANT));
  valueOf(await sign(id, SUPERVISOR));
  valueOf(await close(id, DISPATCHER));
  await intake.take({ report: base, sourceVersion: 2 });
  expect(valueOf(await listIncidents(incidents.ports, 'closed', SUPERVISOR))).toHaveLength(1);
  for (let times = 0; times < 2; times += 1) {
    await intake.take({ report: { ...base, weapons: 'He has a knife' }, sourceVersion: 3 });
  }
  const open = valueOf(await listIncidents(incidents.ports, 'open', SUPERVISOR));
  expect(open).toMatchObject([{ id, status: 'open', closing: { signOffs: [] }, owner: 'control-room' }]);
  const types = (await incidents.events(id)).map(({ type }) => type);
  expect(types.filter((type) => type === 'reopened')).toHaveLength(1);
});

test('[R15] a person opens it again: it has a card, an owner, and the clock that it always had', async () => {
  const incidentId = await closed();
  const { ports } = incidents;
  const before = valueOf(await consultIncident(ports, incidentId, SUPERVISOR));
  const to = { incidentId, reason: 'He came back', command: command() };
  expect(await reopenIncident(closing(), to, HANDLER)).toMatchObject({ code: 'NOT_FOUND' });
  valueOf(await reopenIncident(closing(), to, SERGEANT));
  valueOf(await reopenIncident(closing(), to, SERGEANT));
  expect(await reopenIncident(closing(), { ...to, command: command() }, SERGEANT)).toMatchObject({
    code: 'NOT_CLOSED',
  });
  const [summary] = valueOf(await listIncidents(ports, 'open', SUPERVISOR));
  expect(summary).toMatchObject({
    id: incidentId,
    owner: 'sergeant',
    firstRingAt: before.report.firstRingAt,
    cardVersion: before.card.version + 1,
  });
  expect(ports.incidents.entry(incidentId)?.views.get('supervisor')?.card.version).toBe(before.card.version + 1);
});

test('a suspect at large keeps it open, ends what was signed, and asks for an attempt every 24 hours', async () => {
  const incidentId = await attended();
  valueOf(await sign(incidentId, OFFICER, await answers(incidentId)));
  valueOf(await sign(incidentId, SERGEANT));
  const to = () => ({ incidentId, command: command() });
  const { time } = incidents;
  const large = valueOf(await recordSuspect(closing(), { ...to(), outstanding: true }, OFFICER));
  expect(large).toMatchObject({
    signOffs: [],
    suspect: { owner: 'officer1', attemptDueAt: '2026-07-31T12:00:00.000Z' },
  });
  await time.passTo('2026-07-30T20:00:00.000Z');
  const tried = await recordSuspect(closing(), { ...to(), outstanding: true, attempt: 'Not at his mother’s' }, OFFICER);
  expect(valueOf(tried).suspect?.attemptDueAt).toBe('2026-07-31T20:00:00.000Z');
  for (const actor of [OFFICER, SERGEANT, SUPERVISOR])
    valueOf(await sign(incidentId, actor, await answers(incidentId)));
  expect(await close(incidentId)).toMatchObject({ code: 'NOT_READY_TO_CLOSE', errors: [{ path: 'suspect' }] });
  const found = await recordSuspect(closing(), { ...to(), outstanding: false, attempt: 'Arrested' }, OFFICER);
  expect(valueOf(found)).toMatchObject({ missing: [] });
  valueOf(await close(incidentId));
});

test('[R6] closing unattended is no way around a downgrade, nor is another category', async () => {
  const unattended = await incidents.report({ category: 'Theft', grade: 'priority' });
  const missing = async (id: string) => {
    const refused = await close(id);
    return refused.ok ? [] : refused.errors?.map(({ path }) => path);
  };
  expect(await missing(unattended)).toContain('attendance');
  const scheduled = await incidents.report({ category: 'Theft', grade: 'scheduled' });
  expect(await missing(scheduled)).not.toContain('attendance');
  const domestic = await incidents.report({ category: 'Domestic abuse', grade: 'scheduled' });
  const patch = { category: 'Neighbour dispute' };
  const rename = (by: typeof HANDLER) =>
    reviseIncident(incidents.ports, { incidentId: domestic, patch, ifMatch: '1', command: command() }, by);
  expect(await rename(HANDLER)).toMatchObject({ code: 'USE_DOWNGRADE' });
  valueOf(await rename(SUPERVISOR));
  expect(await missing(domestic)).toEqual(expect.arrayContaining(['attendance', 'dash', 'safe-contact']));
});

test('[R6] a life-risk that is found after the assessments ends them', async () => {
  const incidentId = await attended();
  valueOf(await sign(incidentId, OFFICER, await answers(incidentId)));
  await incidents.take('critical-marker', 'merge', {
    recordId: 'M-1',
    people: [{ role: 'victim', givenNames: 'Ada', surname: 'Byron', dateOfBirth: '1985-12-10' }],
    summary: 'High-risk victim',
    risk: 'high',
    recordedAt: '2026-07-30',
  });
  incidents.rechecks.start();
  await incidents.rechecks.idle();
  expect(incidents.card(incidentId).flags).toMatchObject([{ severity: 'life-risk' }]);
  const detail = valueOf(await consultIncident(incidents.ports, incidentId, INSPECTOR));
  expect(detail.closing.signOffs).toEqual([]);
});
