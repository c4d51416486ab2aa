import { DeskModel } from '../../../server/desk/desk.model.js';
import type { ReaderSocket, Session } from '../../support/api.js';
import { App } from '../../support/app.js';
import { mayRead, standsTo, type Case, type Kind, type Person, type Sensitivity } from './expected.js';
import { HAPPENINGS, type Room } from './happenings.js';
import { Markers } from './markers.js';

export const PEOPLE: readonly Person[] = [
  { id: 'handler', role: 'handler' },
  { id: 'handler2', role: 'handler' },
  { id: 'dispatcher', role: 'dispatcher' },
  { id: 'analyst', role: 'researcher' },
  { id: 'analyst2', role: 'researcher' },
  { id: 'supervisor', role: 'supervisor' },
  { id: 'sergeant', role: 'sergeant' },
  { id: 'inspector', role: 'inspector' },
  { id: 'officer1', role: 'officer' },
  { id: 'officer2', role: 'officer' },
  { id: 'officer3', role: 'officer' },
  { id: 'auditor', role: 'auditor' },
  { id: 'admin', role: 'administrator' },
  { id: 'standards', role: 'professional standards' },
];

const REGISTERS = ['critical-marker', 'firearms', 'prior-call', 'warning', 'custody-release'];
const SENSITIVITIES: readonly Sensitivity[] = ['normal', 'restricted', 'protected'];
/** One of the force's own, who leads him, and how often a call is about him. */
const OFFICER = { givenNames: 'Elias', surname: 'Whitcombe', dateOfBirth: '1984-02-11' };
const OWN: readonly string[] = ['officer2', 'supervisor'];
const EVERY_OWN = 4;
/** An event that is not acknowledged by then never is. */
const PATIENCE_MS = 30_000;
/** So many are reported before anything else happens. */
const AT_FIRST = 6;
/** Everything that is sent to a reader without being asked for. */
const TOPICS = ['card', 'reset', 'gone', 'incident', 'downgrade', 'desk', 'alert', 'delivery'] as const;

export interface Frame {
  readonly reader: Person;
  readonly topic: string;
  readonly body: unknown;
}

/**
 * A small control room in which things happen at random, and what each of them means for who may read what. Everything
 * that somebody could read is marked.
 */
export class World implements Room {
  readonly cases: Case[] = [];
  readonly #surnames: string[] = [];
  readonly #streets: string[] = [];
  readonly #references = new Map<string, Case>();
  /** all that a person was ever allowed to read of an incident: what a card of then may hold */
  readonly #ever = new Map<string, Set<Kind>>();
  readonly #knew = new Set<string>();
  readonly #lines = new Map<string, { readonly session: Session; readonly socket: ReaderSocket }>();
  #frames: Frame[] = [];

  private constructor(
    readonly app: App,
    readonly markers: Markers,
    readonly random: () => number,
  ) {}

  static async open(random: () => number): Promise<World> {
    const app = await App.open({ registers: false });
    const world = new World(app, new Markers(random), random);
    await world.#listen();
    await world.post('analyst', '/api/desk/shift', { onDuty: true });
    await (await app.as('standards')).put('/api/workforce/officer2', { ...OFFICER, supervisors: ['supervisor'] });
    await app.settled();
    return world;
  }

  close(): Promise<void> {
    return this.app.close();
  }

  /** The surname that a report of an incident was made with. */
  surname(incident: number): string {
    return this.#surnames[incident] ?? '';
  }

  street(incident: number): string {
    return this.#streets[incident] ?? '';
  }

