import type { Card, Role } from '../contract/index.js';
import {
  evolve,
  unknownIncident,
  type ClosedIncident,
  type Incident,
  type OpenIncident,
} from '../domain/incident/state.js';
import type { IncidentEvent } from '../domain/incident/events.js';
import { attending } from '../domain/incident/attendance.js';
import type { HandoverEvent } from '../domain/handover/events.js';
import { readIncidentEvent, type ErasedEvent } from '../domain/incident/upcast.js';
import { viewsAfter } from '../domain/incident/views.js';
import { Touched } from '../domain/touched.js';
import type { EventLog, StoredEvent, StreamId } from '../ports.js';

const PREFIX = 'incident/';

/** The stream that an incident's events are in. */
export const incidentStream = (incidentId: string): StreamId => `${PREFIX}${incidentId}`;

/**
 * Reads one incident from the log: as of now, what a decision about it is made on; or through an earlier version of its
 * stream, what a command was answered with then.
 */
export async function readIncident(
  log: EventLog,
  incidentId: string,
  throughVersion = Infinity,
): Promise<{ readonly incident: Incident; readonly version: number }> {
  let incident: Incident = unknownIncident;
  let version = 0;
  for await (const stored of log.read(incidentStream(incidentId))) {
    if (stored.version > throughVersion) break;
    const { by, at, type, body } = stored;
    incident = evolve(incident, { incidentId, by, at, event: readIncidentEvent(type, body) });
    version = stored.version;
  }
  return { incident, version };
}

/** The card of an incident as one role sees it, and since when it looks like this. */
export interface RoleView {
  readonly card: Card;
  /** log position of the version in which something changed that this role sees */
  readonly changedAt: number;
}

export interface IncidentEntry {
  readonly incident: OpenIncident;
  readonly views: ReadonlyMap<Role, RoleView>;
  /** to whom which version was issued within its own append */
  readonly issuedTo: ReadonlyMap<string, number>;
  /** officers who are or were sent, researchers who have or had its job: log positions since which they may see it, and since which they no longer may */
  readonly sent: ReadonlyMap<string, { readonly since: number; readonly until?: number }>;
  /** log position of the latest change of anything that a board shows */
  readonly changedAt: number;
}

/** A closed incident: what is needed to find it, and to know whose it was. Its card is read from the log. */
export interface ClosedEntry {
  readonly incident: ClosedIncident;
  readonly sent: IncidentEntry['sent'];
  /** log position of the closing: since then it is on nobody's board */
  readonly changedAt: number;
}

/** As it last was, before it became unreadable. */
export interface WithdrawnEntry {
  readonly incident: OpenIncident | ClosedIncident;
  readonly sent: IncidentEntry['sent'];
  readonly changedAt: number;
}

/** What one event made of its incident. */
export interface Step {
  readonly position: number;
  readonly incidentId: string;
  readonly event: IncidentEvent | ErasedEvent;
  readonly before: Incident;
  readonly after: Incident;
  /** its cards before and after: none before the first of them, and none while it is closed */
  readonly viewsBefore: Views;
  readonly viewsAfter: Views;
}

type Views = IncidentEntry['views'];
const NO_VIEWS: Views = new Map();

/** Every open incident with its cards, and where the closed ones are, folded from the log in memory. */
export class IncidentsModel {
  #entries = new Map<string, IncidentEntry>();
  #folding = new Map<string, Incident>();
  #closed = new Map<string, ClosedEntry>();
  #withdrawn = new Map<string, WithdrawnEntry>();
  /** which incident changed at which position, ascending: what a reader who was away has to look at */
  readonly #touched = new Touched();
  #latest: Step | undefined;
  #position = 0;

