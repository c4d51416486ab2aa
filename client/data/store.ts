/**
 * A value that tells its readers when it changes: what every topic in `data/` is built on.
 *
 * Readers are called after the value is in place, in the order in which they subscribed, and only when it is another one;
 * each gets the value of that moment, also when an earlier reader has set a newer one.
 */
export class Store<T> {
  readonly #readers = new Set<(value: T) => void>();
  #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const reader of this.#readers) reader(this.#value);
  }

  /** Calls `reader` at each change from now on; returns how to stop. */
  subscribe(reader: (value: T) => void): () => void {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }
}
