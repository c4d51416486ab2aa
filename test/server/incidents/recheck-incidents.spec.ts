import { recheckIncidents } from '../../../server/incidents/recheck-incidents.js';
import { reviseIncident } from '../../../server/incidents/revise-incident.js';
import type { EventLog } from '../../../server/ports.js';
import { undoBatch } from '../../../server/registers/undo-batch.js';
import { HANDLER, openIncidents, valueOf, type OpenIncidents } from '../../support/open-incidents.js';

const WOLF = { givenNames: 'Peregrine', surname: 'Wolfenden', dateOfBirth: '1970-01-02' };
const SUSPECT = { people: [{ role: 'suspect' as const, ...WOLF }] };
const gun = (more: object = {}) => ({
  recordId: 'F-1',
  people: [{ role: 'holder', ...WOLF }],
  summary: 'Two shotguns',
  recordedAt: '2026-01-01',
  ...more,
});
const other = {
  recordId: 'F-2',
  people: [{ role: 'holder', givenNames: 'Someone', surname: 'Else', dateOfBirth: '1950-05-05' }],
  summary: 'One rifle',
  recordedAt: '2026-01-01',
};

let open: OpenIncidents;
beforeEach(async () => {
  open = await openIncidents();
});
afterEach(async () => {
  expect(open.failures).toEqual([]);
  await open.close();
});

const headlines = (incidentId: string): string[] => open.card(incidentId).flags.map(({ headline }) => headline);

describe('when a register changes', () => {
  beforeEach(async () => {
    await open.take('firearms', 'merge', other);
    open.rechecks.start();
    await open.rechecks.idle();
  });

  it('the cards that it touches are issued again, and no others', async () => {
    const [touched, untouched] = [await open.report(SUSPECT), await open.report({ caller: { phone: '07700 900123' } })];
    const before = open.card(untouched);
    await open.take('firearms', 'merge', gun());
    await open.rechecks.idle();
    expect(headlines(touched)).toEqual(['Firearms: Two shotguns']);
    expect(open.card(touched)).toMatchObject({ version: 2, changes: [{ what: 'added' }, { what: 'changed' }] });
    expect(open.card(untouched)).toBe(before);
    const events = await open.events(touched);
    expect(
      events.slice(3).map(({ type, by, body }) => ({ type, by, cause: (body as { cause?: string }).cause })),
    ).toEqual([
      { type: 'checked', by: 'outrider', cause: 'register-changed' },
      { type: 'card-issued', by: 'outrider', cause: undefined },
    ]);
    expect(new Set(events.slice(3).map(({ commandId }) => commandId)).size).toBe(1);
  });

  it.each([
    [
      'replaced by another version',
      () => open.take('firearms', 'merge', gun({ summary: 'Certificate revoked' })),
      ['Firearms: Certificate revoked'],
    ],
    ['withdrawn', () => open.take('firearms', 'merge', gun({ withdrawn: true })), []],
    ['not in the new whole of its register', () => open.take('firearms', 'replace', other), []],
  ])('a record that is %s is told on the card', async (_, change, expected) => {
    await open.take('firearms', 'merge', gun());
    const incident = await open.report(SUSPECT);
    expect(headlines(incident)).toEqual(['Firearms: Two shotguns']);
    await change();
    await open.rechecks.idle();
    expect(headlines(incident)).toEqual(expected);
  });

  it('[R4] a batch that is undone leaves with a correction on the card', async () => {
    const batch = await open.take('firearms', 'merge', gun());
    const incident = await open.report(SUSPECT);
    const ports = { ...open.registers, matcher: open.ports.matcher };
    valueOf(await undoBatch(ports, { register: 'firearms', batch }, 'admin'));
    await open.rechecks.idle();
    expect(headlines(incident)).toEqual([]);
    expect(open.card(incident).changes).toContainEqual({
      what: 'removed',
      sentence: 'Firearms: Two shotguns: no longer linked',
      about: 'firearms',
    });
  });

  it('nothing is stored for an incident where nothing visible changed', async () => {
    const incident = await open.report(SUSPECT);
    const { position } = await open.ports.log.head();
    await open.take('firearms', 'merge', { ...other, recordId: 'F-3' });
    await open.rechecks.idle();
    expect((await open.ports.log.head()).position).toBe(position + 1);
    expect(open.card(incident).version).toBe(1);
  });

  it('[R2] a report that was checked before the change and stored after it is checked again', async () => {
    const { matcher } = open.ports;
    const check = matcher.check.bind(matcher);
    let changed = false;
    // The register changes, and its round ends, while the report has its answer and is not stored yet.
    matcher.check = async (query) => {
      const answer = await check(query);
      if (changed || query.subjects.length === 0) return answer;
      changed = true;
      await open.take('firearms', 'merge', gun());
      await open.rechecks.idle();
      return answer;
    };
    const incident = await open.report(SUSPECT);
    await open.rechecks.idle();
    expect(headlines(incident)).toEqual(['Firearms: Two shotguns']);
  });
});

