import type { Match } from '../../../server/contract/index.js';
import { AlertsModel } from '../../../server/delivery/alerts.model.js';
import type { Actor } from '../../../server/domain/access/policy.js';
import { jobOf } from '../../../server/domain/desk/job.js';
import type { OpenIncident } from '../../../server/domain/incident/state.js';
import { LoggedIncidents } from '../../../server/incidents/change-incident.js';
import { disputeMatch, withdrawDispute } from '../../../server/incidents/dispute-match.js';
import { recheckIncidents } from '../../../server/incidents/recheck-incidents.js';
import { IncidentsModel, incidentStream, readIncident } from '../../../server/incidents/incidents.model.js';
import { reviseIncident } from '../../../server/incidents/revise-incident.js';
import { HANDLER, openIncidents, valueOf, type OpenIncidents } from '../../support/open-incidents.js';
import { RESEARCHER, ruleOnMatches } from '../../support/rule-on-matches.js';

const WOLF = { givenNames: 'Peregrine', surname: 'Wolfenden', dateOfBirth: '1970-01-02' };
const SUSPECT = { people: [{ role: 'suspect' as const, ...WOLF }] };
const GUN = {
  recordId: 'F-1',
  people: [{ role: 'holder', ...WOLF }],
  summary: 'Two shotguns',
  recordedAt: '2026-01-01',
};

let open: OpenIncidents;
beforeEach(async () => {
  open = await openIncidents();
  await open.take('firearms', 'merge', GUN);
  open.rechecks.start();
  await open.rechecks.idle();
});
afterEach(async () => {
  expect(open.failures).toEqual([]);
  await open.close();
});

const flags = (incidentId: string) => open.card(incidentId).flags;
const gunOf = (incidentId: string): Match => {
  const match = open.card(incidentId).matches.find(({ recordId }) => recordId === 'F-1');
  if (match === undefined) throw new Error('the firearms record is not on the card');
  return match;
};
const receipt = (incidentId: string) =>
  open.card(incidentId).checks.find(({ register }) => register === 'firearms')?.subjects[0];
const rule = (incidentId: string, decision: 'confirmed' | 'rejected', reason?: string) =>
  ruleOnMatches(open, incidentId, [{ matchId: gunOf(incidentId).id, decision, reason }]);
const disputing = () => ({ registers: open.ports.registers, changes: new LoggedIncidents(open.ports) });
const dispute = (
  incidentId: string,
  actor: Actor = HANDLER,
  matchId = gunOf(incidentId).id,
  id = open.ports.ids.next(),
) =>
  disputeMatch(
    disputing(),
    { incidentId, matchId, reason: 'he is 70 and walks with a stick', command: { id, digest: 'd' } },
    actor,
  );
const withdraw = (incidentId: string, actor: Actor = HANDLER, id = open.ports.ids.next()) =>
  withdrawDispute(
    disputing(),
    { incidentId, matchId: gunOf(incidentId).id, command: { id, digest: 'withdrawn' } },
    actor,
  );
const revise = async (incidentId: string, more: object) => {
  const { incident } = open.ports.incidents.entry(incidentId)!;
  const patch = { people: [{ id: incident.report.people[0]?.id, ...more }] };
  const command = { id: open.ports.ids.next(), digest: 'd' };
  const ifMatch = String(incident.reportVersion);
  valueOf(await reviseIncident(open.ports, { incidentId, patch, ifMatch, command }, HANDLER));
};

