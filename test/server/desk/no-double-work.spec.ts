import fc from 'fast-check';
import type { Job, JobForm, JobReply } from '../../../server/contract/index.js';
import { IncidentsModel } from '../../../server/incidents/incidents.model.js';
import { next, type ReaderSocket } from '../../support/api.js';
import { App } from '../../support/app.js';

const RESEARCHERS = ['analyst', 'analyst2', 'analyst3'];
const THIRD = { username: 'analyst3', name: 'RTI researcher 3', roles: ['researcher' as const] };
const INCIDENTS = 4;
const RUNS = 4;
const PATIENCE = 60_000;

const DOINGS = ['claim', 'claim', 'type', 'return', 'first-look', 'complete', 'link', 'hang-up', 'nothing'] as const;
type Doing = (typeof DOINGS)[number];
/** What each of the researchers does at one moment, all at once, and how long it is to the next one. */
interface Moment {
  readonly does: readonly Doing[];
  /** of the incidents: which one somebody without a job meddles with */
  readonly at: number;
  readonly lasts: '1 s' | '20 s' | '40 s';
}

const moments: fc.Arbitrary<Moment[]> = fc.array(
  fc.record({
    does: fc.tuple(...RESEARCHERS.map(() => fc.constantFrom(...DOINGS))),
    at: fc.nat(INCIDENTS - 1),
    lasts: fc.constantFrom('1 s', '1 s', '20 s', '40 s'),
  }),
  { minLength: 8, maxLength: 15 },
);

/** Three researchers at one desk, over HTTP and real sockets, beside a list of what they typed. */
class Desk {
  readonly #links = new Map<string, ReaderSocket>();
  /** by job: what was typed and is not on a card yet */
  readonly #typed = new Map<string, JobForm>();
  #letters = 0;

  private constructor(
    private readonly app: App,
    readonly incidents: readonly string[],
  ) {}

  static async open(app: App): Promise<Desk> {
    const incidents: string[] = [];
    for (let n = 0; n < INCIDENTS; n++) incidents.push(await app.report({ grade: 'priority' }));
    return new Desk(app, incidents);
  }

  async pass({ does, at, lasts }: Moment): Promise<void> {
    const held = new Map(this.#holders().map(([id, by]) => [by, id]));
    await Promise.all(
      does.map((doing, n) => this.#do(doing, RESEARCHERS[n]!, held.get(RESEARCHERS[n]!) ?? this.incidents[at]!)),
    );
    await this.app.settled();
    await this.#check();
    await this.app.advance(lasts);
    await this.#check();
  }

  async #do(doing: Doing, by: string, job: string): Promise<void> {
    const researcher = await this.app.as(by);
    const path = `/api/desk/jobs/${job}`;
    switch (doing) {
      case 'claim': {
        const { status, body } = await researcher.post<JobReply>('/api/desk/jobs/next', undefined);
        if (status === 200) this.#isGiven(body.job, by);
        return;
      }
      case 'type': {
        const note = `${by} has typed ${(this.#letters += 1)}`;
        const form: JobForm = { decisions: [], receipts: [], findings: [], note };
        if ((await researcher.put(`${path}/form`, form)).status === 204) this.#typed.set(job, form);
        return;
      }
      case 'return':
        await researcher.post(`${path}/return`, {});
        return;
      case 'first-look':
      case 'complete':
        if ((await researcher.post(`${path}/${doing}`, {})).status === 200) this.#typed.delete(job);
        return;
      case 'link': {
        if (this.#links.has(by)) return;
        const socket = researcher.connect();
        this.#links.set(by, socket);
        await next(socket, 'desk');
        return;
      }
      case 'hang-up':
        this.#links.get(by)?.disconnect();
        this.#links.delete(by);
    }
  }

  /** A job that somebody is given is theirs. */
  #isGiven({ claimedBy }: Job, by: string): void {
    expect(claimedBy.id).toBe(by);
  }

  #holders(): (readonly [job: string, by: string])[] {
    return [...this.app.get(IncidentsModel).all()].flatMap(({ incident: { id, work } }) =>
      work?.claim === undefined ? [] : [[id, work.claim.by] as const],
    );
  }

  async #check(): Promise<void> {
    // Each researcher has one job at most; and, as the log has it, no job was taken from under the hands of another.
    const holders = this.#holders().map(([, by]) => by);
    expect(new Set(holders).size).toBe(holders.length);
    for (const id of this.incidents) await this.#wasNeverHeldByTwo(id);
    for (const id of this.incidents) {
      expect(this.app.get(IncidentsModel).entry(id)?.incident.work?.form).toEqual(this.#typed.get(id));
    }
  }

  async #wasNeverHeldByTwo(id: string): Promise<void> {
    let holder: string | undefined;
    for (const { type, by, body } of await this.app.events(id)) {
      if (type === 'job-claimed') {
        expect(holder).toBeUndefined();
        holder = by;
      }
      if (type === 'form-kept') expect(by).toBe(holder);
      if (type === 'looked') expect([undefined, by]).toContain(holder);
      if (type === 'job-returned' || (type === 'looked' && (body as { review: string }).review === 'full')) {
        holder = undefined;
      }
    }
  }

  /** Everyone goes in the middle of a job; whoever comes then finds every job, each with what was typed, and can do them all. */
  async end(): Promise<void> {
    for (const by of RESEARCHERS) await this.#do('claim', by, '');
    for (const [job, by] of this.#holders()) await this.#do('type', by, job);
    for (const by of RESEARCHERS) await this.#do('hang-up', by, '');
    await this.app.advance('1 min');
    expect(this.#holders()).toEqual([]);
    const last = await this.app.as(RESEARCHERS[0]!);
    for (;;) {
      const { status, body } = await last.post<JobReply>('/api/desk/jobs/next', undefined);
      if (status === 204) break;
      expect(body.job.form).toEqual(this.#typed.get(body.job.id));
      expect((await last.post(`/api/desk/jobs/${body.job.id}/complete`, {})).status).toBe(200);
      this.#typed.delete(body.job.id);
    }
    expect([...this.#typed.keys()].filter((id) => this.app.card(id).review !== 'full')).toEqual([]);
  }
}

describe('three researchers at one desk', () => {
  let app: App;
  beforeAll(async () => {
    app = await App.open({ registers: false, accounts: [THIRD] });
  });
  afterAll(() => app.close());

  test(
    '[R8] no double work: whatever they do at once and whenever a link is lost, a job is one person’s, and nothing typed is lost',
    async () => {
      await fc.assert(
        fc.asyncProperty(moments, async (passing) => {
          const desk = await Desk.open(app);
          for (const moment of passing) await desk.pass(moment);
          await desk.end();
        }),
        { numRuns: RUNS },
      );
    },
    PATIENCE,
  );
});
