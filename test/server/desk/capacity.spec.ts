import type { Card, DeskState, JobReply } from '../../../server/contract/index.js';
import { next, type ReaderSocket, type Session } from '../../support/api.js';
import { App } from '../../support/app.js';

/** Minutes. One researcher makes 15 first looks in an hour; 30 calls come in it. */
const LOOK = 4;
const CALL_EVERY = 2;
const LASTS = 30;
const THERE_FOR = 4;
const OFFICERS = 4;
/** Half an hour is 360 looks at the desk, and a slow machine takes its time over them. */
const PATIENCE = 180_000;

const CALLS = [
  {
    people: [{ role: 'suspect' as const, givenNames: 'Thomas', surname: 'Guthrie' }],
    location: { postcode: 'MK40 2QG' },
  },
  { people: [{ role: 'victim' as const, givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' }] },
  { people: [{ role: 'victim' as const, givenNames: 'Qwendolyn', surname: 'Zzyx', dateOfBirth: '1990-01-02' }] },
];

/** What happens at a minute of the evening, besides that time passes. */
type Plan = Map<number, (() => Promise<void>)[]>;

/** A busy evening at a desk with one researcher, through real sockets, on a clock that the test moves. */
class Evening {
  readonly incidents: string[] = [];
  readonly shown: { readonly officer: string; readonly card: Card }[] = [];
  readonly unbriefed: string[] = [];
  readonly levels: DeskState['level'][] = [];
  readonly #plan: Plan = new Map();
  readonly #sockets = new Map<string, ReaderSocket>();

  constructor(
    readonly app: App,
    private readonly dispatcher: Session,
  ) {}

  static async open(): Promise<Evening> {
    const app = await App.open({ at: '2026-11-23T20:00:00.000Z' });
    const evening = new Evening(app, await app.as('dispatcher'));
    for (let n = 1; n <= OFFICERS; n++) await evening.#connect(`officer${n}`);
    const desk = (await app.as('supervisor')).connect();
    desk.on('desk', ({ level }) => evening.levels.push(level));
    await next(desk, 'desk');
    return evening;
  }

  async #connect(officer: string): Promise<void> {
    const socket = (await this.app.as(officer)).connect();
    this.#sockets.set(officer, socket);
    socket.on('card', ({ card }) => this.shown.push({ officer, card }));
    await next(socket, 'desk');
  }

  at(minute: number, does: () => Promise<void>): void {
    this.#plan.set(minute, [...(this.#plan.get(minute) ?? []), does]);
  }

  async pass(from: number, to: number): Promise<void> {
    for (let minute = from; minute < to; minute++) {
      for (const does of this.#plan.get(minute) ?? []) await does();
      await this.app.advance('1 min');
    }
  }

  /** A call comes in, and an officer goes: their card is waited for on their own socket. */
  async call(minute: number, n: number): Promise<void> {
    const incident = await this.app.report({
      ...CALLS[n % CALLS.length],
      grade: n % 3 === 0 ? 'immediate' : 'priority',
    });
    this.incidents.push(incident);
    const officer = `officer${(n % OFFICERS) + 1}`;
    const briefed = next(this.#sockets.get(officer)!, 'card', ({ card }) => card.incidentId === incident);
    this.unbriefed.push(incident);
    await this.#send(incident, 'dispatch', { officers: [officer], etaMinutes: 8 });
    await briefed;
    this.unbriefed.splice(this.unbriefed.indexOf(incident), 1);
    this.at(minute + 8, () => this.#send(incident, 'arrival', { officer }));
    this.at(minute + 8 + THERE_FOR, async () => {
      await this.#send(incident, 'departure', { officer });
    });
  }

  async #send(incident: string, what: string, body: object): Promise<void> {
    const { status, body: answer } = await this.dispatcher.post(`/api/incidents/${incident}/${what}`, body);
    if (status !== 200) throw new Error(`${what}: ${status} ${JSON.stringify(answer)}`);
    await this.app.settled();
  }

  /** A researcher who takes one job after the other, and needs the same time for each. */
  async works(username: string, from: number, until: number): Promise<void> {
    const researcher = await this.app.as(username);
    const claim = () => researcher.post<JobReply>('/api/desk/jobs/next', undefined);
    for (let minute = from; minute < until; minute += LOOK) {
      let job: string | undefined;
      this.at(minute, async () => {
        const claimed = await claim();
        job = claimed.status === 200 ? claimed.body.job.id : undefined;
      });
      this.at(minute + LOOK - 1, async () => {
        if (job !== undefined) await researcher.post(`/api/desk/jobs/${job}/first-look`, {});
        await this.app.settled();
      });
    }
  }

  unlooked(): string[] {
    return this.incidents.filter((id) => this.app.card(id).review === 'unreviewed');
  }
}

describe('[R10] scene: the desk at capacity', () => {
  let evening: Evening;
  afterEach(() => evening.app.close(), PATIENCE);

  test(
    '[R2] half an hour at twice what it can do: everyone has a card, nobody is told clear, the live ones come first',
    async () => {
      evening = await Evening.open();
      const { app } = evening;
      // The desk has been staffed for a while when it begins.
      const analyst = await app.as('analyst');
      const link = analyst.connect();
      await next(link, 'desk');
      await analyst.post('/api/desk/shift', { onDuty: true });
      await app.settled();
      for (let n = 0; n * CALL_EVERY < LASTS; n++) evening.at(n * CALL_EVERY, () => evening.call(n * CALL_EVERY, n));
      await evening.works('analyst', 1, LASTS - 1);
      await evening.pass(0, LASTS);

      expect(evening.incidents).toHaveLength(LASTS / CALL_EVERY);
      expect(evening.unbriefed).toEqual([]);
      // Nothing is called clear that nobody looked into, on any card that any officer was ever shown.
      const clear = evening.shown.flatMap(({ card }) => card.checks.filter(({ status }) => status === 'no-trace'));
      expect(clear.flatMap(({ subjects }) => subjects).filter((one) => one.status !== 'no-trace' || !one.asOf)).toEqual(
        [],
      );
      expect(clear.filter(({ register }) => register === 'marac')).toEqual([]);
      const levels = new Set(evening.levels);
      expect(levels.has('busy') || levels.has('machine-only')).toBe(true);
      const waiting = evening.unlooked();
      expect(waiting.length).toBeGreaterThan(3);

      // A second researcher comes: those whose officers are on the way or at the door are first, then those they have left.
      const second = await app.as('analyst2');
      const order: string[] = [];
      for (let turn = 0; turn < waiting.length; turn++) {
        const { body, status } = await second.post<JobReply>('/api/desk/jobs/next', undefined);
        if (status !== 200 || body.job.review !== 'unreviewed') break;
        order.push(body.job.why.includes('have left') ? 'left' : 'live');
        await second.post(`/api/desk/jobs/${body.job.id}/first-look`, {});
      }
      expect(order).toContain('live');
      expect(order).toContain('left');
      expect(order.lastIndexOf('live')).toBeLessThan(order.indexOf('left'));
      expect(evening.unlooked()).toEqual([]);
    },
    PATIENCE,
  );
});