describe('a researcher', () => {
  it('[R4] confirms: match and flag say who and when, and what is spoken says confirmed', async () => {
    const incident = await open.report(SUSPECT);
    await rule(incident, 'confirmed', 'same address on the certificate');
    const at = open.time.now();
    expect(gunOf(incident)).toMatchObject({
      standing: 'confirmed',
      reviewed: { by: RESEARCHER.name, at, note: 'same address on the certificate' },
    });
    expect(flags(incident)).toMatchObject([{ standing: 'confirmed', reviewed: { by: RESEARCHER.name, at } }]);
    expect(open.card(incident).spoken).toMatch(/^Confirmed: Firearms/);
    expect(open.card(incident).changes).toMatchObject([
      { sentence: `Firearms: Two shotguns: confirmed by ${RESEARCHER.name}` },
    ]);
  });

  it('[R4] rejects: the flag leaves with a correction, and the match stays listed with who and why', async () => {
    const incident = await open.report(SUSPECT);
    await rule(incident, 'rejected', 'his uncle');
    expect(flags(incident)).toEqual([]);
    expect(gunOf(incident)).toMatchObject({
      standing: 'rejected',
      reviewed: { by: RESEARCHER.name, note: 'his uncle' },
    });
    expect(open.card(incident).changes).toContainEqual({
      what: 'removed',
      sentence: `Firearms: Two shotguns: not this person, rejected by ${RESEARCHER.name}`,
      about: 'firearms',
    });
    expect(open.card(incident).changes.map(({ sentence }) => sentence)).not.toContainEqual(
      expect.stringContaining('no longer linked'),
    );
  });

  it('[R4] rejects: who was sent there and who took the call are told, in the words that their card had', async () => {
    const incident = await open.report(SUSPECT);
    const before = await readIncident(open.ports.log, incident);
    await open.ports.log.append({
      stream: incidentStream(incident),
      expected: before.version,
      events: [{ type: 'dispatched', body: { v: 1, officers: [{ id: 'o1', name: 'O1' }] } }],
      at: open.time.now(),
      by: 'dispatcher',
      command: { id: open.ports.ids.next(), digest: 'd' },
    });
    await rule(incident, 'rejected', 'his uncle');
    const incidents = new IncidentsModel();
    const alerts = new AlertsModel(incidents, { withRole: () => [] });
    for (const event of await open.events(incident)) for (const model of [incidents, alerts]) model.apply(event);
    for (const told of ['o1', HANDLER.userId]) {
      expect(alerts.of(told, open.time.now()).filter(({ kind }) => kind === 'danger-corrected')).toMatchObject([
        { sentence: expect.stringMatching(`Firearms.*rejected by ${RESEARCHER.name}`) as string, interrupts: true },
      ]);
    }
  });

  it('[R2] rejects, and only a second search without it says what there is besides', async () => {
    const incident = await open.report(SUSPECT);
    await rule(incident, 'rejected');
    const reason = expect.stringContaining(`rejected by ${RESEARCHER.name}`) as string;
    expect(receipt(incident)).toMatchObject({ status: 'no-trace', reason });
    const matcher = Object.create(open.ports.matcher) as typeof open.ports.matcher;
    let asked = 0;
    matcher.check = (query) => {
      asked += 1;
      return asked === 1 ? open.ports.matcher.check(query) : Promise.reject(new Error('out of order'));
    };
    const ports = Object.create(open.ports, { matcher: { value: matcher } }) as typeof open.ports;
    await recheckIncidents(ports, { kind: 'register-changed', position: 99 });
    expect(receipt(incident)).toMatchObject({ status: 'not-checked', reason });
    expect(open.card(incident).checks.filter(({ status }) => status === 'no-trace')).toEqual([]);
  });

  it('[R2] rejects a place, and its register says "no trace" of it, searched again', async () => {
    const location = { building: '3', street: 'Mill Lane', town: 'Sudbury', postcode: 'CO10 1AA' };
    await open.take('firearms', 'merge', { ...GUN, recordId: 'F-2', people: [], addresses: [location] });
    await open.rechecks.idle();
    const incident = await open.report({ location });
    const match = open.card(incident).matches.find(({ recordId }) => recordId === 'F-2');
    await ruleOnMatches(open, incident, [{ matchId: match?.id ?? '', decision: 'rejected' }]);
    expect(flags(incident)).toEqual([]);
    expect(receipt(incident)).toMatchObject({
      subject: { kind: 'location' },
      status: 'no-trace',
      reason: expect.stringContaining(`rejected by ${RESEARCHER.name}`) as string,
    });
  });

  it('rejects, and the one who stood behind is found', async () => {
    const brother = { ...WOLF, dateOfBirth: '1970-01-21' };
    await open.take('warning', 'merge', {
      ...GUN,
      recordId: 'W-1',
      summary: 'Violent',
      people: [{ role: 'subject', ...brother }],
    });
    await open.rechecks.idle();
    const incident = await open.report({ people: [{ role: 'suspect', ...WOLF }] });
    await rule(incident, 'rejected');
    expect(open.card(incident).matches).toContainEqual(
      expect.objectContaining({ recordId: 'W-1', standing: 'unreviewed' }),
    );
    expect(gunOf(incident).standing).toBe('rejected');
  });

  it('decides on no match that is not on the card', async () => {
    const incident = await open.report(SUSPECT);
    const ruling = ruleOnMatches(open, incident, [{ matchId: 'firearms:F-9', decision: 'rejected' }]);
    await expect(ruling).rejects.toThrow('INVALID_INPUT');
  });
});

