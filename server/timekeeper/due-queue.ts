import type { Due } from '../domain/incident/due.js';
import type { Owed } from '../ports.js';

/** What is due, earliest first, by owner: a binary heap in which what an owner no longer owes is passed over. */
export class DueQueue {
  readonly #heap: { readonly at: number; readonly owed: Owed }[] = [];
  readonly #owedBy = new Map<string, readonly Owed[]>();

  /** Says all that an owner owes from now on; what was said before and is not said again is forgotten. */
  put(owner: string, dues: readonly Due[]): void {
    const before = this.#owedBy.get(owner) ?? [];
    const now = dues.map((due) => before.find(({ id, at }) => id === due.id && at === due.at) ?? { ...due, owner });
    if (now.length === 0) this.#owedBy.delete(owner);
    else this.#owedBy.set(owner, now);
    for (const owed of now) if (!before.includes(owed)) this.#push(owed);
  }

  /** The instant of the earliest; undefined when nothing is due ever. */
  next(): string | undefined {
    return this.#first()?.owed.at;
  }

  /** Takes out the earliest that is due by an instant. */
  take(by: string): Owed | undefined {
    const first = this.#first();
    if (first === undefined || first.at > Date.parse(by)) return undefined;
    this.#pop();
    const { owner } = first.owed;
    const left = (this.#owedBy.get(owner) ?? []).filter((owed) => owed !== first.owed);
    if (left.length === 0) this.#owedBy.delete(owner);
    else this.#owedBy.set(owner, left);
    return first.owed;
  }

  #first(): { readonly at: number; readonly owed: Owed } | undefined {
    for (;;) {
      const [first] = this.#heap;
      if (first === undefined || this.#owedBy.get(first.owed.owner)?.includes(first.owed)) return first;
      this.#pop();
    }
  }

  #push(owed: Owed): void {
    const heap = this.#heap;
    let place = heap.length;
    heap.push({ at: Date.parse(owed.at), owed });
    while (place > 0) {
      const parent = (place - 1) >>> 1;
      if (heap[parent]!.at <= heap[place]!.at) return;
      [heap[parent], heap[place]] = [heap[place]!, heap[parent]!];
      place = parent;
    }
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    for (let place = 0; ;) {
      const [left, right] = [2 * place + 1, 2 * place + 2];
      let least = place;
      if (left < heap.length && heap[left]!.at < heap[least]!.at) least = left;
      if (right < heap.length && heap[right]!.at < heap[least]!.at) least = right;
      if (least === place) return;
      [heap[least], heap[place]] = [heap[place]!, heap[least]!];
      place = least;
    }
  }
}
