import fc from 'fast-check';
import type { Actor } from '../../../server/domain/access/policy.js';
import { DowngradesModel } from '../../../server/downgrades/downgrades.model.js';
import { requestDowngrade } from '../../../server/downgrades/request-downgrade.js';
import { ruleDowngrade } from '../../../server/downgrades/rule-downgrade.js';
import { LoggedIncidents } from '../../../server/incidents/change-incident.js';
import type { IncidentPorts } from '../../../server/incidents/incident-ports.js';
import { recheckIncidents } from '../../../server/incidents/recheck-incidents.js';
import { reviseIncident } from '../../../server/incidents/revise-incident.js';
import { EventLog, selfNamed, type Append, type Appended, type StreamId } from '../../../server/ports.js';
import { HANDLER, openIncidents, valueOf, type OpenIncidents } from '../../support/open-incidents.js';

const SUPERVISOR: Actor = { userId: 'supervisor', name: 'Supervisor', roles: ['supervisor'], sessionId: 's1' };
const INSPECTOR: Actor = { userId: 'inspector', name: 'Inspector', roles: ['inspector'], sessionId: 's2' };

const HEADS = ['Marl', 'Oduy', 'Whit', 'Szym', 'Penh', 'Lock', 'Quig', 'Yarb', 'Trev', 'Fair'];
const TAILS = ['combe', 'anska', 'alligan', 'wood', 'ley', 'orough', 'elyan', 'weather', 'ingham', 'stone'];
const GIVEN = ['Ada', 'Ruth', 'Zofia', 'Mabel', 'Priya', 'Imogen', 'Ngozi'];

/** One person a run, like no other. */
const somebody = (n: number) => ({
  givenNames: GIVEN[n % GIVEN.length]!,
  surname: `${HEADS[n % 10]}${TAILS[Math.floor(n / 10) % 10]}`,
  dateOfBirth: `${1920 + (n % 80)}-0${1 + (n % 9)}-${11 + (n % 17)}`,
});

/** The same log, with every reading and append held back until the scheduler lets it go. */
class HeldLog extends EventLog {
  constructor(
    private readonly log: EventLog,
    private readonly scheduler: fc.Scheduler,
  ) {
    super();
  }
  override async append(request: Append): Promise<Appended> {
    await this.scheduler.schedule(Promise.resolve(), 'append');
    return this.log.append(request);
  }
  override async *read(stream: StreamId, from?: number) {
    await this.scheduler.schedule(Promise.resolve(), 'read');
    yield* this.log.read(stream, from);
  }
  override async seen(command: Append['command']) {
    await this.scheduler.schedule(Promise.resolve(), 'seen');
    return this.log.seen(command);
  }
  override tail = (...of: Parameters<EventLog['tail']>) => this.log.tail(...of);
  override head = () => this.log.head();
  override eraseBodies = (...of: Parameters<EventLog['eraseBodies']>) => this.log.eraseBodies(...of);
  override writable = () => this.log.writable();
  override close = () => this.log.close();
}

const withLog = (ports: IncidentPorts, log: EventLog): IncidentPorts =>
  Object.assign(Object.create(ports) as IncidentPorts, { log });

describe('a ruling and what happens meanwhile, in whatever order the log sees it', () => {
  let open: OpenIncidents;
  let person = 0;
  beforeAll(async () => (open = await openIncidents()));
  afterAll(() => open.close());

  test('[R6] a firearms hit, an edit and two rulings at once: the grade ends immediate, one ruled at most, and it is said why', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        person += 1;
        const her = somebody(person);
        const incidentId = await open.report({ grade: 'immediate', people: [{ role: 'victim', ...her }] });
        const log = new HeldLog(open.ports.log, scheduler);
        const ports = withLog(open.ports, log);
        const changes = new LoggedIncidents(ports);
        const direct = {
          changes: new LoggedIncidents(open.ports),
          ids: open.ports.ids,
          timetable: open.ports.timetable,
        };
        const grounds = { to: 'priority' as const, reason: 'r', victimRequested: true, noImmediateThreat: true };
        const command = () => selfNamed(open.ports.ids.next());
        const asked = valueOf(await requestDowngrade(direct, { incidentId, command: command(), ...grounds }, HANDLER));
        const downgrades = new DowngradesModel();
        for (const event of await open.events(incidentId)) downgrades.apply(event);
        const rule = (approve: boolean, by: Actor) =>
          ruleDowngrade(
            { changes, log, downgrades, registers: open.ports.registers },
            { id: asked.id, approve, reason: 'r', cardVersion: 1, command: command() },
            by,
          );
        const hit = async () => {
          await scheduler.schedule(Promise.resolve(), 'hit');
          const record = {
            recordId: incidentId,
            people: [{ role: 'holder', ...her }],
            summary: 'Shotgun',
            severity: 'life-risk',
            recordedAt: '2026-01-05',
          };
          await open.take('firearms', 'merge', record);
          await recheckIncidents(ports, { kind: 'register-changed', position: person }, { only: [incidentId] });
        };
        const edit = () =>
          reviseIncident(
            ports,
            { incidentId, patch: { narrative: 'He is back' }, ifMatch: '1', command: command() },
            HANDLER,
          );
        await scheduler.waitFor(Promise.all([rule(true, SUPERVISOR), hit(), edit(), rule(false, INSPECTOR)]));

        const events = await open.events(incidentId);
        const { incident } = open.ports.incidents.entry(incidentId)!;
        const rulings = events.filter(({ type }) => type === 'downgrade-ruled');
        expect(incident.grade).toBe('immediate');
        expect(open.card(incidentId).situation.grade).toBe('immediate');
        expect(rulings.length).toBeLessThanOrEqual(1);
        const [ending] = incident.downgrades ?? [];
        if (ending?.state === 'lapsed') expect(ending.lapse.because.join()).toMatch(/new life-risk hit/);
        else expect(ending?.state).toBe('rejected');
      }),
      { numRuns: 50, seed: 20_260_730 },
    );
  });
});
