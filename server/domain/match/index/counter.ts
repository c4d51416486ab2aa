/** Counts by a small number (a dictionary id), growing as ids appear. */
export class Counter {
  private counts = new Int32Array(64);

  add(id: number, change: number): void {
    if (id >= this.counts.length) {
      const grown = new Int32Array(Math.max(id + 1, this.counts.length * 2));
      grown.set(this.counts);
      this.counts = grown;
    }
    this.counts[id] = (this.counts[id] ?? 0) + change;
  }

  of(id: number): number {
    return this.counts[id] ?? 0;
  }

  get bytes(): number {
    return this.counts.byteLength;
  }
}