  /** The incidents that are kept apart and are named in a text, by their id or their reference. */
  apartIn(text: string): Case[] {
    return [...this.#references].filter(([name]) => text.includes(name)).map(([, one]) => one);
  }

  everAllowed(person: Person, one: Case): ReadonlySet<Kind> {
    return this.#ever.get(`${person.id} ${one.id}`) ?? new Set();
  }

  /** What was sent since the last time. */
  async frames(): Promise<readonly Frame[]> {
    await this.app.settled();
    // What a connection was sent before this answer has arrived with it.
    await Promise.all(PEOPLE.map((person) => this.#say(person, 'received', NOWHERE)));
    return this.#frames.splice(0);
  }

  /** What is answered to somebody who types a name. */
  draft(reader: Person, named: { readonly givenNames: string; readonly surname: string }): Promise<unknown> {
    return this.#say(reader, 'draft', { source: '999', people: [{ role: 'victim', ...named }] });
  }

  /** @throws Error when it is not acknowledged: every event is, always */
  async #say(person: Person, event: 'received' | 'draft', payload: unknown): Promise<unknown> {
    const socket = this.#lines.get(person.id)?.socket;
    try {
      return await socket?.timeout(PATIENCE_MS).emitWithAck(event, payload as never);
    } catch {
      throw new Error(`${event} of ${person.id} was never acknowledged`);
    }
  }

  /** One thing happens. */
  async step(): Promise<void> {
    const happens = this.cases.length < AT_FIRST ? undefined : this.of([undefined, ...HAPPENINGS]);
    await (happens === undefined ? this.#report() : happens(this));
    await this.app.settled();
    this.#endGlass();
    for (const one of this.cases) this.#note(one);
  }

  async wait(): Promise<void> {
    await this.app.advance(`${1 + Math.floor(this.random() * 9)} min`);
    this.#endGlass();
    for (const one of this.cases) this.#note(one);
    await this.#listen();
  }

  /**
   * Whether somebody may have heard the name of a call about one of ours: who must know of one call about a person is told
   * that there are others (R16).
   */
  everKnew({ id }: Person): boolean {
    return this.cases.some((one) => one.own !== undefined && this.#knew.has(`${id} ${one.id}`));
  }

  #isWithoutDesk(): boolean {
    return this.app.get(DeskModel).at(this.app.time.now()).level === 'machine-only';
  }

  #note(one: Case): void {
    one.withoutDesk ||= this.#isWithoutDesk();
    for (const person of PEOPLE) {
      if (standsTo(person, one) !== 'nothing') this.#knew.add(`${person.id} ${one.id}`);
      const key = `${person.id} ${one.id}`;
      const ever = this.#ever.get(key) ?? new Set<Kind>();
      for (const kind of mayRead(person, one)) ever.add(kind);
      this.#ever.set(key, ever);
    }
  }

  async #report(): Promise<void> {
    const incident = this.cases.length;
    const word = (kind: Kind): string => this.markers.word(incident, kind);
    // Five registers and three sensitivities in turn, so that a short trial has each of them.
    const register = REGISTERS[incident % REGISTERS.length] ?? '';
    const sensitivity = SENSITIVITIES[incident % SENSITIVITIES.length] ?? 'normal';
    const surname = word('party');
    this.#surnames.push(surname);
    const dateOfBirth = birthOf(incident);
    await this.app.take(register, {
      recordId: `record-${incident}`,
      summary: `Entry ${word('headline')}`,
      recordedAt: '2026-05-01',
      sensitivity,
      people: [
        { role: 'victim', givenNames: 'Ada', surname, dateOfBirth },
        {
          role: 'suspect',
          givenNames: 'Ben',
          surname: word('other'),
          dateOfBirth: this.markers.day(incident, 'birth'),
        },
      ],
      addresses: [{ street: `${word('place')} Road`, town: 'Leeds' }],
      phones: [this.markers.number(incident, 'number')],
      terms: `Terms ${word('detail')}`,
      details: { note: word('detail') },
    });
    const createdBy = this.of(['handler', 'handler2']);
    const street = word('address');
    this.#streets.push(street);
    const isOwn = incident % EVERY_OWN === 2;
    const id = await this.app.report(
      {
        grade: this.of(['immediate', 'priority'] as const),
        category: this.of(['domestic abuse', 'burglary']),
        call: { state: 'open', firstWords: `Help ${word('words')}` },
        people: [
          { role: 'victim', givenNames: 'Ada', surname, dateOfBirth },
          ...(isOwn ? [{ role: 'suspect' as const, ...OFFICER }] : []),
        ],
        location: { street: `${incident + 1} ${street} Street`, town: 'Leeds' },
        narrative: `Then ${word('narrative')}`,
      },
      createdBy,
    );
    const one: Case = {
      id,
      createdBy,
      register,
      sensitivity,
      owner: createdBy,
      sent: new Set(),
      wasSent: new Set(),
      letIn: new Set(),
      hadJob: new Set(),
      glass: new Map(),
      wasWithin: new Set(),
      closed: false,
      withoutDesk: this.#isWithoutDesk(),
      own: isOwn ? OWN : undefined,
    };
    this.cases.push(one);
    if (isOwn) for (const name of [id, this.app.card(id).situation.reference]) this.#references.set(name, one);
  }

  #endGlass(): void {
    const at = Date.parse(this.app.time.now());
    for (const { glass } of this.cases) for (const [by, until] of glass) if (until <= at) glass.delete(by);
  }

  readonly post = async <T = object>(as: string, path: string, body: object): Promise<T | undefined> => {
    const { status, body: answer } = await (await this.app.as(as)).post<T>(path, body);
    return status < 300 ? answer : undefined;
  };

  readonly remove = async (as: string, path: string): Promise<boolean> =>
    (await this.app.call('DELETE', path, { token: (await this.app.as(as)).token })).status < 300;

  readonly of = <T>(choices: readonly T[]): T => {
    const chosen = choices[Math.floor(this.random() * choices.length)];
    if (choices.length === 0) throw new Error('nothing to choose from');
    return chosen as T;
  };

  /**
   * Everybody has a connection of a session that lives. Whether the line of an old one still stands says nothing: the news
   * that it was cut may be on its way, and what is said into a line that is cut is heard by nobody.
   */
  async #listen(): Promise<void> {
    for (const person of PEOPLE) {
      const session = await this.app.as(person.id);
      const before = this.#lines.get(person.id);
      if (before?.session === session && before.socket.connected) continue;
      before?.socket.disconnect();
      const socket = session.connect();
      this.#lines.set(person.id, { session, socket });
      for (const topic of TOPICS) {
        socket.on(topic, (body: unknown) => this.#frames.push({ reader: person, topic, body }));
      }
      await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
    }
  }
}

const NOWHERE = { epoch: 'none', seq: 0 };

/** A day of its own for each, far from the others. */
const birthOf = (incident: number): string =>
  new Date(Date.UTC(1950, 0, 1) + ((incident * 191) % 18_000) * 86_400_000).toISOString().slice(0, 10);
