import type { Handover, ItemKind } from '../contract/index.js';
import { readIncidentEvent } from '../domain/incident/upcast.js';
import type { StoredEvent } from '../ports.js';

const PREFIX = 'incident/';
/** A handover of which nothing waits any more is forgotten after this long. */
const KEPT_MS = 24 * 3_600_000;

type ItemState = Handover['items'][number]['state'];

/** One item of a handover, and what became of it. */
export interface HandedItem {
  readonly kind: ItemKind;
  readonly incidentId: string;
  readonly state: ItemState;
}

/** A handover with its items, in the order in which they were offered. */
export interface KnownHandover extends Pick<Handover, 'id' | 'from' | 'fromName' | 'to' | 'toName' | 'at'> {
  readonly items: readonly HandedItem[];
}

/** The handovers that wait, and those of the last day, gathered from the incidents that they are about. */
export class HandoversModel {
  #handovers = new Map<string, KnownHandover>();
  /** which handover an item was offered in last */
  #offeredIn = new Map<string, string>();
  #position = 0;
  #changedAt = 0;

  apply({ position, stream, type, body, by, at }: StoredEvent): void {
    if (position <= this.#position) return;
    this.#position = position;
    if (!stream.startsWith(PREFIX)) return;
    const incidentId = stream.slice(PREFIX.length);
    const read = readIncidentEvent(type, body);
    switch (read.type) {
      case 'handover-offered': {
        const { handover: id, item: kind, fromName, to, toName } = read.body;
        this.#settle(incidentId, kind, 'void');
        const known = this.#handovers.get(id) ?? { id, from: by, fromName, to, toName, at, items: [] };
        this.#handovers.set(id, { ...known, items: [...known.items, { kind, incidentId, state: 'waiting' }] });
        this.#offeredIn.set(`${incidentId}/${kind}`, id);
        this.#forgetBefore(at);
        break;
      }
      case 'handover-accepted':
        this.#settle(incidentId, read.body.item, 'accepted');
        break;
      case 'closed':
      case 'erased':
        for (const kind of ['incident', 'suspect', 'job', 'ruling'] as const) this.#settle(incidentId, kind, 'void');
        break;
      default:
        return;
    }
    this.#changedAt = position;
  }

  /** What was folded, as plain data: for a snapshot. */
  save() {
    return {
      handovers: this.#handovers,
      offeredIn: this.#offeredIn,
      position: this.#position,
      changedAt: this.#changedAt,
    };
  }

  restore(saved: ReturnType<HandoversModel['save']>): void {
    this.#handovers = saved.handovers;
    this.#offeredIn = saved.offeredIn;
    this.#position = saved.position;
    this.#changedAt = saved.changedAt;
  }

  /** Log position of the latest change. */
  get changedAt(): number {
    return this.#changedAt;
  }

  get(id: string): KnownHandover | undefined {
    return this.#handovers.get(id);
  }

  all(): Iterable<KnownHandover> {
    return this.#handovers.values();
  }

  #settle(incidentId: string, kind: ItemKind, state: ItemState): void {
    const id = this.#offeredIn.get(`${incidentId}/${kind}`);
    const known = id === undefined ? undefined : this.#handovers.get(id);
    if (!known) return;
    this.#offeredIn.delete(`${incidentId}/${kind}`);
    const items = known.items.map((item) =>
      item.incidentId === incidentId && item.kind === kind ? { ...item, state } : item,
    );
    this.#handovers.set(known.id, { ...known, items });
  }

  // Oldest first, so that a long night costs a look at the first of them.
  #forgetBefore(at: string): void {
    for (const { id, at: since, items } of this.#handovers.values()) {
      if (Date.parse(at) - Date.parse(since) < KEPT_MS) return;
      if (items.every(({ state }) => state !== 'waiting')) this.#handovers.delete(id);
    }
  }
}
