import { OPERATIONS, type Operation } from '../../../server/contract/index.js';
import type { TrialOptions, Tried } from '../promise.js';
import { mayRead, ofRecord, standsTo, type Case, type Kind, type Person } from './expected.js';
import { randomFrom } from './markers.js';
import { PEOPLE, World } from './world.js';

/** As much happens in one control room; then the next one opens. */
const INCIDENTS = 24;
const MOST_FAULTS = 20;
/** The same for everybody, and long: looking through them would only make the number of reads larger. */
const DOCUMENTS: readonly string[] = ['openapi', 'asyncapi'];
/** Whose id is that of an incident. */
const OF_INCIDENTS = ['/api/incidents/', '/api/desk/jobs/'];
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

/** One answer, or one thing that was pushed: who got it, through which exit, and what they may find in it. */
interface Shown {
  readonly reader: Person;
  readonly exit: string;
  readonly body: unknown;
  /** what a marker of one incident may stand in */
  readonly allowed: (incident: number) => ReadonlySet<Kind>;
}

/**
 * Lets things happen at random in a real Outrider, in this process, and looks through every field of everything that
 * anybody is answered or sent: not one holds what its reader may not read, by the oracle of `expected.ts`. A read is one
 * field of one answer; what is refused is compared, as one, with what is said of an incident that never was.
 */
export async function tryReads({ seed, count, progress }: TrialOptions & { readonly count: number }): Promise<Tried> {
  const trial = new Trial(count, progress);
  for (let room = seed; ; room += 1) {
    const world = await World.open(trial.enter(room));
    try {
      if (await trial.goThrough(world)) return trial.result();
    } catch (cause) {
      trial.brokenBy(cause);
      return trial.result();
    } finally {
      await world.close();
    }
  }
}

class Trial {
  #reads = 0;
  #wrong = 0;
  readonly #faults: string[] = [];
  readonly #distinct = new Set<string>();
  /** what was rightly read, by kind: a trial in which nothing can be read finds nothing */
  readonly #seen = new Map<Kind, number>();
  #refusals = 0;
  random: () => number = randomFrom(0);
  #again: Tried['again'];
  /** of the room that is open: its own seed, and what had been read before */
  #room = { seed: 0, before: 0 };

  constructor(
    private readonly count: number,
    private readonly progress: TrialOptions['progress'],
  ) {}

  /** A room is opened by a seed of its own: what is found in it is found again without the rooms before. */
  enter(seed: number): () => number {
    this.#room = { seed, before: this.#reads };
    this.random = randomFrom(seed);
    return this.random;
  }

  /** True once enough was read. */
  async goThrough(world: World): Promise<boolean> {
    while (world.cases.length < INCIDENTS) {
      const before = world.cases.map((one) => ({ one, allowed: PEOPLE.map((person) => mayRead(person, one)) }));
      await world.step();
      if (this.random() < 0.2) await world.wait();
      // A frame may have left just before what ended its reader's right to it.
      const wasAllowed = (person: Person, one: Case | undefined): ReadonlySet<Kind> =>
        before.find((known) => known.one === one)?.allowed[PEOPLE.indexOf(person)] ?? new Set();
      for (const { reader, topic, body } of await world.frames()) {
        const allowed = (incident: number): ReadonlySet<Kind> => {
          const one = world.cases[incident];
          return new Set([...wasAllowed(reader, one), ...(one ? mayRead(reader, one) : [])]);
        };
        this.#look(world, { reader, exit: `pushed ${topic}`, body, allowed });
      }
      // Not everybody asks each time: what happens in between is what differs.
      for (const reader of PEOPLE) if (this.random() < 0.4) await this.#ask(world, reader);
      this.progress(this.#reads, this.#wrong);
      if (this.#reads >= this.count) return true;
    }
    return false;
  }

  /** The trial cannot go on: what it stumbled over is a fault as well. */
  brokenBy(cause: unknown): void {
    this.#fault(
      `after ${this.#reads} reads: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`,
    );
  }

  result(): Tried {
    const seen = [...this.#seen].map(([kind, times]) => `${kind} ${times.toLocaleString('en-GB')}`).join(', ');
    return {
      value: this.#wrong,
      unit: 'unauthorised reads',
      tried: this.#reads,
      distinct: this.#distinct.size,
      kept: this.#wrong === 0,
      faults: this.#faults,
      ...(this.#again ? { again: this.#again } : {}),
      note:
        `a read is one field of one answer or frame; distinct: role × exit × relation × field. ${this.#refusals} refusals ` +
        `are byte for byte those of an incident that never was. Marked and rightly read: ${seen}`,
    };
  }

  async #ask(world: World, reader: Person): Promise<void> {
    const one = world.cases[Math.floor(this.random() * world.cases.length)];
    for (const operation of Object.values(OPERATIONS) as Operation[]) {
      if (operation.method !== 'GET' || operation.id === 'search' || DOCUMENTS.includes(operation.id)) continue;
      if (!operation.path.includes('{id}')) {
        await this.#get(world, reader, operation.path, operation.id, (incident) => now(world, reader, incident));
      } else if (one && OF_INCIDENTS.some((path) => operation.path.startsWith(path))) {
        await this.#knock(world, reader, operation, one);
      }
    }
    if (one === undefined) return;
    await this.#askOfThen(world, reader, one);
    await this.#type(world, reader, one);
    await this.#search(world, reader, one);
    await this.#meddle(world, reader, one);
  }

  /** Everything about one incident: what is refused says no more than of one that never was. */
  async #knock(world: World, reader: Person, operation: Operation, one: Case): Promise<void> {
    const path = operation.path.replace('{id}', one.id);
    const refused = await this.#get(world, reader, path, operation.id, (incident) => now(world, reader, incident));
    if (refused === undefined) return;
    const nothing = await this.#get(
      world,
      reader,
      operation.path.replace('{id}', UNKNOWN),
      operation.id,
      () => NOTHING,
    );
    this.#refusals += 1;
    if (refused !== nothing)
      this.#fault(`${reader.id} learns from ${operation.id} that ${one.id} is there: ${refused}`);
  }

