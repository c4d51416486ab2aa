import type { Attendance, IncidentDelivery, InformedShare, ReaderProof } from '../contract/index.js';
import { cardsDisclosedBy } from '../domain/access/events.js';
import { dangersOf } from '../domain/delivery/dangers.js';
import { hasReceived, isInformed, Proofs } from '../domain/delivery/proof.js';
import { promptDue, readAgainDue } from '../domain/delivery/prompt-due.js';
import { readDeliveryEvent } from '../domain/delivery/events.js';
import { attending } from '../domain/incident/attendance.js';
import { groupBy } from '../domain/group-by.js';
import type { PromptCause } from '../domain/incident/briefing-events.js';
import type { IncidentEvent } from '../domain/incident/events.js';
import { readIncidentEvent } from '../domain/incident/upcast.js';
import { Touched } from '../domain/touched.js';
import type { IncidentEntry, IncidentsModel } from '../incidents/incidents.model.js';
import type { StoredEvent } from '../ports.js';
import type { UsersModel } from '../sessions/users.model.js';

const INCIDENT = 'incident/';
const READER = 'reader/';

interface Tracked {
  readonly proofs: Proofs;
  /** log position of each version of the card */
  readonly issuedAt: Map<number, number>;
  /** crews of whom the dispatcher was asked to read them the card, by when they were sent */
  readonly prompted: Set<string>;
  /** the dangers to life on the newest card: what is new on the next is measured from them */
  dangers?: ReadonlySet<string>;
  /** the newest version that brought a danger to life which the card before had not */
  danger?: { readonly version: number; readonly at: string };
}

/** What was told of an incident last, and of what: the same for everybody until something of that changes. */
interface Told {
  readonly entry: IncidentEntry | undefined;
  readonly usersAt: number;
  readonly delivery: IncidentDelivery;
}

/** A crew to whom a card is to be read out. */
export interface DuePrompt {
  readonly incidentId: string;
  readonly officers: readonly string[];
  readonly dispatchedAt: string;
  readonly version: number;
  readonly cause: PromptCause;
  /** the version that brought a danger, when it is read again because of that */
  readonly danger?: number;
  /** ISO 8601 */
  readonly at: string;
}

/** Who has read what: what each reader was sent, received, was shown, acknowledged and heard, folded from the log. */
export class DeliveryModel {
  #tracked = new Map<string, Tracked>();
  /** incidents in which somebody is on the way, or there */
  #attended = new Set<string>();
  /** readers whose devices have not confirmed something that was sent to them, and the incidents of that */
  #unconfirmed = new Map<string, Set<string>>();
  readonly #touched = new Touched();
  readonly #told = new Map<string, Told>();
  #share: InformedShare = { arrived: 0, informed: 0, silent: 0 };
  #position = 0;
  #changedAt = 0;

  /** @param incidents fed before this model: what it says of an event is what the event made of it */
  constructor(
    private readonly incidents: IncidentsModel,
    private readonly users: Pick<UsersModel, 'account' | 'changedAt'>,
  ) {}

