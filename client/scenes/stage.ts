import type { IncidentReply, IncidentSummary, OfficerState, SessionReply } from '../../server/contract/index.js';
import { ask, type Request } from '../data/http.js';
import { keptUnder } from '../data/session.js';
import type { Person } from './scene.js';
import { NotShown, Seat, type Pace } from './seat.js';

/** The people who are signed in, the frames of those who have a seat, and what the scene has made so far. */
export class Stage {
  readonly pace: Pace;
  readonly #password: string;
  readonly #frames: (person: Person) => HTMLIFrameElement | undefined;
  readonly #sessions = new Map<Person, SessionReply>();
  readonly #noted = new Map<string, string>();

  constructor(password: string, pace: Pace, frames: (person: Person) => HTMLIFrameElement | undefined) {
    this.pace = pace;
    this.#password = password;
    this.#frames = frames;
  }

  /** The screen of a person. */
  seat(person: Person): Seat {
    const frame = this.#frames(person);
    if (frame === undefined) throw new NotShown(`a seat for ${person}`);
    return new Seat(frame, this.pace);
  }

  /**
   * Signs a person in and keeps the session where their frame looks for it.
   * @throws NotShown saying why they could not be signed in
   */
  async signIn(person: Person): Promise<void> {
    if (this.#sessions.has(person)) return;
    const body = { username: person, password: this.#password };
    const reply = await ask<SessionReply>({ method: 'POST', path: '/api/session', body });
    if (!reply.ok) throw new NotShown(`${person} signed in (${reply.detail})`);
    this.#sessions.set(person, reply.value);
  }

  /** Puts a person's session where the frame of that name finds it. */
  seatSession(person: Person): void {
    sessionStorage.setItem(keptUnder(person), JSON.stringify(this.#sessions.get(person)));
  }

  /** Asks the server as a person who acts behind the stage. @throws NotShown with the refusal */
  async as<T>(person: Person, method: Request['method'], path: string, body?: object, more = {}): Promise<T> {
    await this.signIn(person);
    const headers = { ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}), ...more };
    const request = { method, path, headers, ...(body === undefined ? {} : { body }) };
    const reply = await ask<T>(request, this.#sessions.get(person)?.token);
    if (!reply.ok) throw new NotShown(`${method} ${path} as ${person} (${reply.code}: ${reply.detail})`);
    return reply.value;
  }

  /** Puts one record into a register, as its nightly update would. @throws NotShown when it was not taken */
  async import(register: string, record: object): Promise<void> {
    await this.signIn('admin');
    const response = await fetch(`/api/registers/${register}/records`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-ndjson',
        authorization: `Bearer ${this.#sessions.get('admin')?.token ?? ''}`,
        'idempotency-key': crypto.randomUUID(),
      },
      body: `${JSON.stringify(record)}\n`,
    });
    if (!response.ok) throw new NotShown(`a record taken by the register ${register} (${response.status})`);
  }

  /** Keeps something for a later step under a name. */
  note(name: string, value: string): void {
    this.#noted.set(name, value);
  }

  noted(name: string): string {
    const value = this.#noted.get(name);
    if (value === undefined) throw new NotShown(`what an earlier step calls ${name}`);
    return value;
  }

  /** Files a 999 report as the other call handler, and notes the incident. */
  async report(body: object): Promise<IncidentReply> {
    const reply = await this.as<IncidentReply>('handler2', 'POST', '/api/incidents', { source: '999', ...body });
    this.note('incident', reply.id);
    this.note('reference', reply.reference);
    return reply;
  }

  /** Sends officers to the incident that was noted last. */
  async send(officers: readonly string[], etaMinutes: number): Promise<void> {
    await this.as('dispatcher', 'POST', `/api/incidents/${this.noted('incident')}/dispatch`, { officers, etaMinutes });
  }

  /** The incident that the handler's screen says is stored; noted as `incident`. */
  async stored(): Promise<IncidentSummary> {
    const line = await this.seat('handler').sees(/Stored as \d{6}-[0-9A-F]{6}/);
    const reference = /\d{6}-[0-9A-F]{6}/.exec(line.textContent ?? '')?.[0];
    const incidents = await this.as<IncidentSummary[]>('dispatcher', 'GET', '/api/incidents?status=open');
    const incident = incidents.find((one) => one.reference === reference);
    if (incident === undefined) throw new NotShown(`incident ${reference} on the board`);
    this.note('incident', incident.id);
    this.note('reference', incident.reference);
    return incident;
  }

  /** Nobody is on the way to anything: what earlier scenes left behind does not get into this one's way. */
  async clear(): Promise<void> {
    const officers = await this.as<OfficerState[]>('dispatcher', 'GET', '/api/officers');
    for (const { id, incidents } of officers) {
      for (const { incidentId } of incidents) {
        await this.as('dispatcher', 'POST', `/api/incidents/${incidentId}/stand-down`, { officers: [id] });
      }
    }
    this.#noted.clear();
  }

  /** Every phone on the stage is in a hand. */
  touch(): void {
    for (const person of ['officer1', 'officer2'] as const) {
      const frame = this.#frames(person);
      if (frame !== undefined) new Seat(frame, this.pace).touch();
    }
  }
}