  /** The card of then, one's own or somebody's: only what its reader could read at some time. */
  async #askOfThen(world: World, reader: Person, one: Case): Promise<void> {
    const other = PEOPLE[Math.floor(this.random() * PEOPLE.length)] ?? reader;
    const mayAsk = ['auditor', 'supervisor', 'inspector'].includes(reader.role) || other.id === reader.id;
    const path = `/api/incidents/${one.id}/card?reader=${other.id}`;
    await this.#get(world, reader, path, 'readCard of then', (incident) => {
      const asked = world.cases[incident];
      return asked && mayAsk ? world.everAllowed(other, asked) : NOTHING;
    });
  }

  /** Types the name of somebody in an incident: call takers see records of whoever they type, and nothing of the incident. */
  async #type(world: World, reader: Person, one: Case): Promise<void> {
    const incident = world.cases.indexOf(one);
    const body = await world.draft(reader, { givenNames: 'Ada', surname: world.surname(incident) });
    const takesCalls = reader.role === 'handler' || reader.role === 'supervisor';
    const typed: readonly Kind[] = ['party', ...ofRecord(reader.role, one)];
    const allowed = (of: number): ReadonlySet<Kind> => (takesCalls && of === incident ? new Set(typed) : NOTHING);
    this.#look(world, { reader, exit: 'draft', body, allowed });
  }

  /** Looks for it by a name or a street in it. */
  async #search(world: World, reader: Person, one: Case): Promise<void> {
    const incident = world.cases.indexOf(one);
    const q = this.random() < 0.5 ? world.surname(incident) : world.street(incident);
    await this.#get(world, reader, `/api/search?q=${q}`, 'search', (of) => now(world, reader, of));
  }

  /** Whoever may not know of an incident can do nothing to it either, and is told no more than of one that never was. */
  async #meddle(world: World, reader: Person, one: Case): Promise<void> {
    if (standsTo(reader, one) !== 'nothing') return;
    const { token } = await world.app.as(reader.id);
    const deeds = Object.entries(one.own === undefined ? DEEDS : { ...DEEDS, ...DEEDS_OF_OFFICE });
    for (const [what, body] of deeds) {
      if (what.startsWith('POST desk/jobs') && one.hadJob.has(reader.id)) continue;
      const [method = '', path = ''] = what.split(' ');
      const [there, nowhere] = await Promise.all(
        [one.id, UNKNOWN].map((id) =>
          world.app.call<unknown>(method, `/api/${path.replace('{id}', id)}`, { token, body }),
        ),
      );
      const said = `${there?.status} ${JSON.stringify(there?.body)}`;
      this.#refusals += 1;
      this.#look(world, { reader, exit: `${what} ${there?.status}`, body: there?.body, allowed: () => NOTHING });
      if (said !== `${nowhere?.status} ${JSON.stringify(nowhere?.body)}`)
        this.#fault(`${reader.id} learns from ${what} that ${one.id} is there: ${said}`);
    }
  }

  /** Resolves to the refusal as it came, undefined when there was none. */
  async #get(
    world: World,
    reader: Person,
    path: string,
    exit: string,
    allowed: Shown['allowed'],
  ): Promise<string | undefined> {
    const { status, body } = await (await world.app.as(reader.id)).get<unknown>(path);
    if (status >= 500) this.#fault(`${exit} answered ${reader.id} with ${status}`);
    this.#look(world, { reader, exit: `${exit} ${status}`, body, allowed });
    return status < 300 ? undefined : `${status} ${JSON.stringify(body)}`;
  }

  /** Looks through every field. */
  #look(world: World, { reader, exit, body, allowed }: Shown): void {
    const visit = (value: unknown, path: string, about: string): void => {
      if (Array.isArray(value)) return value.forEach((item) => visit(item, `${path}[]`, about));
      if (typeof value === 'object' && value !== null) {
        const fields = value as Record<string, unknown>;
        const one = world.cases.find(({ id }) => id === (fields['incidentId'] ?? fields['id']));
        const relation = one ? standsTo(reader, one) : about;
        for (const [name, field] of Object.entries(fields)) visit(field, `${path}.${name}`, relation);
        return;
      }
      this.#reads += 1;
      this.#distinct.add(`${reader.role}|${exit}|${about}|${path}`);
      if (typeof value !== 'string') return;
      for (const one of world.apartIn(value)) {
        if (!world.everKnew(reader)) this.#fault(`${reader.id} reads that ${one.id} is there in ${exit} at ${path}`);
      }
      for (const { token, incident, kind } of world.markers.in(value)) {
        if (allowed(incident).has(kind)) this.#seen.set(kind, (this.#seen.get(kind) ?? 0) + 1);
        else this.#fault(`${reader.id} reads ${kind} of incident ${incident} (${token}) in ${exit} at ${path}`);
      }
    };
    visit(body, '', 'no incident');
  }

  #fault(what: string): void {
    this.#wrong += 1;
    const again = { seed: this.#room.seed, count: this.#reads - this.#room.before + 1 };
    this.#again ??= again;
    if (this.#faults.length < MOST_FAULTS) this.#faults.push(`${what} (--seed ${again.seed} --count ${again.count})`);
  }
}