describe('[R4] a decision lasts until one of the two changes', () => {
  it('a recheck that finds the same leaves it', async () => {
    const incident = await open.report(SUSPECT);
    await rule(incident, 'rejected');
    await open.take('warning', 'merge', { ...GUN, recordId: 'W-1', summary: 'Violent', people: GUN.people });
    await open.rechecks.idle();
    expect(gunOf(incident).standing).toBe('rejected');
  });

  it.each([
    ['the record', () => open.take('firearms', 'merge', { ...GUN, summary: 'Three shotguns' }), 'record'],
    ['the report', (incident: string) => revise(incident, { sex: 'male' }), 'report'],
  ])('%s: it is asked again, and the card says so', async (_, change, because) => {
    const incident = await open.report(SUSPECT);
    await rule(incident, 'rejected');
    await change(incident);
    await open.rechecks.idle();
    const lapsed = { decision: 'rejected', by: RESEARCHER.name, because };
    expect(gunOf(incident)).toMatchObject({ standing: 'unreviewed', lapsed });
    expect(flags(incident)).toMatchObject([{ kind: 'firearms', standing: 'unreviewed', lapsed }]);
    expect(open.card(incident).changes).toContainEqual(
      expect.objectContaining({
        what: 'added',
        sentence: expect.stringContaining(
          `asked again, rejected by ${RESEARCHER.name} before the ${because} changed`,
        ) as string,
      }),
    );
  });

  it('where he is now is no change of who he is, when his date of birth says it', async () => {
    const incident = await open.report(SUSPECT);
    await rule(incident, 'rejected');
    const command = { id: open.ports.ids.next(), digest: 'd' };
    const patch = { location: { building: '3', street: 'Mill Lane', town: 'Sudbury' } };
    valueOf(await reviseIncident(open.ports, { incidentId: incident, patch, ifMatch: '1', command }, HANDLER));
    expect(gunOf(incident).standing).toBe('rejected');
  });
});

describe('[R4] "not this person" holds in later incidents', () => {
  it('about the same person as reported and the same record, also after a restart', async () => {
    await rule(await open.report(SUSPECT), 'rejected', 'his uncle');
    open = await open.restart();
    const later = await open.report(SUSPECT);
    expect(flags(later).filter(({ kind }) => kind === 'firearms')).toEqual([]);
    expect(gunOf(later)).toMatchObject({
      standing: 'rejected',
      reviewed: { by: RESEARCHER.name, note: 'his uncle', earlier: true },
    });
  });

  it.each([
    ['another person', () => open.report({ people: [{ role: 'suspect', ...WOLF, sex: 'male' }] })],
    [
      'another record',
      async () => {
        await open.take('firearms', 'merge', { ...GUN, summary: 'Three shotguns' });
        return open.report(SUSPECT);
      },
    ],
    [
      'a person whom a researcher has confirmed since',
      async () => {
        const between = await open.report(SUSPECT);
        await rule(between, 'confirmed');
        return open.report(SUSPECT);
      },
    ],
  ])('not about %s', async (_, report) => {
    await rule(await open.report(SUSPECT), 'rejected');
    expect(gunOf(await report()).standing).toBe('unreviewed');
  });

  it('many share a name: without date of birth and number, the place is part of who is meant', async () => {
    const named = (building: string) => ({
      people: [{ role: 'suspect' as const, givenNames: 'Peregrine', surname: 'Wolfenden' }],
      location: { building, street: 'Mill Lane', town: 'Sudbury' },
    });
    await rule(await open.report(named('3')), 'rejected');
    expect(gunOf(await open.report(named('3'))).standing).toBe('rejected');
    expect(gunOf(await open.report(named('5'))).standing).toBe('unreviewed');
  });
});

