import type { DeskLoad, IncidentReply } from '../../../server/contract/index.js';
import { mayPutOff, OVERLOAD, shedWhile } from '../../../server/domain/desk/overload.js';
import { BriefingQueue } from '../../../server/incidents/briefing-queue.js';
import { App } from '../../support/app.js';

const NONE = new Set<never>();
/** Everything that is ready to go on has gone on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Checks that go on when the test says so. */
class Checks {
  readonly done: string[] = [];
  readonly #ends: (() => void)[] = [];

  make = (name: string) => async (): Promise<string> => {
    await new Promise<void>((resolve) => this.#ends.push(resolve));
    this.done.push(name);
    return name;
  };

  async finish(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      this.#ends.shift()?.();
      await settle();
    }
  }
}

describe('what is put off under load', () => {
  it('goes in order, analytics before enrichment, and comes back when the queue is short again', () => {
    const { analytics, enrichment } = OVERLOAD;
    const few = shedWhile(analytics.from, NONE);
    const many = shedWhile(enrichment.from, few);
    expect([...shedWhile(analytics.from - 1, NONE)]).toEqual([]);
    expect([...few]).toEqual(['analytics']);
    expect([...many]).toEqual(['analytics', 'enrichment']);
    expect([...shedWhile(enrichment.until + 1, many)]).toEqual(['analytics', 'enrichment']);
    expect([...shedWhile(analytics.until + 1, many)]).toEqual(['analytics']);
    expect([...shedWhile(analytics.until, many)]).toEqual([]);
  });

  it('[R2] is never taken from a card that had it', () => {
    const shed = shedWhile(OVERLOAD.enrichment.from, NONE);
    expect([...mayPutOff(shed, undefined)]).toEqual(['history', 'associates', 'narrative']);
    expect([...mayPutOff(shed, {})]).toEqual([]);
    expect([...mayPutOff(shed, { putOff: ['associates'] })]).toEqual(['associates']);
    expect([...mayPutOff(NONE, undefined)]).toEqual([]);
  });
});

describe('the queue of reports', () => {
  it('checks a few at once, the others in the order in which they came', async () => {
    const [queue, checks] = [new BriefingQueue(), new Checks()];
    const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => queue.inTurn(checks.make(name)));
    expect(queue.waiting).toBe(all.length - OVERLOAD.atOnce);
    await checks.finish(all.length);
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(checks.done).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('lets live reports go before what is checked in the background, which does not wait for ever', async () => {
    const [queue, checks] = [new BriefingQueue(), new Checks()];
    const live = Array.from({ length: 2 * OVERLOAD.livePerBackground }, (_, n) => `live ${n}`);
    const begun = live.slice(0, OVERLOAD.atOnce).map((name) => queue.inTurn(checks.make(name)));
    const late = queue.inBackground(checks.make('background'));
    const rest = live.slice(OVERLOAD.atOnce).map((name) => queue.inTurn(checks.make(name)));
    await checks.finish(live.length + 1);
    await Promise.all([late, ...begun, ...rest]);
    const at = checks.done.indexOf('background');
    expect(at).toBeGreaterThan(OVERLOAD.atOnce);
    expect(at).toBeLessThan(live.length);
  });

  it('goes on after a check that failed', async () => {
    const queue = new BriefingQueue();
    const failing = Array.from({ length: 2 * OVERLOAD.atOnce }, () =>
      queue.inTurn(() => Promise.reject(new Error('the disk is full'))),
    );
    for (const one of failing) await expect(one).rejects.toThrow('the disk is full');
    expect(await queue.inTurn(() => Promise.resolve('done'))).toBe('done');
  });

  it('is bounded: beyond it nothing is begun, and whoever sends a report is told so', async () => {
    const [queue, checks] = [new BriefingQueue(), new Checks()];
    const all = Array.from({ length: OVERLOAD.atOnce + OVERLOAD.mostWaiting }, (_, n) =>
      queue.inTurn(checks.make(String(n))),
    );
    expect(queue.full?.code).toBe('TOO_BUSY');
    await checks.finish(all.length);
    await Promise.all(all);
    expect(queue.full).toBeUndefined();
  });
});

describe('more calls at once than can be checked', () => {
  let app: App;
  beforeAll(async () => {
    app = await App.open();
  });
  afterEach(() => app.matcher.letGo());
  afterAll(() => app.close());

  /** Mabel Collins, whose record leads to Henry Lansdowne, and a number in the words of the call. */
  const CALL = {
    source: '999' as const,
    people: [{ role: 'victim' as const, givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' }],
    location: { text: '1 High Street, Billericay, CM12 9BE' },
    narrative: 'he rings me from 07700 900999 all the time',
  };

  test('[R2] each is checked against every register and says what was put off; a list shows it, and it is done when there is room', async () => {
    const handler = await app.as('handler');
    const supervisor = await app.as('supervisor');
    const report = (call: object) => handler.post<IncidentReply>('/api/incidents', { source: '999', ...call });
    const load = async () => (await supervisor.get<DeskLoad>('/api/desk/load')).body;
    const queue = app.get(BriefingQueue);
    const waiting = async (count: number) => {
      while (queue.waiting < count) await settle();
    };
    const strangers = (count: number) =>
      Array.from({ length: count }, (_, n) => report({ caller: { phone: `07700 90${1000 + n}` } }));

    app.matcher.hold();
    const before = strangers(OVERLOAD.atOnce + 1);
    await waiting(1);
    const hers = report(CALL);
    await waiting(2);
    const after = strangers(OVERLOAD.enrichment.from);
    await waiting(2 + OVERLOAD.enrichment.from);
    app.matcher.letGo(before.length + 1);
    const { body } = await hers;

    expect(body.card.putOff).toEqual(['history', 'associates', 'narrative']);
    expect(body.card.flags.map(({ kind }) => kind)).toContain('critical-marker');
    expect(body.card.checks.map(({ register }) => register)).toContain('firearms');
    const line = { incidentId: body.id, reference: body.reference, putOff: body.card.putOff };
    expect((await load()).putOff).toContainEqual({ ...line, since: body.card.issuedAt });

    app.matcher.letGo();
    for (const { status } of await Promise.all([...before, ...after])) expect(status).toBe(201);
    await app.settled();
    expect(await load()).toMatchObject({ putOff: [], putOffInAll: 0 });
    const card = app.card(body.id);
    expect(card.putOff).toBeUndefined();
    expect(card.matches.some(({ via }) => via !== undefined)).toBe(true);
    expect(card.changes.map(({ sentence }) => sentence)).toContain('Done now: people beside those found are followed');
    const { body: metrics } = await app.call<string>('GET', '/metrics');
    expect(metrics).toMatch(/shed_total\{class="analytics"\} [1-9]/);
    expect(metrics).toContain('shed_total{class="enrichment"} 1');
  });
});
