interface Entry<E> {
  readonly at: number;
  readonly order: number;
  readonly event: E;
}

/** What is to happen, soonest first; of two things at one time the one that was put in first. A binary heap. */
export class Agenda<E> {
  readonly #heap: Entry<E>[] = [];
  #order = 0;

  add(at: number, event: E): void {
    const heap = this.#heap;
    const entry = { at, order: this.#order, event };
    this.#order += 1;
    let i = heap.push(entry) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!isBefore(entry, heap[parent]!)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = entry;
  }

  next(): { readonly at: number; readonly event: E } | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let i = 0;
    for (let child = 1; child < heap.length; child = 2 * i + 1) {
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isBefore(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
    return first;
  }
}

const isBefore = (one: Entry<unknown>, other: Entry<unknown>): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);
