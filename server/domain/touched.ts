/** Which things changed at which log position: what somebody who was away has to look at. */
export class Touched {
  /** ascending by position */
  #touches: { readonly position: number; readonly id: string }[] = [];
  #latest = new Map<string, number>();

  touch(id: string, position: number): void {
    this.#latest.set(id, position);
    this.#touches.push({ position, id });
    // Only the latest touch of a thing matters; the list stays within about twice the number of things.
    if (this.#touches.length > 2 * this.#latest.size + 1000) {
      this.#touches = this.#touches.filter((touch) => this.#latest.get(touch.id) === touch.position);
    }
  }

  forget(id: string): void {
    this.#latest.delete(id);
  }

  /** As plain data: for a snapshot. */
  save() {
    return { touches: this.#touches, latest: this.#latest };
  }

  restore({ touches, latest }: ReturnType<Touched['save']>): void {
    this.#touches = touches;
    this.#latest = latest;
  }

  /** What changed after a position, each once. */
  after(position: number): ReadonlySet<string> {
    let low = 0;
    let high = this.#touches.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#touches[middle]?.position ?? 0) > position) high = middle;
      else low = middle + 1;
    }
    return new Set(this.#touches.slice(low).map(({ id }) => id));
  }
}
