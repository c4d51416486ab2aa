import { decide, relationTo, type Actor, type Relation } from '../domain/access/policy.js';
import type { Line } from '../domain/delivery/line.js';
import { nextFrames, type Offer, type NextFrame } from '../domain/delivery/next-frames.js';
import { shownOf } from '../domain/record/shown.js';
import { disclosedTogether } from '../domain/record/together.js';
import type { AccessRecord } from '../ports.js';
import type { IncidentEntry, IncidentsModel, RoleView } from '../incidents/incidents.model.js';

export interface PumpPorts {
  readonly incidents: IncidentsModel;
  readonly access: AccessRecord;
  readonly epoch: string;
  /** the actor behind the connection's token, as of now; undefined once the session has ended */
  readonly actor: () => Actor | undefined;
  /** log position that the read models are at */
  readonly head: () => number;
  /** log position since which the reader has had their roles */
  readonly rolesSince: () => number;
  /** the pump cannot go on: what it failed on */
  readonly failed: (cause: unknown) => void;
}

/** Relations that begin and end with the incident being given to somebody. */
const GIVEN: readonly Relation[] = ['dispatched', 'researching', 'responsible', 'emergency'];

/** So many disclosures are one append; between it and the frame the policy is asked again. */
const RECORDED_TOGETHER = 256;

/** What a reader may see of an incident now. */
interface Visible {
  readonly view: RoleView;
  readonly relation: Relation;
  /** what to record before it is shown; undefined when this version was issued to the reader in its own append */
  readonly disclose?: { readonly rule: string; readonly reason: string; readonly viewAs: string };
}

/** What was decided about an incident, and all that it was decided on. */
interface Decided {
  readonly entry: IncidentEntry;
  readonly roles: Actor['roles'];
  readonly visible: Visible | undefined;
}

/**
 * Brings one reader to the latest of every card that they may see, and keeps them there. Live delivery, resume, resend
 * and a slow reader are this one loop: what is missing → may they still see it → record the disclosure → emit.
 */
export class Pump {
  #n = 0;
  #seq: number;
  readonly #held = new Map<string, number>();
  /** the versions that the record has of the batch that is being sent */
  #recorded: ReadonlyMap<string, number> = new Map();
  /** cursors with which content was sent and whose arrival has not been noted yet, ascending */
  #unconfirmed: number[] = [];
  /** what was decided in this round: it stands for as long as neither the incident nor the reader's roles change */
  readonly #decided = new Map<string, Decided>();
  #running: Promise<void> | undefined;
  #again = false;
  #tickDue = false;
  #resetDue = false;
  /** no frame was sent since the last tick was due */
  #quiet = true;

  /** @param seq the position that the reader says they hold everything through; 0 for a new reader */
  constructor(
    private readonly line: Line,
    private readonly ports: PumpPorts,
    seq: number,
  ) {
    this.#seq = seq;
    // What came over the last connection may not have been confirmed on it.
    if (seq > 0) this.#unconfirmed.push(seq);
  }

  /**
   * Brings whoever has just come in to the latest of all; resolves when they have it, or their connection has ended.
   * @param known their cursor is of this log: they go on from it; otherwise they start again from the cards of now
   */
  async begin(known: boolean): Promise<void> {
    this.#resetDue = !known;
    this.wake();
    await this.#running;
  }