describe('whoever is on the call or at the scene', () => {
  it('[R4] disputes: the match stays, labelled with who and why, and only a researcher takes it away', async () => {
    const incident = await open.report(SUSPECT);
    const { cardVersion } = valueOf(await dispute(incident));
    expect(open.card(incident).version).toBe(cardVersion);
    expect(gunOf(incident)).toMatchObject({
      standing: 'unreviewed',
      disputed: { by: 'Handler', role: 'handler', reason: 'he is 70 and walks with a stick' },
    });
    expect(flags(incident)).toMatchObject([{ kind: 'firearms', severity: 'life-risk', disputed: { by: 'Handler' } }]);
    expect(open.card(incident).spoken).toMatch(/^Disputed: Firearms/);
    await rule(incident, 'confirmed');
    expect(gunOf(incident)).not.toHaveProperty('disputed');
    expect(flags(incident)).toMatchObject([{ standing: 'confirmed' }]);
  });

  it('[R4] puts it before the desk, until a researcher decides', async () => {
    const incident = await open.report(SUSPECT);
    const undecided = () => jobOf(open.ports.incidents.entry(incident)!.incident as OpenIncident).undecided;
    expect(undecided()).toBe(0);
    await dispute(incident);
    expect(undecided()).toBe(1);
    await rule(incident, 'confirmed');
    expect(undecided()).toBe(0);
  });

  it('[R8] says it twice and has said it once', async () => {
    const incident = await open.report(SUSPECT);
    const said = [
      await dispute(incident, HANDLER, gunOf(incident).id, 'c1'),
      await dispute(incident, HANDLER, gunOf(incident).id, 'c1'),
    ];
    expect(said[1]).toEqual(said[0]);
    expect((await open.events(incident)).filter(({ type }) => type === 'match-decided')).toHaveLength(1);
  });

  it('[R7] disputes nothing of an incident that is not theirs, and no match that they are not shown', async () => {
    const incident = await open.report(SUSPECT);
    const stranger: Actor = { userId: 'officer9', name: 'Officer', roles: ['officer'], sessionId: 'o' };
    expect(await dispute(incident, stranger)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await dispute(incident, HANDLER, 'firearms:F-9')).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('[R4] takes it back: the match stands as before, and the desk has nothing to decide', async () => {
    const incident = await open.report(SUSPECT);
    await rule(incident, 'confirmed');
    await dispute(incident);
    const { cardVersion } = valueOf(await withdraw(incident, HANDLER, 'w1'));
    expect(open.card(incident).version).toBe(cardVersion);
    expect(gunOf(incident)).toMatchObject({ standing: 'confirmed', reviewed: { by: RESEARCHER.name } });
    expect(gunOf(incident)).not.toHaveProperty('disputed');
    expect(jobOf(open.ports.incidents.entry(incident)!.incident as OpenIncident).undecided).toBe(0);
    expect(open.card(incident).changes.map(({ sentence }) => sentence)).toContainEqual(
      expect.stringMatching(/“not this person” is withdrawn$/),
    );
    expect(valueOf(await withdraw(incident, HANDLER, 'w1'))).toEqual({ incidentId: incident, cardVersion });
    open = await open.restart();
    expect(gunOf(incident)).not.toHaveProperty('disputed');
  });

  it('[R4] takes back nothing that somebody else said, unless they supervise', async () => {
    const incident = await open.report(SUSPECT);
    const supervisor: Actor = { userId: 'supervisor', name: 'Supervisor', roles: ['supervisor'], sessionId: 's' };
    await dispute(incident, supervisor);
    expect(await withdraw(incident)).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(gunOf(incident)).toHaveProperty('disputed');
    valueOf(await withdraw(incident, { ...supervisor, userId: 'another', name: 'Another' }));
    expect(gunOf(incident)).not.toHaveProperty('disputed');
  });

  it('has nothing to take back where nobody disputes', async () => {
    const incident = await open.report(SUSPECT);
    const { position } = await open.ports.log.head();
    valueOf(await withdraw(incident));
    expect((await open.ports.log.head()).position).toBe(position);
  });

  it('has nothing to add to what a researcher has rejected', async () => {
    const incident = await open.report(SUSPECT);
    await rule(incident, 'rejected');
    const { position } = await open.ports.log.head();
    valueOf(await dispute(incident));
    expect((await open.ports.log.head()).position).toBe(position);
  });
});