/** What somebody may try to do to an incident. */
const DEEDS: Readonly<Record<string, object>> = {
  'POST incidents/{id}/dispatch': { officers: ['officer1'], etaMinutes: 5 },
  'POST incidents/{id}/stand-down': { officers: ['officer1'] },
  'POST incidents/{id}/arrival': { officer: 'officer1' },
  'POST incidents/{id}/departure': { officer: 'officer1' },
  'POST incidents/{id}/log': { text: 'trial' },
  'POST incidents/{id}/links': { to: UNKNOWN, kind: 'repeat' },
  'DELETE incidents/{id}/links': {},
  'POST incidents/{id}/requests': { text: 'trial' },
  'POST incidents/{id}/reassessments': { nextReviewAt: '2030-01-01T00:00:00Z', reason: 'trial' },
  'POST incidents/{id}/prompts/any': { answered: true },
  'POST incidents/{id}/suspect': { outstanding: true },
  'POST incidents/{id}/sign-offs': { assessment: 'trial', cardVersion: 1, answers: [] },
  'POST incidents/{id}/reviews': { finding: 'trial' },
  'POST incidents/{id}/closure': {},
  'POST incidents/{id}/reopening': { reason: 'trial' },
  'POST incidents/{id}/disputes': { matchId: 'm', reason: 'trial' },
  'POST incidents/{id}/downgrades': {
    to: 'scheduled',
    reason: 'trial',
    victimRequested: true,
    noImmediateThreat: true,
  },
  'POST incidents/{id}/readings': { version: 1, to: ['officer1'], freeToSpeak: true },
  'POST incidents/{id}/restriction': { lift: true, reason: 'trial' },
  'POST desk/jobs/{id}/first-look': { decisions: [] },
  'POST desk/jobs/{id}/return': {},
  'PATCH incidents/{id}': { narrative: 'trial' },
};
/** What an office gives a right to whatever the incident, unless it is kept from its holder. */
const DEEDS_OF_OFFICE: Readonly<Record<string, object>> = {
  'PUT incidents/{id}/hold': { hold: true, reason: 'trial' },
  'POST incidents/{id}/erasure': {},
  'POST incidents/{id}/break-glass': { reason: 'trial' },
};

const NOTHING: ReadonlySet<Kind> = new Set();

function now(world: World, reader: Person, incident: number): ReadonlySet<Kind> {
  const one = world.cases[incident];
  return one ? mayRead(reader, one) : NOTHING;
}