  apply(event: StoredEvent): void {
    if (event.position <= this.#position) return;
    this.#position = event.position;
    if (!event.stream.startsWith(PREFIX)) return;
    const { position, by, at } = event;
    const incidentId = event.stream.slice(PREFIX.length);
    const read = readIncidentEvent(event.type, event.body);
    const viewsBefore = this.#entries.get(incidentId)?.views ?? NO_VIEWS;
    const before = this.#closed.get(incidentId)?.incident ?? this.#folding.get(incidentId) ?? unknownIncident;
    const after = evolve(before, { incidentId, by, at, event: read });
    this.#keep(event, read, after);
    const viewsAfter = this.#entries.get(incidentId)?.views ?? NO_VIEWS;
    this.#latest = { position, incidentId, event: read, before, after, viewsBefore, viewsAfter };
  }

  /** What was folded, as plain data: for a snapshot. */
  save() {
    return {
      entries: this.#entries,
      folding: this.#folding,
      closed: this.#closed,
      withdrawn: this.#withdrawn,
      position: this.#position,
      touched: this.#touched.save(),
    };
  }

  restore(saved: ReturnType<IncidentsModel['save']>): void {
    this.#entries = saved.entries;
    this.#folding = saved.folding;
    this.#closed = saved.closed;
    this.#withdrawn = saved.withdrawn;
    this.#position = saved.position;
    this.#touched.restore(saved.touched);
  }

  #keep(event: StoredEvent, read: IncidentEvent | ErasedEvent, incident: Incident): void {
    const incidentId = event.stream.slice(PREFIX.length);
    const before = this.#entries.get(incidentId);
    const closed = this.#closed.get(incidentId);
    this.#closed.delete(incidentId);
    if (incident.kind !== 'open') {
      this.#entries.delete(incidentId);
      this.#folding.set(incidentId, incident);
      if (incident.kind !== 'closed') return;
      const { sent, changedAt } = closed ?? { sent: before?.sent ?? new Map(), changedAt: event.position };
      this.#folding.delete(incidentId);
      this.#closed.set(incidentId, { incident: { ...incident, card: undefined }, sent, changedAt });
      if (!closed) this.#touched.touch(incidentId, event.position);
      return;
    }
    this.#folding.set(incidentId, incident);
    const after = entryAfter(before, incident, read, event.position, closed, event.by);
    if (!after) return;
    this.#entries.set(incidentId, after);
    if (after.changedAt === event.position) this.#touched.touch(incidentId, event.position);
  }

  /** What the event at a position made of its incident: for models that are fed after this one. */
  stepAt(position: number): Step | undefined {
    return this.#latest?.position === position ? this.#latest : undefined;
  }

  /** A newer Outrider goes on with it: it is taken from everybody here, until this node is upgraded. */
  withdraw({ stream, position }: StoredEvent): void {
    if (!stream.startsWith(PREFIX)) return;
    this.#position = position;
    const incidentId = stream.slice(PREFIX.length);
    const known = this.#entries.get(incidentId) ?? this.#closed.get(incidentId);
    this.#entries.delete(incidentId);
    this.#closed.delete(incidentId);
    this.#folding.delete(incidentId);
    if (known === undefined) return;
    const { incident, sent } = known;
    this.#withdrawn.set(incidentId, { incident, sent, changedAt: position });
    this.#touched.touch(incidentId, position);
  }

  /** What was known of an incident before it was withdrawn: to whom it has to be said. */
  withdrawn(incidentId: string): WithdrawnEntry | undefined {
    return this.#withdrawn.get(incidentId);
  }

  entry(incidentId: string): IncidentEntry | undefined {
    return this.#entries.get(incidentId);
  }

  closed(incidentId: string): ClosedEntry | undefined {
    return this.#closed.get(incidentId);
  }

  /** Those that were closed, the first of them first. */
  allClosed(): Iterable<ClosedEntry> {
    return this.#closed.values();
  }

  all(): Iterable<IncidentEntry> {
    return this.#entries.values();
  }

  /** The incidents whose cards or readers changed after a position, each once. */
  changedAfter(position: number): ReadonlySet<string> {
    return this.#touched.after(position);
  }
}