  /** Something may have changed for this reader. Any number of calls while it runs come to one more round. */
  wake(): void {
    this.#again = true;
    this.#running ??= this.#run().catch((cause: unknown) => {
      this.ports.failed(cause);
      this.line.close();
    });
  }

  /** It is not their turn yet to be brought what they missed: the link is alive, and they are where they were. */
  wait(): void {
    this.line.emit('tick', { epoch: this.ports.epoch, seq: this.#seq, n: this.#next() });
  }

  /** Called every 2 s: looks once more for what is missing, and tells a reader who got nothing that the link is alive. */
  tick(): void {
    this.#tickDue = true;
    this.wake();
  }

  /**
   * The reader holds everything through `seq`. True when that tells of content not confirmed before: then it is worth a
   * note; a reader who confirms ticks, or the same content again, changes nothing (R8).
   */
  confirms(seq: number): boolean {
    const still = this.#unconfirmed.filter((sent) => sent > seq);
    const news = still.length < this.#unconfirmed.length;
    this.#unconfirmed = still;
    return news;
  }

  async #run(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false;
        await this.#round();
        this.#decided.clear();
      }
    } finally {
      // In one breath with the last look at #again, so that no call in between is lost.
      this.#running = undefined;
    }
  }

  async #round(): Promise<void> {
    const actor = this.ports.actor();
    if (!actor) return this.line.close();
    // What the reader holds may be from before this connection, and under other roles: only a reset takes all of it away.
    if (this.#seq > 0 && this.ports.rolesSince() > this.#seq) this.#resetDue = true;
    if (this.#resetDue) await this.#reset(actor);
    const head = this.ports.head();
    const frames = nextFrames(this.#offers(actor), { seq: this.#seq, held: this.#held });
    for (const [index, frame] of frames.entries()) {
      await this.line.ready();
      if (index % RECORDED_TOGETHER === 0) await this.#recordAll(frames.slice(index, index + RECORDED_TOGETHER), actor);
      // In a batch only the last frame advances the cursor: a reader who is cut before it asks for all of it again.
      await this.#send(frame, index === frames.length - 1 ? head : this.#seq);
    }
    if (frames.length > 0) this.#unconfirmed.push(head);
    this.#seq = head;
    if (this.#tickDue && this.#quiet) this.line.emit('tick', { epoch: this.ports.epoch, seq: head, n: this.#next() });
    if (this.#tickDue) this.#quiet = true;
    this.#tickDue = false;
  }

  async #reset(actor: Actor): Promise<void> {
    this.#resetDue = false;
    this.#held.clear();
    const seq = this.ports.head();
    const visible = [...this.ports.incidents.all()].flatMap(({ incident }) => {
      const seen = this.#visible(incident.id, actor);
      return seen ? [seen] : [];
    });
    for (let from = 0; from < visible.length; from += RECORDED_TOGETHER)
      await this.#disclose(visible.slice(from, from + RECORDED_TOGETHER), actor);
    for (const { view } of visible) this.#held.set(view.card.incidentId, view.card.version);
    await this.line.ready();
    this.#seq = seq;
    this.#unconfirmed.push(seq);
    const cards = visible.map(({ view }) => view.card);
    this.line.emit('reset', { epoch: this.ports.epoch, seq, n: this.#next(), cards });
  }

  async #send(frame: NextFrame, seq: number): Promise<void> {
    // The policy is asked again at every emit, on the state of now: the offer may be a moment old.
    const actor = this.ports.actor();
    const visible = actor && this.#visible(frame.incidentId, actor);
    const at = { epoch: this.ports.epoch, seq };
    if (!actor || !visible) {
      this.#held.delete(frame.incidentId);
      return this.line.emit('gone', { ...at, n: this.#next(), incidentId: frame.incidentId });
    }
    if (this.#recorded.get(frame.incidentId) !== visible.view.card.version) await this.#disclose([visible], actor);
    this.#held.set(frame.incidentId, visible.view.card.version);
    this.line.emit('card', { ...at, n: this.#next(), card: visible.view.card });
  }

  *#offers(actor: Actor): Generator<Offer> {
    const { incidents, rolesSince } = this.ports;
    const since = rolesSince();
    for (const incidentId of incidents.changedAfter(this.#seq)) {
      const visible = this.#visible(incidentId, actor);
      const closed = incidents.closed(incidentId) ?? incidents.withdrawn(incidentId);
      const sent = (incidents.entry(incidentId) ?? closed)?.sent.get(actor.userId);
      // Whoever was away when it was closed may hold it still.
      const hadIt = closed !== undefined && decide(actor, 'card.read', relationTo(closed.incident, actor)).allow;
      if (visible) {
        const { view, relation } = visible;
        const visibleSince = Math.max(since, GIVEN.includes(relation) ? (sent?.since ?? 0) : 0);
        yield { incidentId, version: view.card.version, changedAt: view.changedAt, visibleSince };
      } else if (sent?.until !== undefined || hadIt || this.#held.has(incidentId)) {
        yield {
          incidentId,
          version: 0,
          changedAt: 0,
          visibleSince: since,
          goneSince: sent?.until ?? closed?.changedAt ?? this.ports.head(),
        };
      }
    }
  }

  /** The reader's view of an incident, and the decision to record if this version was not issued to them already. */
  #visible(incidentId: string, actor: Actor): Visible | undefined {
    const entry = this.ports.incidents.entry(incidentId);
    if (entry === undefined) return undefined;
    const known = this.#decided.get(incidentId);
    if (known?.entry === entry && known.roles === actor.roles) return known.visible;
    const visible = visibleTo(entry, actor);
    this.#decided.set(incidentId, { entry, roles: actor.roles, visible });
    return visible;
  }

  /** Records what is about to be sent in one entry, so that whoever missed much waits for the disk a few times only. */
  async #recordAll(frames: readonly NextFrame[], actor: Actor): Promise<void> {
    const visible = frames.flatMap(({ incidentId }) => this.#visible(incidentId, actor) ?? []);
    await this.#disclose(visible, actor);
    this.#recorded = new Map(visible.map(({ view: { card } }) => [card.incidentId, card.version]));
  }

  /** Records those that were not issued to the reader in their own append. */
  async #disclose(visible: readonly Visible[], actor: Actor): Promise<void> {
    const entries = disclosedTogether(
      visible.flatMap(({ view: { card }, disclose }) =>
        disclose ? [{ incidentId: card.incidentId, cardVersion: card.version, ...disclose, ...shownOf(card) }] : [],
      ),
    );
    const [first, ...rest] = entries;
    if (first) await this.ports.access.store(actor, [first, ...rest]);
  }

  #next(): number {
    this.#quiet = false;
    this.#n += 1;
    return this.#n;
  }
}

function visibleTo({ incident, views, issuedTo }: IncidentEntry, actor: Actor): Visible | undefined {
  const relation = relationTo(incident, actor);
  const decision = decide(actor, 'card.read', relation);
  const view = decision.allow ? views.get(decision.viewAs) : undefined;
  if (!decision.allow || !view) return undefined;
  const { rule, reason, viewAs } = decision;
  const issued = (issuedTo.get(actor.userId) ?? 0) >= view.card.version;
  return issued ? { view, relation } : { view, relation, disclose: { rule, reason, viewAs } };
}