describe('a recheck', () => {
  const cause = { kind: 'register-changed', position: 7 } as const;

  it('[R8] for one cause twice is in effect once', async () => {
    await open.take('firearms', 'merge', other);
    const incident = await open.report(SUSPECT);
    await open.take('firearms', 'merge', gun());
    expect(await recheckIncidents(open.ports, cause)).toBe(1);
    await open.take('firearms', 'replace', other);
    const { position } = await open.ports.log.head();
    expect(await recheckIncidents(open.ports, cause)).toBe(0);
    expect(await open.ports.log.head()).toMatchObject({ position });
    expect(open.card(incident).version).toBe(2);
  });

  it('is decided again when the report is revised in between', async () => {
    await open.take('firearms', 'merge', other);
    const incident = await open.report({
      people: [{ role: 'suspect', surname: 'Wolfenden', dateOfBirth: '1970-01-02' }],
    });
    await open.take('firearms', 'merge', gun());
    const revise = () =>
      reviseIncident(
        open.ports,
        {
          incidentId: incident,
          patch: { people: [{ id: open.ports.incidents.entry(incident)?.incident.report.people[0]?.id, ...WOLF }] },
          ifMatch: '1',
          command: { id: 'revision', digest: 'd' },
        },
        HANDLER,
      );
    const log = Object.create(open.ports.log) as EventLog;
    let revised = false;
    log.append = async (request) => {
      if (!revised) {
        revised = true;
        valueOf(await revise());
      }
      return open.ports.log.append(request);
    };
    const issued = await recheckIncidents(
      Object.create(open.ports, { log: { value: log } }) as typeof open.ports,
      cause,
    );
    expect(revised).toBe(true);
    expect(issued).toBe(0);
    expect(headlines(incident)).toContain('Firearms: Two shotguns');
    expect((await open.events(incident)).filter(({ type }) => type === 'card-issued')).toHaveLength(2);
  });

  it('of what an Outrider left undone is done at the next start', async () => {
    await open.take('firearms', 'merge', other);
    const incident = await open.report(SUSPECT);
    await open.take('firearms', 'merge', gun());
    open = await open.restart();
    open.rechecks.start();
    await open.rechecks.idle();
    expect(headlines(incident)).toEqual(['Firearms: Two shotguns']);
    const { position } = await open.ports.log.head();
    open = await open.restart();
    open.rechecks.start();
    await open.rechecks.idle();
    expect(await open.ports.log.head()).toMatchObject({ position });
  });
});

describe('[R16] when another call is about the same', () => {
  it('the card of the call before it tells of it, and then it is quiet', async () => {
    open.rechecks.start();
    const first = await open.report({ caller: { phone: '07700 900321' } });
    await open.rechecks.idle();
    const second = await open.report({ caller: { phone: '07700 900321' } });
    await open.rechecks.idle();
    expect(open.card(first).linked.map(({ incidentId }) => incidentId)).toEqual([second]);
    expect((await open.events(first)).at(-1)).toMatchObject({ type: 'card-issued', by: 'outrider' });
    const { position } = await open.ports.log.head();
    await open.rechecks.idle();
    expect(await open.ports.log.head()).toMatchObject({ position });
  });
});

describe('at midnight in Britain', () => {
  const order = (dates: object) => ({
    recordId: 'CO-1',
    people: [
      { role: 'restrained', ...WOLF },
      { role: 'protected', givenNames: 'Xanthippe', surname: 'Quillfeather', dateOfBirth: '1972-03-04' },
    ],
    summary: 'Order of the court',
    details: { order: 'Non-molestation order', forbidden: 'make contact', served: 'no' },
    recordedAt: '2026-01-01',
    ...dates,
  });
  const severities = (incidentId: string): string[] => open.card(incidentId).flags.map(({ severity }) => severity);

  it.each([
    ['ends', { validUntil: '2026-07-30' }, ['high'], ['info']],
    ['starts', { validFrom: '2026-07-31' }, ['info'], ['high']],
  ])('an order that %s changes the cards of the open incidents', async (_, dates, before, after) => {
    await open.take('court-order', 'merge', order(dates));
    open.rechecks.start();
    const incident = await open.report(SUSPECT);
    await open.rechecks.idle();
    await open.time.passTo('2026-07-30T22:59:59.000Z');
    await open.rechecks.idle();
    expect(severities(incident)).toEqual(before);
    await open.time.passTo('2026-07-30T23:00:00.000Z');
    await open.rechecks.idle();
    expect(severities(incident)).toEqual(after);
    const events = await open.events(incident);
    expect(events.at(-1)?.commandId).toBe(`day-changed:2026-07-31:1:${incident}`);
  });

  it('nobody waits for midnight when an order ends at an hour', async () => {
    await open.take('court-order', 'merge', order({ validUntil: '2026-07-30T14:00:00Z' }));
    open.rechecks.start();
    const incident = await open.report(SUSPECT);
    await open.time.passTo('2026-07-30T14:00:00.000Z');
    await open.rechecks.idle();
    expect(severities(incident)).toEqual(['high']);
    await open.time.passTo('2026-07-30T14:01:00.000Z');
    await open.rechecks.idle();
    expect(severities(incident)).toEqual(['info']);
  });

  it('[R8] an Outrider that starts twice in a day rechecks it to the same end', async () => {
    await open.take('court-order', 'merge', order({ validUntil: '2026-07-30' }));
    const incident = await open.report(SUSPECT);
    await open.time.passTo('2026-07-31T10:00:00.000Z');
    open = await open.restart();
    open.rechecks.start();
    await open.rechecks.idle();
    expect(severities(incident)).toEqual(['info']);
    const { position } = await open.ports.log.head();
    open = await open.restart();
    open.rechecks.start();
    await open.rechecks.idle();
    expect(await open.ports.log.head()).toMatchObject({ position });
  });
});