/** The entry one event on; undefined until the first card, before which nobody reads the incident. */
function entryAfter(
  before: IncidentEntry | undefined,
  incident: OpenIncident,
  event: IncidentEvent | ErasedEvent,
  position: number,
  closed: ClosedEntry | undefined,
  by: string,
): IncidentEntry | undefined {
  // Opened again: who was sent is known, what they read comes with the card of the same append.
  if (closed) return { incident, views: new Map(), issuedTo: new Map(), sent: closed.sent, changedAt: position };
  if (event.type === 'card-issued') return withCard(incident, before, event, position);
  if (!before) return undefined;
  switch (event.type) {
    case 'dispatched': {
      const since = event.body.officers.map(({ id }) => [id, { since: position }] as const);
      // An officer who is there already has been reading since they were first sent.
      const known = [...before.sent].filter(([, { until }]) => until === undefined);
      return { ...before, incident, sent: new Map([...before.sent, ...since, ...known]), changedAt: position };
    }
    case 'stood-down': {
      const ended = [...before.sent].map(([id, sent]) =>
        event.body.officers.includes(id) ? ([id, { ...sent, until: position }] as const) : ([id, sent] as const),
      );
      return { ...before, incident, sent: new Map(ended), changedAt: position };
    }
    case 'job-claimed':
    case 'job-returned':
    case 'looked':
      return { ...before, incident, sent: claimedBy(before, incident, position), changedAt: position };
    case 'glass-broken':
      return { ...before, incident, sent: new Map([...before.sent, [by, { since: position }]]), changedAt: position };
    case 'glass-closed':
      return { ...before, incident, sent: endedFor(before, incident, event.body.by, position), changedAt: position };
    case 'handover-accepted':
      return { ...before, incident, sent: heldBy(before, incident, event, position, by), changedAt: position };
    case 'checked':
    case 'fed':
    case 'form-kept':
      return { ...before, incident };
    default:
      return { ...before, incident, changedAt: position };
  }
}

/** Somebody may see it no more, unless it was given to them in the meantime. */
function endedFor({ sent }: IncidentEntry, incident: OpenIncident, userId: string, position: number) {
  const isTheirs =
    incident.owner === userId ||
    incident.work?.claim?.by === userId ||
    attending(incident.attendance).some(({ officer }) => officer === userId);
  return isTheirs ? sent : new Map([...sent, [userId, { since: position, ...sent.get(userId), until: position }]]);
}

/** Whoever has the job may see it, until it is another's or nobody's. */
function claimedBy(before: IncidentEntry, incident: OpenIncident, position: number): IncidentEntry['sent'] {
  const [had, has] = [before.incident.work?.claim?.by, incident.work?.claim?.by];
  if (had === has) return before.sent;
  const sent = new Map(before.sent);
  if (had !== undefined) sent.set(had, { since: position, ...sent.get(had), until: position });
  if (has !== undefined) sent.set(has, { since: position });
  return sent;
}

function withCard(
  incident: OpenIncident,
  before: IncidentEntry | undefined,
  issued: Extract<IncidentEvent, { type: 'card-issued' }>,
  position: number,
): IncidentEntry {
  const { card, issuedTo } = issued.body;
  const old = before?.views ?? new Map<Role, RoleView>();
  const views = viewsAfter(new Map([...old].map(([role, view]) => [role, view.card])), issued.body);
  return {
    incident,
    views: new Map(
      [...views].map(([role, view]) => {
        const same = old.get(role);
        return [role, same?.card === view ? same : { card: view, changedAt: position }];
      }),
    ),
    issuedTo: new Map(issuedTo.map(({ reader }) => [reader, card.version])),
    sent: before?.sent ?? new Map(),
    changedAt: position,
  };
}

type HandoverAccepted = Extract<HandoverEvent, { type: 'handover-accepted' }>;

/** Whoever took over the incident, or the suspect at large, may see it; whoever gave it away may no longer for that reason. */
function heldBy(
  before: IncidentEntry,
  { attendance }: OpenIncident,
  { body: { item, from } }: HandoverAccepted,
  position: number,
  by: string,
): IncidentEntry['sent'] {
  if (item === 'job' || item === 'ruling') return before.sent;
  const sent = new Map(before.sent);
  const isSent = attending(attendance).some(({ officer }) => officer === from);
  const had = sent.get(from);
  if (!isSent) sent.set(from, { since: position, ...had, until: position });
  if (sent.get(by)?.until !== undefined || !sent.has(by)) sent.set(by, { since: position });
  return sent;
}