  apply(event: StoredEvent): void {
    if (event.position <= this.#position) return;
    this.#position = event.position;
    if (event.stream.startsWith(INCIDENT)) this.#ofIncident(event.stream.slice(INCIDENT.length), event);
    else if (event.stream.startsWith(READER)) this.#ofReader(event.stream.slice(READER.length), event);
  }

  /** What was folded, as plain data: for a snapshot. */
  save() {
    return {
      attended: this.#attended,
      unconfirmed: this.#unconfirmed,
      share: this.#share,
      position: this.#position,
      changedAt: this.#changedAt,
      touched: this.#touched.save(),
      tracked: new Map([...this.#tracked].map(([id, one]) => [id, { ...one, proofs: one.proofs.save() }])),
    };
  }

  restore(saved: ReturnType<DeliveryModel['save']>): void {
    this.#attended = saved.attended;
    this.#unconfirmed = saved.unconfirmed;
    this.#share = saved.share;
    this.#position = saved.position;
    this.#changedAt = saved.changedAt;
    this.#touched.restore(saved.touched);
    this.#tracked = new Map(
      [...saved.tracked].map(([id, one]) => [id, { ...one, proofs: Proofs.restore(one.proofs) }]),
    );
  }

  /** Log position of the latest change of anything that is told here. */
  get changedAt(): number {
    return this.#changedAt;
  }

  get informedShare(): InformedShare {
    return this.#share;
  }

  /** The open incidents of which something changed after a log position. */
  changedAfter(position: number): ReadonlySet<string> {
    return this.#touched.after(position);
  }

  /** The same as one value for everybody who is told, for as long as nothing of it changes. */
  told(incidentId: string): IncidentDelivery {
    const entry = this.incidents.entry(incidentId);
    const usersAt = this.users.changedAt;
    const last = this.#told.get(incidentId);
    if (last?.entry === entry && last?.usersAt === usersAt) return last.delivery;
    const delivery = { incidentId, readers: [...this.of(incidentId)] };
    this.#told.set(incidentId, { entry, usersAt, delivery });
    return delivery;
  }

  /** Who has read what of one incident: the officers who are sent first, each with every version. */
  of(incidentId: string): readonly ReaderProof[] {
    const tracked = this.#tracked.get(incidentId);
    const entry = this.incidents.entry(incidentId);
    const { incident } = entry ?? this.incidents.closed(incidentId) ?? {};
    if (!tracked || !incident) return [];
    const officers = attending(incident.attendance).map((a) => a.officer);
    const others = [...tracked.proofs.readers()].filter((reader) => !officers.includes(reader));
    return [...officers, ...others].map((reader) => {
      const versions = [...tracked.proofs.of(reader)];
      const view = officers.includes(reader) ? entry?.views.get('officer') : undefined;
      return {
        reader,
        name: this.users.account(reader)?.name ?? reader,
        latest: view?.card.version ?? versions.at(-1)?.version ?? 0,
        informed: isInformed(versions),
        versions,
      };
    });
  }

  /** The crews of whom nobody is informed yet, and when the dispatcher is prompted. */
  *duePrompts(): Generator<DuePrompt> {
    for (const incidentId of this.#attended) yield* this.promptsOf(incidentId);
  }

  *promptsOf(incidentId: string): Generator<DuePrompt> {
    const tracked = this.#tracked.get(incidentId);
    const { incident } = this.incidents.entry(incidentId) ?? {};
    if (!tracked || !incident) return;
    const there = attending(incident.attendance).filter(({ departedAt }) => departedAt === undefined);
    for (const crew of groupBy(there, (one) => one.dispatchedAt).values()) {
      const { dispatchedAt } = crew[0]!;
      const prompt = firstReading(tracked, crew) ?? secondReading(tracked, crew);
      const officers = crew.map(({ officer }) => officer);
      if (prompt) yield { incidentId, officers, dispatchedAt, version: incident.card?.version ?? 0, ...prompt };
    }
  }

  #ofIncident(incidentId: string, { type, body, at, position }: StoredEvent): void {
    const entry = this.incidents.entry(incidentId);
    if (!entry) {
      this.#attended.delete(incidentId);
      if (this.#tracked.has(incidentId)) this.#changed(incidentId, position);
      // What became of a closed incident's cards may be asked for yet.
      if (!this.incidents.closed(incidentId)) this.#tracked.delete(incidentId);
      return;
    }
    const tracked = this.#track(incidentId);
    const event = readIncidentEvent(type, body);
    switch (event.type) {
      case 'card-issued':
        this.#issued(incidentId, tracked, event, at, position);
        break;
      case 'read-out':
        for (const reader of event.body.freeToSpeak ? event.body.to : []) {
          tracked.proofs.done(reader, event.body.version, 'readOutAt', at);
        }
        break;
      case 'briefing-prompted':
        tracked.prompted.add(promptKey(event.body));
        break;
      case 'arrived':
        // A share of all is told to everybody who dispatches: what is restricted does not move it (R17).
        if (entry.incident.restricted !== undefined) break;
        for (const officer of event.body.officers) this.#arrived(tracked, officer);
        break;
      case 'stood-down':
        for (const officer of event.body.officers) tracked.proofs.gone(officer, position);
        break;
      case 'dispatched':
        for (const { id } of event.body.officers) tracked.proofs.back(id, position);
        break;
      default:
        return;
    }
    const sent = attending(entry.incident.attendance);
    if (sent.some(({ departedAt }) => departedAt === undefined)) this.#attended.add(incidentId);
    else this.#attended.delete(incidentId);
    this.#changed(incidentId, position);
  }

  /** A version goes out to those for whom something changed with it; the others keep the one that they have. */
  #issued(
    incidentId: string,
    tracked: Tracked,
    { body: { card, issuedTo } }: Extract<IncidentEvent, { type: 'card-issued' }>,
    at: string,
    position: number,
  ): void {
    tracked.issuedAt.set(card.version, position);
    const dangers = new Set(dangersOf(card).keys());
    const { dangers: known } = tracked;
    if (known && [...dangers].some((danger) => !known.has(danger))) tracked.danger = { version: card.version, at };
    tracked.dangers = dangers;
    const views = this.incidents.entry(incidentId)?.views;
    for (const { reader, viewAs } of issuedTo) {
      if (views?.get(viewAs)?.card.version === card.version) this.#sent(incidentId, tracked, reader, card.version, at);
    }
  }

  #arrived({ proofs }: Tracked, officer: string): void {
    const versions = proofs.of(officer);
    const { arrived, informed, silent } = this.#share;
    this.#share = {
      arrived: arrived + 1,
      informed: informed + (isInformed(versions) ? 1 : 0),
      silent: silent + (versions.length === 0 ? 1 : 0),
    };
  }

  #ofReader(reader: string, { type, body, at, position }: StoredEvent): void {
    for (const { incidentId, cardVersion } of cardsDisclosedBy(type, body)) {
      const tracked = this.#tracked.get(incidentId);
      // The same version to another device of theirs, or once more, tells nobody anything.
      if (tracked && this.#sent(incidentId, tracked, reader, cardVersion, at)) this.#changed(incidentId, position);
    }
    const event = readDeliveryEvent(type, body);
    if (event?.type === 'received') this.#received(reader, event.body.seq, at, position);
    if (event?.type !== 'shown' && event?.type !== 'acknowledged') return;
    const tracked = this.#tracked.get(event.body.incidentId);
    if (!tracked) return;
    tracked.proofs.done(reader, event.body.version, event.type === 'shown' ? 'shownAt' : 'acknowledgedAt', at);
    this.#changed(event.body.incidentId, position);
  }

  #received(reader: string, through: number, at: string, position: number): void {
    for (const incidentId of this.#unconfirmed.get(reader) ?? []) {
      const tracked = this.#tracked.get(incidentId);
      if (tracked?.proofs.received(reader, through, at)) this.#changed(incidentId, position);
      const newest = tracked?.proofs.of(reader).findLast(({ sentAt }) => sentAt !== undefined);
      if (newest?.receivedAt !== undefined) this.#unconfirmed.get(reader)?.delete(incidentId);
    }
  }

  /**
   * What was sent counts as received once its reader holds the log up to where it was issued, and they were sent there.
   * False when it was sent to them before.
   */
  #sent(incidentId: string, tracked: Tracked, reader: string, version: number, at: string): boolean {
    const sentThere = this.incidents.entry(incidentId)?.sent.get(reader)?.since ?? 0;
    const availableAt = Math.max(tracked.issuedAt.get(version) ?? 0, sentThere);
    const isNew = tracked.proofs.sent(reader, version, at, availableAt);
    if (isNew) this.#unconfirmed.set(reader, (this.#unconfirmed.get(reader) ?? new Set()).add(incidentId));
    return isNew;
  }

  #track(incidentId: string): Tracked {
    const known = this.#tracked.get(incidentId);
    if (known) return known;
    const tracked: Tracked = { proofs: new Proofs(), issuedAt: new Map(), prompted: new Set() };
    this.#tracked.set(incidentId, tracked);
    return tracked;
  }

  #changed(incidentId: string, position: number): void {
    this.#told.delete(incidentId);
    this.#touched.touch(incidentId, position);
    this.#changedAt = position;
  }
}

/** What names a prompt among those of one incident: the crew, and the danger that they are told of. */
const promptKey = ({ dispatchedAt, danger }: { readonly dispatchedAt: string; readonly danger?: number }): string =>
  danger === undefined ? dispatchedAt : `${dispatchedAt}:${danger}`;

type Crew = readonly Attendance[];
type Prompt = Pick<DuePrompt, 'at' | 'cause' | 'danger'>;

/** To a crew on the way of whom nobody is informed (R10). */
function firstReading({ proofs, prompted }: Tracked, crew: Crew): Prompt | undefined {
  const { dispatchedAt, etaMinutes } = crew[0]!;
  const waiting = crew.filter(({ arrivedAt }) => arrivedAt === undefined);
  if (waiting.length === 0 || prompted.has(dispatchedAt)) return undefined;
  const known = waiting.map(({ officer }) => proofs.of(officer));
  return promptDue({
    dispatchedAt,
    etaMinutes,
    received: known.some(hasReceived),
    informed: known.some(isInformed),
  });
}

/** To a crew that had read the card before a danger came. */
function secondReading({ proofs, prompted, danger }: Tracked, crew: Crew): Prompt | undefined {
  const { dispatchedAt, etaMinutes } = crew[0]!;
  if (danger === undefined || danger.at < dispatchedAt) return undefined;
  if (prompted.has(promptKey({ dispatchedAt, danger: danger.version }))) return undefined;
  const known = crew.map(({ officer }) => proofs.of(officer));
  if (!known.some(isInformed)) return undefined;
  const isThere = crew.some(({ arrivedAt }) => arrivedAt !== undefined);
  const eta = etaMinutes === undefined ? undefined : Date.parse(dispatchedAt) + etaMinutes * 60_000;
  const due = readAgainDue({
    since: danger.at,
    expectedAt: isThere ? danger.at : eta === undefined ? undefined : new Date(eta).toISOString(),
    informed: known.some((versions) => isInformed(versions.filter(({ version }) => version >= danger.version))),
  });
  return due && { ...due, danger: danger.version };
}
